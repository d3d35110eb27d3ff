import * as l10n from '@vscode/l10n';
import type { Delivery, Doubt } from '../../delivery/delivery.ts';
import { oncePer } from '../once.ts';
import { mayHoldLine } from './host-wording.ts';
import { type Node, nodesWithin, subjectOf } from './node.ts';
import type { Ground } from './passage.ts';
import { noTimeAtAll } from './timeouts.ts';

/** A delivery of which it is open whether it comes to pass at all: no refusal of httpd's is certain then. */
export function opened(delivery: Delivery, doubts: readonly Doubt[]): Delivery {
  if (doubts.length === 0) return delivery;
  return { ...delivery, refusals: [], doubts: [...delivery.doubts, ...doubts] };
}

/** What leaves open how an entry point answers whatever is asked. */
export function entryDoubts({ entry, configuration }: Ground): readonly Doubt[] {
  const { server, rival } = entry;
  const doubts: Doubt[] = [];
  const add = (node: Node, explanation: string) =>
    doubts.push({ could: 'unreachable', place: node.place, explanation });
  if (rival) {
    add(
      rival,
      l10n.t`Clients that come to the address of ${subjectOf(rival)} are answered by that one.`,
    );
  }
  const hasty = noTimeAtAll(server);
  if (hasty && entry.secure) {
    add(hasty, l10n.t`${subjectOf(hasty)} gives TLS no time to come about.`);
  }
  const options = patternOptions(configuration.nodes);
  if (options) {
    add(options, l10n.t`${subjectOf(options)} makes all patterns after it match otherwise.`);
  }
  return doubts;
}

const mayHoldOptions = mayHoldLine(({ name }) => name === 'regexdefaultoptions');

/** RegexDefaultOptions with what is not on by default: DOLLAR_ENDONLY is. */
const patternOptions = oncePer((nodes: readonly Node[]) =>
  nodesWithin(nodes.filter(mayHoldOptions)).find(
    (node) =>
      node.name === 'regexdefaultoptions' &&
      node.args.some(({ value }) => /^\+?(?:icase|dotall)$/i.test(value)),
  ),
);
