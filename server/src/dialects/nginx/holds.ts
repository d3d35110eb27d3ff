import * as l10n from '@vscode/l10n';
import type { Doubt, Hold, Switch } from '../../delivery/delivery.ts';
import { byDefault, doubt, settingFact } from './facts.ts';
import type { Hop } from './journey.ts';
import { bufferingRemedies, passHeaderRemedies } from './remedies/settings.ts';
import { switchOf, written } from './scope.ts';
import { type HeldBy, isHeld, streamingOf } from './streaming.ts';

/** What keeps a streamed answer back, hop by hop. */
export function holdsOf(hops: readonly Hop[]): readonly Hold[] {
  return hops.flatMap((hop, i) => {
    const inner = hops[i + 1];
    const streaming = streamingOf(hop, inner);
    if (!streaming.heldBy || streaming.open) return [];
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
        certainty: isHeld(streaming) ? 'proven' : 'unproven',
        explanation: withManner(why, streaming.heldBy),
      },
    ];
  });
}

/** What decides whether a stream is held, and is yet to be filled in. */
export function holdDoubts(hops: readonly Hop[]): readonly Doubt[] {
  return hops.flatMap((hop, i) => {
    const { open, heldBy } = streamingOf(hop, hops[i + 1]);
    if (!open || !heldBy || heldBy === 'nothing-proven') return [];
    return doubt(open, l10n.t`What ${written(open)} stands for cannot be told.`, 'held');
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
    on: !buffering || switchOf(hop.scope, 'proxy_buffering') === 'on',
  };
}
