import type { Doubt, TimeLimit } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { conditionOf } from './conditions.ts';
import { type Line, placeOfLine, textOfLine } from './configuration.ts';
import type { Journey } from './journey.ts';
import { modeOf, rulesOf, settingOf } from './lines-in-force.ts';
import { conditionMentions } from './literals.ts';

/** What rules that look into the bytes of a connection do to an exchange. */
export interface Inspection {
  readonly limits: readonly TimeLimit[];
  readonly doubtful: readonly { readonly line: Line; readonly could: Doubt['could'] }[];
}

/** Tests that are open until the inspection's time is over. */
const LASTING = /^(?:wait_end|(?:req|res)\.(?:len|payload))\b/i;

/**
 * `tcp-response content` rules: without a condition `reject` and `close` end the exchange; with one, when it is tested
 * and what it sees depends on how the bytes come. Under an `inspect-delay` a test for the end holds the answer back,
 * that to a handshake until `timeout server` may end it, and a handshake, whose request has no end, waits for it in `tcp-request` rules too, as all requests do in tcp mode, where
 * nobody looks for their end (measured on 2.6.12).
 */
export function inspectionOf(endpoint: Endpoint, journey: Journey): Inspection {
  const { backend, frontend } = journey;
  if (!backend || journey.end) return { limits: [], doubtful: [] };
  const answered = onAnswer(backend, endpoint);
  const socket = endpoint.kind === 'socket';
  const waits = socket || modeOf(frontend) !== 'http';
  const asked = waits ? [...new Set([frontend, backend])].flatMap(waitingIn) : [];
  const could = socket ? ('refused' as const) : ('held' as const);
  return {
    limits: answered.limits,
    doubtful: [...answered.doubtful, ...asked.map((line) => ({ line, could }))],
  };
}

/** Rules for the first bytes of a connection that wait until the time for them is over. */
export function waitingIn(proxy: Line['proxy']): readonly Line[] {
  if (!settingOf(proxy, 'tcp-request', 'inspect-delay')) return [];
  return rulesOf(proxy, 'tcp-request', 'content').filter((line) =>
    conditionMentions(line, LASTING),
  );
}

function onAnswer(backend: Line['proxy'], endpoint: Endpoint): Inspection {
  const delay = settingOf(backend, 'tcp-response', 'inspect-delay');
  const doubtful: { line: Line; could: Doubt['could'] }[] = [];
  for (const line of rulesOf(backend, 'tcp-response', 'content')) {
    const action = line.words[2] ?? '';
    const ends = action === 'reject' || action === 'close';
    if (!ends && action !== 'accept') continue;
    if (!conditionOf(line)) {
      if (!ends) break;
      const sure = endpoint.kind !== 'socket';
      if (!sure) doubtful.push({ line, could: 'refused' });
      return { limits: sure ? [broken(line)] : [], doubtful };
    }
    if (ends) doubtful.push({ line, could: 'cut' });
    const could = endpoint.kind === 'socket' ? ('cut' as const) : ('held' as const);
    if (delay && conditionMentions(line, LASTING)) doubtful.push({ line, could });
  }
  return { limits: [], doubtful };
}

function broken(line: Line): TimeLimit {
  return {
    place: placeOfLine(line),
    subject: textOfLine(line),
    origin: line.proxy.kind === 'defaults' ? 'inherited' : 'explicit',
    related: [],
    remedies: [],
    kind: 'idle',
    seconds: 0,
    misread: undefined,
  };
}
