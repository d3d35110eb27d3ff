import * as l10n from '@vscode/l10n';
import type { Alteration, Fact, Hold, TimeLimit } from '../../delivery/delivery.ts';
import type { Application } from '../../stigman/application.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { type Line, placeOfLine, textOfLine } from './configuration.ts';
import { parseDuration } from './durations.ts';
import type { Journey } from './journey.ts';
import { spareStreams } from './remedies.ts';
import type { BodyWait } from './responses.ts';
import { chainTo } from './timeouts.ts';

/** What the first state event and the first progress line surely have, in bytes. */
const FIRST_BYTES = { streamStateSse: 150, other: 16 };
/** More than a stream sends while anybody waits. */
const NEVER_REACHED = 16_384;

/** What waiting for the body of a response does to a stream. */
export interface Waiting {
  readonly holds: readonly Hold[];
  readonly limits: readonly TimeLimit[];
  readonly doubtful: readonly Line[];
}

/**
 * `http-response wait-for-body` answers 504 once its time is over, for a stream does not end (measured on 2.6.12):
 * held where that is longer than the web app waits, cut where it is shorter.
 */
export function waitingOf(endpoint: Endpoint, journey: Journey, application: Application): Waiting {
  const waiting = { holds: [] as Hold[], limits: [] as TimeLimit[], doubtful: [] as Line[] };
  if (endpoint.kind !== 'stream') return waiting;
  for (const wait of journey.response?.waits ?? []) {
    const seconds = parseDuration(wait.time)?.seconds;
    const lasting = lastingOf(endpoint, wait);
    if (lasting === undefined || seconds === undefined) waiting.doubtful.push(wait.line);
    else if (lasting && seconds > application.patience) waiting.holds.push(hold(wait, journey));
    else if (lasting) waiting.limits.push(limit(wait, seconds, journey));
  }
  return waiting;
}

/** Whether the wait lasts until its time is over; undefined where that depends on the size of the first lines. */
function lastingOf(endpoint: Endpoint, wait: BodyWait): boolean | undefined {
  if (wait.atLeast === undefined) return true;
  const [, digits, unit = ''] = /^(\d+)([kmg]?)$/i.exec(wait.atLeast) ?? [];
  if (digits === undefined) return undefined;
  const bytes =
    Number(digits) * ({ k: 1024, m: 1_048_576, g: 1_073_741_824 }[unit.toLowerCase()] ?? 1);
  const first =
    endpoint.operationId === 'streamStateSse' ? FIRST_BYTES.streamStateSse : FIRST_BYTES.other;
  if (bytes <= first) return false;
  return bytes >= NEVER_REACHED ? true : undefined;
}

function hold(wait: BodyWait, journey: Journey): Hold {
  const explanation = l10n.t`the proxy waits ${wait.time} for the end of the body, then answers 504`;
  return { ...factAt(wait.line, journey, 'stream-unbuffered'), certainty: 'proven', explanation };
}

function limit(wait: BodyWait, seconds: number, journey: Journey): TimeLimit {
  return {
    ...factAt(wait.line, journey, 'stream-unbuffered'),
    kind: 'total',
    seconds,
    misread: undefined,
  };
}

function factAt(line: Line, journey: Journey, kind: 'stream-unbuffered' | 'keep-header'): Fact {
  const backend = journey.backend ?? journey.frontend;
  const inherited = line.proxy.kind === 'defaults';
  return {
    place: placeOfLine(line),
    subject: textOfLine(line),
    origin: inherited ? 'inherited' : 'explicit',
    related: inherited ? chainTo(line, backend, backend) : [],
    remedies: [spareStreams(line, kind)],
  };
}

const STREAM_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'Content-Type',
  'cache-control': 'Cache-Control',
  'transfer-encoding': 'Transfer-Encoding',
};

/** Headers of a stream that rules take away or replace by something else. */
export function alterationsOf(endpoint: Endpoint, journey: Journey): readonly Alteration[] {
  const { response } = journey;
  if (!response || endpoint.kind !== 'stream') return [];
  return Object.entries(STREAM_HEADERS).flatMap(([name, header]) => {
    const change = response.changes.findLast((one) => one.names.includes(name));
    if (!change || isHarmless(name, response.response.headers.values(name))) return [];
    return [{ ...factAt(change.line, journey, 'keep-header'), header, action: change.action }];
  });
}

function isHarmless(name: string, values: readonly (string | undefined)[]): boolean {
  return (
    name === 'cache-control' && values.some((value) => value === 'no-cache' || value === 'no-store')
  );
}
