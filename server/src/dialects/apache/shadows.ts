import * as l10n from '@vscode/l10n';
import type { MisreadDuration, Shadow } from '../../delivery/delivery.ts';
import type { Applications } from './applications.ts';
import type { Configuration } from './configuration.ts';
import { readDuration } from './durations.ts';
import { factAt } from './facts.ts';
import { mayHoldLine } from './host-wording.ts';
import { aliasLength, type Mapping } from './mappings.ts';
import { type Node, nodesWithin, subjectOf } from './node.ts';
import { durationRemedies, remedy, reorderRemedies } from './remedies.ts';
import { serverMappings } from './routing.ts';
import type { Server } from './server.ts';
import type { Servers } from './servers.ts';
import { type Ignored, mappingsOf, poolsOf } from './workers.ts';

/** STIG Manager's mappings that never answer, or whose parameters httpd ignores. */
export function shadowsOf(servers: Servers, applications: Applications): readonly Shadow[] {
  return [servers.main, ...servers.hosts].flatMap((server) => {
    if (applications.isElsewhere(server)) return [];
    const isOurs = (mapping: Mapping) => applications.of(mapping.node) === 'stigman';
    if (!mappingsOf(server).some(isOurs)) return [];
    const lost = poolsOf(server).ignored.filter(({ mapping }) => isOurs(mapping));
    const covered = coveredMappings(server, isOurs);
    const never = new Set(covered.map(([mapping]) => mapping.node));
    return [
      ...covered.map(([mapping, by]) => coveredShadow(mapping, by)),
      ...lost.filter(({ mapping }) => !never.has(mapping.node)).flatMap(ignoredShadow),
    ];
  });
}

/** A server's own mappings that an earlier one covers, with the one that covers. */
function coveredMappings(
  server: Server,
  isWanted: (mapping: Mapping) => boolean,
): readonly (readonly [Mapping, Mapping])[] {
  const mappings = serverMappings(server);
  const own = new Set(server.own);
  return mappings.flatMap((mapping, i) => {
    if (mapping.pattern || !own.has(mapping.node) || !isWanted(mapping)) return [];
    const by = mappings
      .slice(0, i)
      .find((earlier) => !earlier.pattern && aliasLength(mapping.path, earlier.path) > 0);
    return by ? [[mapping, by] as const] : [];
  });
}

function coveredShadow(mapping: Mapping, by: Mapping): Shadow {
  const remedies = mapping.path === by.path ? [] : reorderRemedies(mapping.node, by.node);
  const fact = factAt(mapping.node, { remedies });
  const message = l10n.t`This mapping takes its requests: ${subjectOf(by.node)}.`;
  const related = [...fact.related, { ...by.node.place, message }];
  const explanation = l10n.t`never answers, because ${subjectOf(by.node)} stands before it and takes every request for ${mapping.path}`;
  return { ...fact, related, explanation };
}

/** Parameters that say what the worker has already are lost without harm. */
function ignoredShadow({ mapping, worker }: Ignored): readonly Shadow[] {
  const lost = [...mapping.parameters].filter(
    ([key, { value }]) => worker.parameters.get(key)?.value.toLowerCase() !== value.toLowerCase(),
  );
  if (lost.length === 0) return [];
  const names = lost.map(([, parameter]) => parameter.argument.value).join(' ');
  const fact = factAt(mapping.node, {
    remedies: sharedRemedies(mapping, worker.node, lost.length),
  });
  const message = l10n.t`This directive made the worker: ${subjectOf(worker.node)}.`;
  const explanation = l10n.t`loses ${names}, because its target shares the worker that an earlier directive made (${subjectOf(worker.node)})`;
  return [{ ...fact, related: [...fact.related, { ...worker.node.place, message }], explanation }];
}

/** A target with a longer URL gets its own worker once it stands first; an equal one never does. */
function sharedRemedies(mapping: Mapping, maker: Node, lost: number) {
  const longer = mapping.target.value.length > maker.argument(maker.args.length > 1 ? 1 : 0).length;
  if (longer && !mapping.section && !maker.children && maker.name === 'proxypass') {
    return reorderRemedies(mapping.node, maker);
  }
  const title =
    lost > 1
      ? l10n.t('Remove the parameters that are lost')
      : l10n.t('Remove the parameter that is lost');
  return [remedy('reorder', title, () => parameterRemovals(mapping), false)];
}

function parameterRemovals(mapping: Mapping) {
  const { text } = mapping.node.tree;
  return [...mapping.parameters.values()].map(({ argument: arg }) => {
    let start = arg.place.start;
    while (/[ \t]/.test(text[start - 1] ?? '')) start--;
    return { ...arg.place, start, newText: '' };
  });
}

const PLAIN = new Set(['timeout', 'proxytimeout']);
const WITH_PARAMETERS = new Set([
  'proxypass',
  'proxypassmatch',
  'balancermember',
  'proxyset',
  'proxy',
]);

const mayMisread = mayHoldLine(({ name, words }) => {
  return misreadAmong(name, words.slice(1)) !== undefined;
});

/** Every duration that atoi reads otherwise than it is written. */
export function misreadDurations(configuration: Configuration): readonly MisreadDuration[] {
  return nodesWithin(configuration.nodes.filter(mayMisread)).flatMap((node) =>
    misreadIn(node, configuration),
  );
}

function misreadIn(node: Node, configuration: Configuration): readonly MisreadDuration[] {
  const misread = misreadAmong(node.name, node.args);
  if (!misread) return [];
  const { argument, written, seconds, meantSeconds } = misread;
  const subject = PLAIN.has(node.name) ? subjectOf(node) : argument.value;
  const remedies = durationRemedies(node, meantSeconds, configuration);
  const fact = factAt(node, { subject, remedies });
  return [{ ...fact, written, readSeconds: seconds, meantSeconds }];
}

/** The argument of a directive that says a duration which is read otherwise. */
function misreadAmong<A extends { readonly value: string }>(name: string, args: readonly A[]) {
  const isPlain = PLAIN.has(name);
  if (!isPlain && !WITH_PARAMETERS.has(name)) return undefined;
  const argument = isPlain ? args[0] : args.find(({ value }) => /^timeout=/i.test(value));
  if (!argument) return undefined;
  const written = isPlain ? argument.value : argument.value.slice('timeout='.length);
  const { seconds, meantSeconds } = readDuration(written);
  return meantSeconds === undefined ? undefined : { argument, written, seconds, meantSeconds };
}
