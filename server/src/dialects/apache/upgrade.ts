import type { Upgrade } from '../../delivery/delivery.ts';
import { type Case, tuningOf } from './case.ts';
import { factAt } from './facts.ts';
import { handshakeFault } from './handshake.ts';
import type { Backend } from './passage.ts';
import { parameterRemedy, removalRemedy } from './remedies.ts';

/** What becomes of the WebSocket's upgrade. */
export function upgradeOf(at: Case): Upgrade | undefined {
  const { backends } = at.passage;
  const outcomes = backends.map((backend) => upgradeBy(at, backend));
  const [first] = outcomes;
  if (!first) return undefined;
  if (outcomes.every((each) => each.outcome === first.outcome)) return first;
  const explanation = 'only some members of the balancer upgrade';
  return { ...first, outcome: 'unknown', explanation };
}

function upgradeBy(at: Case, backend: Backend): Upgrade {
  const { layers } = at.passage.routed.layers;
  const parameter = backend.worker?.parameters.get('upgrade');
  const fault = handshakeFault(layers);
  const base = { httpVersion: undefined };
  if (fault) {
    const { node, explanation, certain } = fault;
    const remedies = [removalRemedy('pass-upgrade', node)];
    const outcome = certain ? 'refused' : 'unknown';
    return { ...factAt(node, { answeredBy: at.node, remedies }), ...base, outcome, explanation };
  }
  if (upgrades(parameter?.value, backend.scheme)) {
    const explanation = 'is answered with 101';
    return { ...factAt(at.node), ...base, outcome: 'switched', explanation };
  }
  const node = parameter?.node ?? backend.node;
  const remedies = [parameterRemedy('pass-upgrade', 'upgrade', 'websocket', tuningOf(at, backend))];
  const explanation = parameter
    ? `${parameter.argument.value} does not take in websocket`
    : `without upgrade=websocket this ${backend.scheme} worker does not pass the Upgrade header on`;
  return {
    ...factAt(node, { remedies, answeredBy: at.node }),
    ...base,
    outcome: 'refused',
    explanation,
  };
}

/** True where the worker takes part in a WebSocket upgrade: by upgrade= or, without it, by its scheme (measured). */
function upgrades(parameter: string | undefined, scheme: string): boolean {
  if (parameter === undefined) return /^wss?$/.test(scheme);
  return parameter.split(',').some((word) => /^(websocket|any)$/i.test(word.trim()));
}
