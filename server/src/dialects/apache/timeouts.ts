import * as l10n from '@vscode/l10n';
import type { Remedy, TimeLimit } from '../../delivery/delivery.ts';
import type { Place } from '../../text/place.ts';
import type { Modules } from './conditions.ts';
import { type Duration, readDuration } from './durations.ts';
import { factAt } from './facts.ts';
import { type Node, subjectOf } from './node.ts';
import { type Server, setting } from './server.ts';
import type { Worker } from './workers.ts';

/** A time in force, and the directive that sets it; no node for httpd's default. */
export interface Timeout {
  readonly duration: Duration;
  readonly node: Node | undefined;
  /** The part of the directive that is the number. */
  readonly place: Place | undefined;
  readonly subject: string;
}

const DEFAULT: Timeout = {
  duration: { written: '60', seconds: 60, meantSeconds: undefined },
  node: undefined,
  place: undefined,
  subject: l10n.t('{0} (default)', 'Timeout 60'),
};

/**
 * How long httpd waits for the application: timeout= of the worker, else the ProxyTimeout that stood before the
 * worker was made, else that of the server, else Timeout (measured).
 */
export function backendTimeout(server: Server, worker: Worker | undefined): Timeout {
  const own = worker?.parameters.get('timeout');
  if (own) {
    const { node, argument: arg } = own;
    const subject = `${node.title} … ${arg.value}`;
    return { duration: readDuration(own.value), node, place: arg.place, subject };
  }
  const proxyTimeout = worker?.proxyTimeout ?? setting(server, 'proxytimeout');
  return proxyTimeout ? fromNode(proxyTimeout) : clientTimeout(server);
}

/** How long httpd waits for the client; a virtual host with 0 has what the main server has (measured). */
export function clientTimeout(server: Server): Timeout {
  const node = setting(server, 'timeout');
  const timeout = node ? fromNode(node) : DEFAULT;
  return timeout.duration.seconds === 0 && server.main ? clientTimeout(server.main) : timeout;
}

/** How many seconds httpd waits for a body that does not come; 20 by mod_reqtimeout, if it is not told otherwise (measured). */
export function bodyTimeout(server: Server, modules: Modules): number {
  const lines = [...(server.main?.own ?? []), ...server.own];
  const limits = lines.filter(({ name }) => name === 'requestreadtimeout');
  const words = limits.flatMap(({ args }) => args.map(({ value }) => value));
  const usual = limits.length > 0 || modules.has('reqtimeout') ? 'body=20' : '';
  const body = (words.findLast((word) => /^body=/i.test(word)) ?? usual).slice('body='.length);
  return Math.min(
    clientTimeout(server).duration.seconds,
    Number.parseInt(body, 10) || Number.POSITIVE_INFINITY,
  );
}

/** Timeout 0, by which httpd gives up on all that is not there at once. */
export function noTimeAtAll(server: Server): Node | undefined {
  const { duration, node } = clientTimeout(server);
  return duration.seconds === 0 ? node : undefined;
}

function fromNode(node: Node): Timeout {
  const place = node.args[0]?.place;
  return { duration: readDuration(node.argument(0)), node, place, subject: subjectOf(node) };
}

/** The limit as a fact; where nothing sets it, it stands on the mapping. */
export function limitOf(timeout: Timeout, mapping: Node, remedies: readonly Remedy[]): TimeLimit {
  const { node, duration, subject } = timeout;
  const { written, meantSeconds } = duration;
  const origin = node ? undefined : { origin: 'default' as const };
  return {
    ...factAt(node ?? mapping, { subject, remedies, answeredBy: mapping, ...origin }),
    kind: 'idle',
    seconds: duration.seconds,
    misread: meantSeconds === undefined ? undefined : { written, meantSeconds },
  };
}
