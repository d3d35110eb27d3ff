import { randomUUID } from 'node:crypto';
import type { Verdict } from '../../../server/src/delivery/verdict.ts';
import {
  type Endpoint,
  endpoints,
  type OperationId,
} from '../../../server/src/stigman/endpoints.ts';
import { type Call, watchResponse } from './http-probe.ts';
import type { Lab } from './lab.ts';
import { type Finding, judge, type Observation } from './observation.ts';
import type { Pace } from './pace.ts';
import { PROBE_HEADER, type Seen } from './recording.ts';
import { watchSocket } from './socket-probe.ts';
import type { StandIn } from './stand-in.ts';

/** What to probe. */
export interface Target {
  /** scheme://host:port of the entry point; the connection goes to 127.0.0.1, the name into Host and SNI. */
  readonly url: string;
  /** Mount with slashes. */
  readonly basePath: string;
  /** Headers beside those of a browser. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly clientCertificate?: Call['clientCertificate'];
  /** Only these endpoints; all six by default. */
  readonly only?: readonly OperationId[];
}

export type Findings = Readonly<Record<OperationId, Finding>>;

/** Longest that an upload may take, in seconds. */
const UPLOAD_WATCH = 60;
const UPLOADS_AT_ONCE = 2;
/** A proxy may answer before the application has read the request. */
const SETTLE_MS = 1000;

/**
 * Sends the six requests of STIG Manager through a proxy, all at once, and judges what comes back in the order of
 * the contract. "Reached" means that the lab's stand-in recorded the request on its right path.
 */
export async function probe(lab: Lab, target: Target): Promise<Findings> {
  const wanted = endpoints.filter(
    (endpoint) => target.only?.includes(endpoint.operationId) ?? true,
  );
  const found = await Promise.all(
    wanted.map(async (endpoint) => [endpoint.operationId, await probeOne(lab, target, endpoint)]),
  );
  return Object.fromEntries(found) as Findings;
}

/** Just the verdicts of `findings`. */
export function verdictsOf(findings: Findings): Record<OperationId, Verdict> {
  const pairs = Object.entries(findings).map(([id, finding]) => [id, finding.verdict]);
  return Object.fromEntries(pairs) as Record<OperationId, Verdict>;
}

async function probeOne(lab: Lab, target: Target, endpoint: Endpoint): Promise<Finding> {
  const probeId = randomUUID();
  const got = await observe(target, endpoint, probeId, lab.pace);
  const seen = await arrival(lab.stigman, probeId, endpoint, got);
  lab.stigman.recording.forget(probeId);
  return { ...got, seen, verdict: judge(endpoint.kind, got, seen, lab.pace) };
}

/** The request as STIG Manager saw it on its right path; where the proxy gave up on it, it may still be about to be read. */
async function arrival(
  stigman: StandIn,
  probeId: string,
  { method, path }: Endpoint,
  { status }: Observation,
): Promise<Seen | undefined> {
  const isIt = ({ served, ...seen }: Seen) =>
    served && seen.method === method && seen.url.split('?')[0] === `/${path}`;
  const find = () => stigman.recording.of(probeId).find(isIt);
  const gaveUp = status === undefined || status >= 500;
  const deadline = performance.now() + (gaveUp ? SETTLE_MS : 0);
  while (!find() && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return find();
}

function observe(
  target: Target,
  endpoint: Endpoint,
  probeId: string,
  pace: Pace,
): Promise<Observation> {
  const call = callOf(target, endpoint, probeId);
  if (endpoint.kind === 'socket') return watchSocket(call, pace.watch * 1000);
  if (endpoint.kind === 'upload') return inTurn(() => watchResponse(call, UPLOAD_WATCH * 1000));
  const watch = endpoint.heartbeat === 'regular' ? pace.watch : pace.watchLines;
  return watchResponse(call, watch * 1000);
}

function callOf(target: Target, endpoint: Endpoint, probeId: string): Call {
  const query = endpoint.query ? `?${endpoint.query}` : '';
  const accept = endpoint.operationId === 'streamStateSse' ? endpoint.mediaType : '*/*';
  const json: Record<string, string> =
    endpoint.method === 'POST' ? { 'Content-Type': 'application/json' } : {};
  return {
    origin: target.url,
    method: endpoint.method,
    path: `${target.basePath}${endpoint.path}${query}`,
    headers: {
      [PROBE_HEADER]: probeId,
      'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      Accept: accept,
      'Accept-Language': 'en-US,en;q=0.5',
      'Accept-Encoding': 'gzip, deflate, br',
      ...json,
      ...target.headers,
    },
    bodyBytes: endpoint.bodyBytes,
    clientCertificate: target.clientCertificate,
  };
}

/** What a request gave, and what each stand-in made of it. */
export interface Asked {
  readonly got: Observation;
  readonly seenBy: (standIn: StandIn) => readonly Seen[];
}

/** Sends one GET through a proxy, for rules about headers. */
export async function ask(
  target: Omit<Target, 'basePath'>,
  path: string,
  timeoutSeconds = 5,
): Promise<Asked> {
  const probeId = randomUUID();
  const call: Call = {
    origin: target.url,
    method: 'GET',
    path,
    headers: { [PROBE_HEADER]: probeId, ...target.headers },
    bodyBytes: 0,
    clientCertificate: target.clientCertificate,
  };
  const got = await watchResponse(call, timeoutSeconds * 1000);
  return { got, seenBy: (standIn) => standIn.recording.of(probeId) };
}

let uploading = 0;
const waiting: (() => void)[] = [];

/** Runs few uploads at once: 30 MB each would starve the streams that are timed beside them. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (uploading >= UPLOADS_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else uploading++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else uploading--;
  }
}
