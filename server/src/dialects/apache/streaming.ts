import * as l10n from '@vscode/l10n';
import type { Alteration, Delivery, Hold } from '../../delivery/delivery.ts';
import { type Case, ownPath, tuningOf } from './case.ts';
import { factAt } from './facts.ts';
import { filteringOf } from './filters.ts';
import { responseHeaderLines } from './headers.ts';
import { subjectOf } from './node.ts';
import type { Backend } from './passage.ts';
import { parameterRemedies, unbufferedRemedies } from './remedies.ts';

/** The filters that hold a stream back. */
export function holdsOf(at: Case): readonly Hold[] {
  const { layers } = at.passage.routed.layers;
  const { modules } = at.site.ground.configuration;
  if (at.endpoint.kind !== 'stream' || at.passage.backends.length === 0) return [];
  const isLoaded = (name: string) => modules.has(name) !== false;
  const { mediaType } = at.endpoint;
  const { holdings, doubtful } = filteringOf(
    layers,
    mediaType,
    isLoaded,
    at.passage.routed.settled,
  );
  for (const node of doubtful) {
    const explanation = l10n.t`${subjectOf(node)} binds a filter that takes the whole response.`;
    at.doubts.push({ could: 'held', place: node.place, explanation });
  }
  return holdings.map((holding) => ({
    ...factAt(holding.node, {
      answeredBy: at.node,
      remedies: unbufferedRemedies(holding, at.site.node, ownPath(at)),
    }),
    certainty: 'proven',
    explanation: holding.explanation,
  }));
}

/** Headers of a stream that are removed or replaced. */
export function alterationsOf(at: Case): readonly Alteration[] {
  if (at.endpoint.kind !== 'stream') return [];
  const { layers } = at.passage.routed.layers;
  return responseHeaderLines(layers, at.passage.routed.settled)
    .filter((line) => /^(content-type|cache-control|transfer-encoding)$/.test(line.name))
    .filter((line) => (line.action === 'set' || line.action === 'unset') && !line.conditional)
    .filter((line) => !isHarmless(line.name, line.value, at.endpoint.mediaType))
    .map((line) => ({
      ...factAt(line.node, { answeredBy: at.node }),
      header: line.name,
      action: line.action === 'unset' ? 'removed' : 'replaced',
    }));
}

/** Whether the mapping flushes each packet. */
export function flushingOf(at: Case, backend: Backend): Delivery['flushing'] {
  const { answer } = at.passage.routed;
  const parameter = backend.worker?.parameters.get('flushpackets');
  const own = answer.kind === 'proxy' ? answer.mapping?.parameters.get('flushpackets') : undefined;
  const on = [parameter, own].some((each) => each?.value.toLowerCase() === 'on');
  if (answer.kind !== 'proxy' || !answer.mapping) return undefined;
  const remedies = parameterRemedies('flush-packets', 'flushpackets', 'on', tuningOf(at, backend));
  return { ...factAt(parameter?.node ?? at.node, { remedies }), on };
}

/** Setting a header to what STIG Manager itself sends changes nothing. */
function isHarmless(name: string, value: string | undefined, mediaType: string): boolean {
  if (name === 'content-type') return value?.toLowerCase().startsWith(mediaType) ?? false;
  return name === 'cache-control' && /\bno-(cache|store)\b/i.test(value ?? '');
}
