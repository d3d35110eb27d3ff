import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../delivery/delivery.ts';
import type { Recognized } from '../../stigman/recognition.ts';
import type { Applications } from './applications.ts';
import type { Configuration } from './configuration.ts';
import { type LineFault, lineFault } from './line-faults.ts';
import { splitUrl } from './mappings.ts';
import { isSwitchedOff, membersInUse } from './members.ts';
import { isOn, type Node, subjectOf } from './node.ts';
import { removalRemedy, timeRemedies } from './remedies.ts';
import { remoteFor } from './remote-proxies.ts';
import type { Request } from './request.ts';
import { type Routed, route } from './routing.ts';
import { nearest } from './sections.ts';
import { type Server, setting } from './server.ts';
import type { Entry, Servers } from './servers.ts';
import { backendTimeout, noTimeAtAll } from './timeouts.ts';
import { addedUpgradeTo } from './upgrade.ts';
import { balancerFor, isBalancerUrl, type Worker, workerFor } from './workers.ts';

/** What is judged: one way in, and all that it rests on. */
export interface Ground {
  readonly entry: Entry;
  readonly servers: Servers;
  readonly configuration: Configuration;
  readonly applications: Applications;
}

/** An answer of httpd in place of the backend's. */
interface Failure {
  /** What brings it about, if that is not the mapping. */
  readonly node?: Node;
  /** The RequestHeader line for which httpd does not pass the request on. */
  readonly fault?: LineFault;
  readonly status: number;
  readonly why: string;
  readonly remedies?: readonly Remedy[];
  /** Set where another target of the mapping is what mends it. */
  readonly mendedByTarget?: true;
}

/** A request that a backend gets. */
export interface Backend {
  readonly node: Node;
  readonly application: Recognized;
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly url: string;
  readonly worker: Worker | undefined;
  /** Why httpd answers with an error instead. */
  readonly failure: Failure | undefined;
  /** The ProxyRemote that sends it to another proxy first. */
  readonly remote: Node | undefined;
}

export interface Passage {
  readonly routed: Routed;
  /** One for a mapping, one for each member of a balancer; none where nothing is proxied. */
  readonly backends: readonly Backend[];
}

/** The way of a request through httpd. */
export function passageOf(ground: Ground, request: Request): Passage {
  const routed = route(ground.entry.server, request);
  return { routed, backends: backendsOf(ground, routed) };
}

function backendsOf(ground: Ground, routed: Routed): readonly Backend[] {
  const { answer } = routed;
  if (answer.kind !== 'proxy') return [];
  const { server } = ground.entry;
  const application = ground.applications.of(answer.node, splitUrl(answer.url)?.authority);
  const base = { node: answer.node, application };
  if (!isBalancerUrl(answer.url)) {
    const worker = workerFor(server, answer.url);
    return [backend(ground, routed, { ...base, url: answer.url, worker })];
  }
  const balancer = balancerFor(server, answer.url);
  const rest = splitUrl(answer.url)?.path ?? '';
  if (!balancer)
    return [{ ...lost(answer.url, 500, l10n.t('no balancer has this name')), ...base }];
  const members = membersInUse(balancer.members);
  if (members.length === 0)
    return [{ ...lost(answer.url, 503, l10n.t('the balancer has no member')), ...base }];
  return members.map((worker) => {
    const member = ground.applications.of(answer.node, splitUrl(worker.name)?.authority);
    return backend(ground, routed, {
      ...base,
      application: member,
      url: worker.name + rest,
      worker,
    });
  });
}

function lost(url: string, status: number, why: string) {
  const parts = splitUrl(url);
  return {
    url,
    scheme: parts?.scheme ?? '',
    authority: parts?.authority ?? '',
    path: parts?.path ?? '',
    worker: undefined,
    failure: { status, why },
    remote: undefined,
  };
}

type Addressed = Pick<Backend, 'node' | 'application' | 'url' | 'worker'>;

function backend(ground: Ground, routed: Routed, addressed: Addressed): Backend {
  const parts = splitUrl(addressed.url);
  if (!parts) return { ...lost(addressed.url, 500, l10n.t('the target is no URL')), ...addressed };
  const failure = failureOf({ ...ground, ...addressed, ...parts, routed });
  const remote = remoteFor(ground.entry.server, addressed.url, parts.authority);
  return { ...addressed, ...parts, failure, remote };
}

/** A Timeout 0 in force on the connection to a target; connectiontimeout= is asked before (measured). */
function hastyTimeout(server: Server, worker: Worker | undefined): Node | undefined {
  const node = noTimeAtAll(server);
  const counts = backendTimeout(server, worker).node === node;
  return counts && !worker?.parameters.has('connectiontimeout') ? node : undefined;
}

/** A RequestHeader line with which the request cannot be answered. */
export function headerFault(routed: Routed, worker: Worker | undefined, scheme: string) {
  const added = addedUpgradeTo(routed, worker, scheme);
  if (added) return { ...added, status: 400 };
  const fault = lineFault(routed.layers.layers, routed.settled);
  return fault && { ...fault, fault };
}

const PORT = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/;

/** A request on its way to a target. */
interface Sending extends Ground {
  readonly routed: Routed;
  readonly url: string;
  readonly worker: Worker | undefined;
  readonly scheme: string;
  readonly authority: string;
}

/** What httpd answers an error for, in the order in which it finds out. */
const FAILURES: readonly ((at: Sending) => Backend['failure'])[] = [
  slashLost,
  switchedOff,
  withoutTime,
  spoilt,
  withoutTls,
  upgradesOnly,
  withoutModule,
];

function failureOf(at: Sending): Backend['failure'] {
  for (const find of FAILURES) {
    const failure = find(at);
    if (failure) return failure;
  }
  return undefined;
}

function slashLost({ routed: { answer }, url, authority }: Sending): Backend['failure'] {
  const mapping = answer.kind === 'proxy' ? answer.mapping : undefined;
  const written = mapping && !mapping.pattern ? splitUrl(mapping.target.value) : undefined;
  const isOther = written && written.scheme !== 'balancer' && written.authority !== authority;
  if (PORT.test(authority) && !isOther) return undefined;
  const why = l10n.t`the target lacks its slash, so the path becomes a part of the host: ${url}`;
  return { status: 500, why, mendedByTarget: true };
}

function switchedOff({ worker }: Sending): Backend['failure'] {
  const isOff = worker && isSwitchedOff(worker);
  return isOff ? { status: 503, why: l10n.t('status= switches its worker off') } : undefined;
}

function withoutTime({ entry, worker }: Sending): Backend['failure'] {
  const hasty = hastyTimeout(entry.server, worker);
  if (!hasty) return undefined;
  const why = l10n.t`${subjectOf(hasty)} gives no connection to the target the time to come about`;
  return { status: 503, why, remedies: timeRemedies(hasty) };
}

function spoilt({ routed, worker, scheme }: Sending): Backend['failure'] {
  const header = headerFault(routed, worker, scheme);
  if (!header?.certain) return undefined;
  return { ...header, remedies: [removalRemedy('keep-header', header.node)] };
}

function withoutTls({ entry, routed, scheme }: Sending): Backend['failure'] {
  if (!/^(https|wss)$/.test(scheme)) return undefined;
  const engine =
    nearest(routed.layers.layers, 'sslproxyengine')?.node ??
    setting(entry.server, 'sslproxyengine');
  const why = l10n.t('SSLProxyEngine is not on, so httpd cannot speak TLS to the target');
  return isOn(engine) ? undefined : { status: 500, why };
}

function upgradesOnly({ entry, routed, scheme }: Sending): Backend['failure'] {
  const isUpgrade = routed.surrounding.request.headers.has('upgrade');
  if (!/^wss?$/.test(scheme) || isUpgrade) return undefined;
  const fallback = setting(entry.server, 'proxywebsocketfallbacktoproxyhttp');
  const isOff = /^off$/i.test(fallback?.argument(0) ?? '');
  return isOff ? { status: 404, why: l10n.t('a ws worker takes nothing but upgrades') } : undefined;
}

function withoutModule({ configuration, scheme }: Sending): Backend['failure'] {
  const isLost =
    /^(https?|wss?)$/.test(scheme) && configuration.modules.has('proxy_http') === false;
  return isLost ? { status: 500, why: l10n.t('proxy_http_module is not loaded') } : undefined;
}
