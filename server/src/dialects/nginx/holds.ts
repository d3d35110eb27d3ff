import * as l10n from '@vscode/l10n';
import type { Hold, Switch } from '../../delivery/delivery.ts';
import { byDefault, settingFact } from './facts.ts';
import type { Hop } from './journey.ts';
import { bufferingRemedies, passHeaderRemedies } from './remedies/settings.ts';
import { type HeldBy, streamingOf } from './streaming.ts';

/** What keeps a streamed answer back, hop by hop. */
export function holdsOf(hops: readonly Hop[]): readonly Hold[] {
  return hops.flatMap((hop, i) => {
    const inner = hops[i + 1];
    const streaming = streamingOf(hop, inner);
    if (!streaming.heldBy) return [];
    const remedies = [
      ...bufferingRemedies(hop, streaming.headerArrives ? streaming.ignoring : undefined),
      ...(inner && !streaming.headerArrives && !streaming.ignoring
        ? passHeaderRemedies(inner)
        : []),
    ];
    const deciding = streaming.ignoring ?? streaming.buffering;
    const fact = settingFact(hop, deciding, byDefault('proxy_buffering on'), remedies);
    const why = streaming.ignoring
      ? l10n.t(
          'nginx is told to ignore X-Accel-Buffering: no, with which STIG Manager asks it not to buffer',
        )
      : l10n.t('the nginx behind this one removes X-Accel-Buffering: no, so that this one buffers');
    return [
      {
        ...fact,
        certainty: streaming.heldBy === 'nothing-proven' ? 'unproven' : 'proven',
        explanation: withManner(why, streaming.heldBy),
      },
    ];
  });
}

export function isProven({ certainty }: Hold): boolean {
  return certainty === 'proven';
}

/** Why nginx keeps an answer back, and how it does. */
function withManner(why: string, by: HeldBy): string {
  if (by === 'http-1.0')
    return l10n.t`${why}, and over HTTP/1.0 it collects the response in its buffers`;
  if (by === 'no-chunks')
    return l10n.t`${why}, and without chunks it collects the response in its buffers`;
  if (by === 'tls')
    return l10n.t`${why}, and toward a client with TLS it waits until ssl_buffer_size is full`;
  return by === 'gzip' ? l10n.t`${why}, and gzip collects the events before it sends any` : why;
}

export function bufferingOf(hop: Hop, inner: Hop | undefined): Switch {
  const { buffering, ignoring } = streamingOf(hop, inner);
  const remedies = bufferingRemedies(hop, ignoring);
  return {
    ...settingFact(hop, buffering, byDefault('proxy_buffering', 'on'), remedies),
    on: buffering?.args[0] !== 'off',
  };
}
