import type { Verdict } from '../../../server/src/delivery/verdict.ts';
import type { Pace } from './pace.ts';
import type { Seen } from './recording.ts';

/** What one request gave, seen from the client; times in milliseconds since it was sent. */
export interface Observation {
  /** Undefined where the connection ended without an answer. */
  status: number | undefined;
  headers: Readonly<Record<string, string>>;
  /** When the first byte of payload (decompressed) came. */
  firstPayload: number | undefined;
  /** When the exchange ended by itself, before the watch was over. */
  ended: number | undefined;
  /** Set where the WebSocket handshake is not what a browser accepts. */
  badHandshake: string | undefined;
}

/** An observation that nothing has happened to yet. */
export function blank(): Observation {
  return {
    status: undefined,
    headers: {},
    firstPayload: undefined,
    ended: undefined,
    badHandshake: undefined,
  };
}

/** What an endpoint's probe found: the verdict, what it rests on, and the request as the application saw it. */
export interface Finding extends Observation {
  readonly verdict: Verdict;
  readonly seen: Seen | undefined;
}

export type Kind = 'stream' | 'socket' | 'upload';

/** The verdict on an observation, tested in the order of the contract. */
export function judge(kind: Kind, got: Observation, seen: Seen | undefined, pace: Pace): Verdict {
  if (!seen) return unserved(got);
  const { status } = got;
  if (status !== undefined && status >= 400 && status < 500) return 'refused';
  // httpd sometimes keeps back a 404 that goes through an external filter: no 101 then, and no answer at all.
  if (kind === 'socket' && status === undefined) return 'refused';
  if (kind === 'socket' && status === 101 && got.badHandshake) return 'refused';
  if (kind === 'socket' && status !== undefined && status < 400 && status !== 101) return 'refused';
  if (kind === 'stream' && isHeld(got, pace)) return 'held';
  if (status === undefined || status >= 500) return 'cut';
  if (status >= 300) return 'unreachable';
  if (kind !== 'upload' && got.ended !== undefined) return 'cut';
  return 'ok';
}

/** The application never saw the request on its path. */
function unserved(got: Observation): Verdict {
  const { status } = got;
  const answeredByApplication = got.headers['x-stand-in'] !== undefined;
  if (status === undefined || answeredByApplication || status === 404) return 'unreachable';
  return status >= 400 && status < 500 ? 'refused' : 'unreachable';
}

/** Nothing came within the limit, whatever came later; an exchange that ended before it was not held. */
function isHeld(got: Observation, pace: Pace): boolean {
  const first = got.firstPayload ?? got.ended ?? Number.POSITIVE_INFINITY;
  return first > pace.holdLimit * 1000;
}
