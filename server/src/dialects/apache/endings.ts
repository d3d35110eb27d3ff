import * as l10n from '@vscode/l10n';
import type { TimeLimit } from '../../delivery/delivery.ts';
import { type Case, ownPath } from './case.ts';
import { isSet, lastNaming } from './environment.ts';
import { factAt } from './facts.ts';
import { filteringOf, mayCompress } from './filters.ts';
import { changed } from './handshake.ts';
import { responseHeaderLines } from './headers.ts';
import { type Node, subjectOf } from './node.ts';
import { unboundRemedies } from './remedies.ts';
import { sparingRemedies } from './sparing.ts';

/** What puts an end to an exchange before anything of the answer has come. */
export function endingsOf(at: Case): readonly TimeLimit[] {
  if (at.passage.backends.length === 0) return [];
  if (at.endpoint.kind === 'socket') return brokenFrames(at);
  const failing = failingFilters(at);
  return at.endpoint.kind === 'stream' ? [...failing, ...wrongHeaders(at)] : failing;
}

function endAt(node: Node, at: Case, remedies: TimeLimit['remedies']): TimeLimit {
  const fact = factAt(node, { answeredBy: at.node, remedies });
  return { ...fact, kind: 'total', seconds: 0, misread: undefined };
}

/** Filters that answer 500 once the application has answered. */
function failingFilters(at: Case): readonly TimeLimit[] {
  const { layers, settled } = at.passage.routed;
  const { failing } = filteringOf(layers.layers, at.endpoint.mediaType, () => true, settled);
  return failing.map((node) => endAt(node, at, unboundRemedies(node, at.site.node, ownPath(at))));
}

const EXTRA_LINE = 'proxy-sendextracrlf';

/** An empty line behind the handshake, which is none of the frames that a WebSocket consists of (measured on 2.4.71). */
function brokenFrames(at: Case): readonly TimeLimit[] {
  const { layers, settled } = at.passage.routed;
  const nodes = layers.layers.flatMap((layer) => layer.nodes);
  const node = lastNaming(nodes, EXTRA_LINE);
  if (!node || isSet(settled.environment, EXTRA_LINE) !== true) return [];
  return [endAt(node, at, sparingRemedies('pass-upgrade', { node, variable: EXTRA_LINE }, at))];
}

/** Headers about the body that do not fit it: a client stops where they say, or can make nothing of it (measured). */
function wrongHeaders(at: Case): readonly TimeLimit[] {
  const { layers, settled } = at.passage.routed;
  const lines = responseHeaderLines(layers.layers, settled);
  const compressed = mayCompress(layers.layers);
  return ABOUT_BODY.flatMap((name) => {
    const own = lines.filter((line) => line.name === name);
    const node = own.at(-1)?.node;
    const value = own.reduce(changed, '');
    const isFit = value === undefined ? undefined : value === '' || fits(name, value, compressed);
    if (!node || isFit === true) return [];
    if (isFit === false && !own.some((line) => line.conditional))
      return [endAt(node, at, sparingRemedies('keep-header', { node }, at))];
    const explanation = l10n.t`Whether ${subjectOf(node)} fits the answer, only the running httpd knows.`;
    at.doubts.push({ could: 'cut', place: node.place, explanation });
    return [];
  });
}

const ABOUT_BODY = ['content-length', 'content-encoding', 'transfer-encoding'] as const;

/** So many bytes are more than a stream sends in a day. */
const MUCH = 1_000_000;
/** So many are fewer than its first event has. */
const LITTLE = 100;

/** Whether a header fits a stream; undefined where only httpd knows. What calls itself chunked it does not write in chunks. */
function fits(
  name: (typeof ABOUT_BODY)[number],
  value: string,
  compressed: boolean,
): boolean | undefined {
  if (name === 'transfer-encoding') return !/\bchunked\b/i.test(value);
  const isLength = name === 'content-length';
  if (isLength ? Number(value) > MUCH : value === 'identity') return true;
  const isWrong = isLength ? Number(value) <= LITTLE : /^(?:x-)?(?:gzip|deflate|br)$/.test(value);
  return isWrong && !compressed ? false : undefined;
}
