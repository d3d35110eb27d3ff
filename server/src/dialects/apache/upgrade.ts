import * as l10n from '@vscode/l10n';
import type { Remedy, Upgrade } from '../../delivery/delivery.ts';
import { type Case, tuningOf } from './case.ts';
import { factAt } from './facts.ts';
import { addedUpgrade, handshakeFault } from './handshake.ts';
import { aliasLength, locationAround, type Mapping, plainUrl, splitUrl } from './mappings.ts';
import { type Node, subjectOf } from './node.ts';
import type { Backend } from './passage.ts';
import { parameterRemedies, reorderRemedies } from './remedies.ts';
import { type Routed, serverMappings } from './routing.ts';
import { sparingRemedies } from './sparing.ts';
import type { Worker } from './workers.ts';

/** What becomes of the WebSocket's upgrade. */
export function upgradeOf(at: Case): Upgrade | undefined {
  const { backends } = at.passage;
  const outcomes = backends.map((backend) => upgradeBy(at, backend));
  const [first] = outcomes;
  if (!first) return undefined;
  if (outcomes.every((each) => each.outcome === first.outcome)) return first;
  const explanation = l10n.t('only some members of the balancer upgrade');
  return { ...first, outcome: 'unknown', explanation };
}

function upgradeBy(at: Case, backend: Backend): Upgrade {
  const { layers: around, settled } = at.passage.routed;
  const parameter = backend.worker?.parameters.get('upgrade');
  const fault = handshakeFault(around.layers, settled);
  const base = { httpVersion: undefined };
  if (fault) {
    const { node, explanation, certain } = fault;
    const remedies = sparingRemedies('pass-upgrade', fault, at);
    const outcome = certain ? 'refused' : 'unknown';
    return { ...factAt(node, { answeredBy: at.node, remedies }), ...base, outcome, explanation };
  }
  if (upgrades(parameter?.value, backend.scheme, 'websocket')) {
    const explanation = l10n.t('is answered with 101');
    return { ...factAt(at.node), ...base, outcome: 'switched', explanation };
  }
  const node = parameter?.node ?? backend.node;
  const remedies = addsUpgradeEverywhere(at) ? [] : passingRemedies(at, backend);
  const explanation = parameter
    ? l10n.t`${parameter.argument.value} does not take in websocket`
    : l10n.t`without upgrade=websocket this ${backend.scheme} worker does not pass the Upgrade header on`;
  return {
    ...factAt(node, { remedies, answeredBy: at.node }),
    ...base,
    outcome: 'refused',
    explanation,
  };
}

/** A mapping that would upgrade but comes too late is moved; without one the worker is told to upgrade. */
function passingRemedies(at: Case, backend: Backend): readonly Remedy[] {
  const told = parameterRemedies('pass-upgrade', 'upgrade', 'websocket', tuningOf(at, backend));
  const { answer } = at.passage.routed;
  const general = answer.kind === 'proxy' ? answer.mapping : undefined;
  const late = general && upgradingBehind(general, at);
  const moved = late ? reorderRemedies(late.node, general.node) : [];
  return moved.length > 0
    ? [...moved, ...told.map((each) => ({ ...each, preferred: false }))]
    : told;
}

/** A mapping of the log socket that upgrades, behind the one that takes its requests. */
function upgradingBehind(general: Mapping, { site, request }: Case): Mapping | undefined {
  const mappings = serverMappings(site.ground.entry.server);
  return mappings.slice(mappings.indexOf(general) + 1).find((mapping) => {
    const { path, pattern, excluded, parameters, target } = mapping;
    const scheme = splitUrl(plainUrl(target.value))?.scheme ?? '';
    const isPart = path !== general.path && aliasLength(path, general.path) > 0;
    return (
      !pattern &&
      !excluded &&
      isPart &&
      aliasLength(request.path, path) > 0 &&
      upgrades(parameters.get('upgrade')?.value, scheme, 'websocket')
    );
  });
}

/** Where every request is given an Upgrade header, passing it on would break the plain ones. */
function addsUpgradeEverywhere({ passage }: Case): boolean {
  const { layers, settled } = passage.routed;
  const added = addedUpgrade(layers.layers, settled);
  return added !== undefined && !locationAround(added.node);
}

/**
 * What gives a plain request an Upgrade header with which it goes on as an upgrade; STIG Manager answers 400 (measured).
 * Not certain where only the running httpd knows the header's value.
 */
export function addedUpgradeTo(
  { layers, settled }: Routed,
  worker: Worker | undefined,
  scheme: string,
): { readonly node: Node; readonly certain: boolean; readonly why: string } | undefined {
  const added = settled.request.headers.has('upgrade')
    ? undefined
    : addedUpgrade(layers.layers, settled);
  if (!added || !upgrades(worker?.parameters.get('upgrade')?.value, scheme, added.value)) {
    return undefined;
  }
  const { node, value } = added;
  const why = l10n.t`${subjectOf(node)} turns plain requests into upgrades, which STIG Manager does not answer`;
  return { node, certain: value !== undefined, why };
}

/**
 * True where the worker takes part in an upgrade to a protocol: by upgrade=, whose words a protocol has but to begin
 * with, or without it by its scheme (measured). An unknown protocol may be any.
 */
function upgrades(
  parameter: string | undefined,
  scheme: string,
  protocol: string | undefined,
): boolean {
  const asked = protocol?.toLowerCase();
  if (!parameter) return /^wss?$/.test(scheme) && (asked ?? 'websocket') === 'websocket';
  const words = parameter.split(',').map((word) => word.trim().toLowerCase());
  return asked === undefined || words.some((word) => word === 'any' || asked.startsWith(word));
}
