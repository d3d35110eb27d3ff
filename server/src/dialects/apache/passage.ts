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
  if (!balancer) return [{ ...lost(answer.url, 500, 'no balancer has this name'), ...base }];
  const members = membersInUse(balancer.members);
  if (members.length === 0)
    return [{ ...lost(answer.url, 503, 'the balancer has no member'), ...base }];
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
  if (!parts) return { ...lost(addressed.url, 500, 'the target is no URL'), ...addressed };
  const failure = failureOf(ground, routed, addressed, parts);
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

function failureOf(
  ground: Ground,
  routed: Routed,
  addressed: Addressed,
  { scheme, authority }: { scheme: string; authority: string },
): Backend['failure'] {
  const { answer, layers } = routed;
  const mapping = answer.kind === 'proxy' ? answer.mapping : undefined;
  const written = mapping && !mapping.pattern ? splitUrl(mapping.target.value) : undefined;
  if (
    !PORT.test(authority) ||
    (written && written.scheme !== 'balancer' && written.authority !== authority)
  ) {
    return {
      status: 500,
      why: `the target lacks its slash, so the path becomes a part of the host: ${addressed.url}`,
    };
  }
  if (addressed.worker && isSwitchedOff(addressed.worker)) {
    return { status: 503, why: 'status= switches its worker off' };
  }
  const hasty = hastyTimeout(ground.entry.server, addressed.worker);
  if (hasty) {
    const why = `${subjectOf(hasty)} gives no connection to the target the time to come about`;
    return { status: 503, why, remedies: timeRemedies(hasty) };
  }
  const header = headerFault(routed, addressed.worker, scheme);
  if (header?.certain) {
    return { ...header, remedies: [removalRemedy('keep-header', header.node)] };
  }
  const engine =
    nearest(layers.layers, 'sslproxyengine')?.node ??
    setting(ground.entry.server, 'sslproxyengine');
  if (/^(https|wss)$/.test(scheme) && !isOn(engine)) {
    return {
      status: 500,
      why: 'SSLProxyEngine is not on, so httpd cannot speak TLS to the target',
    };
  }
  const fallback = setting(ground.entry.server, 'proxywebsocketfallbacktoproxyhttp');
  const isUpgrade = routed.surrounding.request.headers.has('upgrade');
  if (/^wss?$/.test(scheme) && !isUpgrade && /^off$/i.test(fallback ? fallback.argument(0) : '')) {
    return { status: 404, why: 'a ws worker takes nothing but upgrades' };
  }
  const modules = ground.configuration.modules;
  if (/^(https?|wss?)$/.test(scheme) && modules.has('proxy_http') === false) {
    return { status: 500, why: 'proxy_http_module is not loaded' };
  }
  return undefined;
}
