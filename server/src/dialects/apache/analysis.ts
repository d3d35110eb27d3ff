import * as l10n from '@vscode/l10n';
import type { Analysis, Delivery, EntryPoint, Mount } from '../../delivery/delivery.ts';
import { type MountCandidate, mountsOf } from '../../delivery/mounts.ts';
import { verdictOf } from '../../delivery/verdict.ts';
import { endpoints } from '../../stigman/endpoints.ts';
import { isBesideOwn, mountOf } from '../../stigman/recognition.ts';
import { compilePattern } from '../../text/pattern.ts';
import type { Files, Question } from '../dialect.ts';
import { oncePer } from '../once.ts';
import { Applications, MOST_HOPS, type Sender } from './applications.ts';
import type { Site } from './case.ts';
import { Assumptions, moduleName, type OpenCondition } from './conditions.ts';
import { type Configuration, readConfiguration } from './configuration.ts';
import { deliveryOf } from './delivery.ts';
import { entryDoubts, opened } from './entry-doubts.ts';
import { certificateHeaders, identityRoutesOf } from './identity.ts';
import { innerEntry } from './inner-hop.ts';
import { isForHost } from './named-hosts.ts';
import { isOn, type Node, subjectOf } from './node.ts';
import type { Ground } from './passage.ts';
import { literalPrefixes } from './paths.ts';
import { httpsRemedy } from './remedies.ts';
import { setting } from './server.ts';
import { type Entry, type Servers, serversOf } from './servers.ts';
import { misreadDurations, shadowsOf } from './shadows.ts';
import { withoutSlashOf } from './slash.ts';
import { directiveEntries } from './vocabulary.ts';

/** How many mounts of one entry point are judged. */
const MAX_MOUNTS = 100;
/** How many open conditions are tried both ways. */
const MAX_TURNED = 8;

/** What httpd does with one root file and all that it includes. */
export function analyze(question: Question): Analysis {
  const assumptions = new Assumptions();
  const configuration = readConfiguration(question, assumptions);
  const base = analyzeWorld(question, configuration);
  const worlds = openConditions(assumptions, configuration)
    .slice(0, MAX_TURNED)
    .map((condition) => ({
      condition,
      analysis: analyzeWorld(question, readConfiguration(question, turned(condition))),
    }));
  const entries = base.entries.map((entry) => doubted(entry, worlds, question));
  const analysis = worlds.length === 0 ? base : { ...base, entries };
  configurations.set(analysis, configuration);
  return analysis;
}

/** The conditions that may be either way, where it matters. */
function openConditions(
  { open }: Assumptions,
  configuration: Configuration,
): readonly OpenCondition[] {
  if (open.size === 0) return [];
  const evident = evidentModules(configuration);
  return [...open.values()].filter(({ relevant, key }) => relevant && !evident.has(key));
}

/** Keys of the conditions on modules that must be loaded: a directive of theirs stands where nothing makes it conditional. */
function evidentModules({ met }: Configuration): ReadonlySet<string> {
  const certain = met.filter((each) => each.certain).map(({ node }) => node.name);
  const modules = [...new Set(certain)].map((name) => directiveEntries().get(name)?.module ?? '');
  return new Set(modules.map((module) => `module:${moduleName(module)}`));
}

const configurations = new WeakMap<Analysis, Configuration>();

/** The configuration that an analysis of these files was made from. */
export function configurationBehind(analysis: Analysis, files: Files): Configuration {
  const { root } = analysis;
  return configurations.get(analysis) ?? readConfiguration({ root, files }, new Assumptions());
}

function turned({ key }: OpenCondition): Assumptions {
  return new Assumptions(new Set([key]));
}

function analyzeWorld(question: Question, configuration: Configuration): Analysis {
  const servers = serversOf(configuration, { uri: question.root, start: 0, end: 0 });
  const applications = new Applications(servers, question.recognition);
  const certificates = certificateHeaders(configuration.nodes);
  const grounds = servers.entries.map((entry) => ({ entry, servers, configuration, applications }));
  return {
    dialect: 'apache',
    root: question.root,
    files: configuration.files,
    entries: grounds.map((ground) => ({
      ...entryPoint(ground, question),
      identityRoutes: identityRoutesOf(ground, certificates),
    })),
    shadows: shadowsOf(servers, applications),
    misreadDurations: misreadDurations(configuration),
    remarks: configuration.remarks,
    passedOver: configuration.passedOver,
  };
}

function entryPoint(ground: Ground, question: Question): Omit<EntryPoint, 'identityRoutes'> {
  const { entry, servers, configuration } = ground;
  const scheme = entry.secure ? 'https' : 'http';
  return {
    url: `${scheme}://${entry.host}:${entry.port}`,
    secure: entry.secure,
    unexposed: !servers.rooted,
    place: placeOfEntry(entry, ground),
    mounts: mountsAt(ground, question),
    httpsRedirect: entry.secure ? undefined : redirectFor(entry, servers, configuration),
  };
}

/** The <VirtualHost>; for the main server the first mapping, since it has no line of its own. */
function placeOfEntry({ server, place }: Entry, { applications }: Ground) {
  return server.section ? place : (applications.senders(server)[0]?.node.place ?? place);
}

function redirectFor(entry: Entry, servers: Servers, configuration: Configuration) {
  const twin = secureEntries(servers).get(entry.host);
  if (!twin || !entry.server.section) return undefined;
  return httpsRemedy(entry.server, twin.port, configuration.modules);
}

/** The first entry point with TLS of each host. */
const secureEntries = oncePer(({ entries }: Servers): ReadonlyMap<string, Entry> => {
  const secure = entries.filter((entry) => entry.secure).reverse();
  return new Map(secure.map((entry) => [entry.host, entry]));
});

function mountsAt(ground: Ground, question: Question): readonly Mount[] {
  const candidates = candidatesOf(ground, question);
  if (candidates.length === 0) return [];
  const sites = new Map<string, Site>();
  for (const { basePath, sender, documented } of candidates) {
    const known = sites.get(basePath);
    if (!known && sites.size >= MAX_MOUNTS) continue;
    const site = {
      ground,
      basePath,
      node: sender.node,
      documented,
      application: question.application,
    };
    if (!known) sites.set(basePath, site);
    else if (!documented) sites.set(basePath, { ...known, documented: false });
  }
  const places: readonly MountCandidate[] = candidates
    .filter(({ basePath }) => sites.has(basePath))
    .map(({ basePath, sender }) => ({ basePath, place: sender.node.place }));
  const doubts = entryDoubts(ground);
  return mountsOf(places, {
    deliver: (endpoint, basePath) => {
      const delivery = deliveryOf(sites.get(basePath) as Site, endpoint);
      return opened(withMissingFiles(delivery, ground, question), doubts);
    },
    withoutSlash: (basePath) => withoutSlashOf(sites.get(basePath) as Site),
  });
}

/** A break that a file which is not here may prevent is none that can be told: any mapping may stand in it. */
function withMissingFiles(delivery: Delivery, ground: Ground, question: Question): Delivery {
  const verdict = verdictOf(delivery, question.application);
  const { section } = ground.entry.server;
  const missing = ground.configuration.missing.find((node) => hostAround(node) === section);
  if (!missing || verdict === 'ok' || verdict === 'unknown') return delivery;
  const explanation = l10n.t`It depends on ${subjectOf(missing)}, which is not in sight.`;
  return opened(delivery, [{ could: 'unreachable', place: missing.place, explanation }]);
}

/** The virtual host that a directive stands in; undefined in the main server. */
function hostAround(node: Node): Node | undefined {
  let at = node.parent;
  while (at && at.name !== 'virtualhost') at = at.parent;
  return at;
}

interface Candidate {
  readonly basePath: string;
  readonly sender: Sender;
  readonly documented: boolean;
}

function candidatesOf(ground: Ground, question: Question, hops = MOST_HOPS): readonly Candidate[] {
  const wanted = question.recognition.basePath;
  const ours = ground.applications
    .sendersTo('stigman', ground.entry.server)
    .filter((sender) => isForHost(sender.hosts ?? [], ground.entry))
    .filter((sender) => !isMereGuess(sender));
  const isMeant = !ground.entry.byCondition || ours.some(({ hosts }) => hosts && hosts.length > 0);
  if (!isMeant) return [];
  const found = ours.flatMap((sender) => {
    const behind = hops > 0 ? behindHop(sender, ground, question, hops - 1) : [];
    const basePath = mountOf(sender.path.replace(/\/{2,}/g, '/'));
    const documented = /^(op|collections)\b/.test(sender.path.slice(basePath.length));
    return behind.length > 0 ? behind : [{ basePath, sender, documented }];
  });
  return wanted ? found.slice(0, 1).map((each) => ({ ...each, basePath: wanted })) : found;
}

/** The mounts of the server that a hop through the same httpd leads to, by the paths that it makes of them. */
function behindHop(
  sender: Sender,
  ground: Ground,
  question: Question,
  hops: number,
): readonly Candidate[] {
  const { entry, servers } = ground;
  const next = sender.inner
    ? innerEntry(entry, servers, sender.authority, keepsHost(entry))
    : undefined;
  if (!next) return [];
  const { path, targetPath } = sender;
  return candidatesOf({ ...ground, entry: next }, question, hops)
    .filter(({ basePath }) => basePath.startsWith(targetPath))
    .map(({ basePath, documented }) => ({
      basePath: path + basePath.slice(targetPath.length),
      sender,
      documented,
    }))
    .filter(({ basePath }) => basePath.endsWith('/'));
}

function keepsHost({ server }: Entry): boolean {
  return isOn(setting(server, 'proxypreservehost'));
}

/** True where "/" stands for paths that cannot be read off a pattern, which takes none of STIG Manager's there, and for files of the web app. */
function isMereGuess({ path, pattern }: Sender): boolean {
  if (pattern === undefined) return false;
  if (path !== '/') return isBesideOwn(path, literalPrefixes(pattern));
  const matching = compilePattern(pattern);
  return matching !== undefined && !endpoints.some((each) => matching.exec(`/${each.path}`));
}

interface World {
  readonly condition: OpenCondition;
  readonly analysis: Analysis;
}

/**
 * An entry point with a doubt on each delivery that another answer to an open condition would change. A mount that the
 * other answer does without is judged as it stands, for <IfModule mod_ssl.c> around a whole virtual host leaves nothing
 * open; but not one that a file brings, which may well be missing.
 */
function doubted(entry: EntryPoint, worlds: readonly World[], question: Question): EntryPoint {
  const mounts = entry.mounts.map((mount) => ({
    ...mount,
    deliveries: mount.deliveries.map((delivery) =>
      worlds.reduce((each, world) => withDoubt(each, entry, mount, world, question), delivery),
    ),
  }));
  return { ...entry, mounts };
}

function withDoubt(
  delivery: Delivery,
  entry: EntryPoint,
  mount: Mount,
  { condition, analysis }: World,
  question: Question,
): Delivery {
  const other = counterpartOf(entry, analysis)
    ?.mounts.find((each) => each.basePath === mount.basePath)
    ?.deliveries.find((each) => each.endpoint === delivery.endpoint);
  if (!other && !condition.key.startsWith('file:')) return delivery;
  const own = verdictOf(delivery, question.application);
  const turned = other ? verdictOf(other, question.application) : 'unreachable';
  if (own === turned || own === 'unknown') return delivery;
  const could = own === 'ok' && turned !== 'ok' && turned !== 'unknown' ? turned : 'unreachable';
  const explanation = l10n.t`It depends on ${condition.subject}, which is not in sight.`;
  return opened(delivery, [{ could, place: condition.place, explanation }]);
}

/** The same entry point in another world; the main server's stands at its first mapping, which may differ there. */
function counterpartOf(entry: EntryPoint, { entries }: Analysis): EntryPoint | undefined {
  const named = entries.filter((each) => each.url === entry.url);
  const [first, ...more] = named;
  return named.find((each) => samePlaceAs(each, entry)) ?? (more.length === 0 ? first : undefined);
}

function samePlaceAs(a: EntryPoint, b: EntryPoint): boolean {
  return a.place.uri === b.place.uri && a.place.start === b.place.start;
}
