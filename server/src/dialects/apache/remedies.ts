import * as l10n from '@vscode/l10n';
import type { Remedy, RemedyKind } from '../../delivery/delivery.ts';
import { siblingsOf } from '../../syntax/find.ts';
import type { TextEdit } from '../../text/place.ts';
import type { Modules } from './conditions.ts';
import type { Configuration } from './configuration.ts';
import {
  linesAfter,
  linesBefore,
  linesForPath,
  linesInside,
  moveBefore,
  removeLine,
  replaceArgument,
  setParameter,
  wrapped,
  writtenAs,
} from './edits.ts';
import type { Holding } from './filters.ts';
import { canTakeParameter, fillingOf, isFilledAlike, isOneForAll } from './macros.ts';
import {
  isLocationPattern,
  locationAround,
  locationPath,
  type Mapping,
  plainUrl,
  splitUrl,
} from './mappings.ts';
import { type Argument, isOn, lastNamed, type Node, type Written } from './node.ts';
import type { Server } from './server.ts';
import { setting } from './server.ts';
import type { Worker } from './workers.ts';

export function remedy(
  kind: RemedyKind,
  title: string,
  edits: () => readonly TextEdit[],
  preferred = true,
): Remedy {
  return { kind, title, preferred, edits };
}

/** Where the parameters of a proxied request are to be written. */
export interface Tuning {
  /** Made by ProxyPass, BalancerMember, ProxySet or <Proxy> lines, which take key=value. */
  readonly workers: readonly Worker[];
  /** The URL, and the rule before which a <Proxy> section goes, where no such line exists. */
  readonly url: string;
  readonly rule: Node;
  readonly configuration: Configuration;
}

/**
 * Sets a parameter on each worker that serves the request, where it is set already, else on the line that made the worker;
 * none where a macro would set it for others as well.
 */
export function parameterRemedies(
  kind: RemedyKind,
  key: string,
  value: string,
  tuning: Tuning,
): readonly Remedy[] {
  const { workers, url, rule, configuration } = tuning;
  const lines = workers.map(({ parameters, node }) => parameters.get(key)?.node ?? node);
  const holders = [...new Set(lines)];
  if (holders.length === 0) {
    const origin = `${/^[a-z]+:\/\/[^/]*/i.exec(url)?.[0] ?? url}/`;
    const section = [`<Proxy "${origin}">`, `    ProxySet ${key}=${value}`, '</Proxy>'];
    const title = l10n.t`Set ${key}=${value} for ${origin} in a <Proxy> section`;
    return [remedy(kind, title, () => linesBefore(headOf(rule), section))];
  }
  const settings = holders.map((node) => parameterSetting(node, key, value, configuration));
  if (!settings.every((setting) => setting !== undefined)) return [];
  const names = [...new Set(settings.map(({ holder }) => holder.title))].join(', ');
  const edits = () => settings.flatMap((setting) => setting.edits());
  return [remedy(kind, l10n.t`Set ${key}=${value} on ${names}`, edits)];
}

/** How a parameter is set on a line: there, or where that acts on what other Use lines make of it, in its own Use line. */
function parameterSetting(node: Node, key: string, value: string, configuration: Configuration) {
  if (canTakeParameter(node, key, configuration)) {
    return { holder: node, edits: () => setParameter(node, key, value) };
  }
  const written = node.args.find((arg) => arg.value.toLowerCase().startsWith(`${key}=`));
  return written && rewritten(node, written, `${key}=${value}`, configuration);
}

/** Gives a ProxyTimeout or Timeout that a Use line fills another time there. */
export function filledTimeRemedies(
  node: Node,
  seconds: string,
  configuration: Configuration,
): readonly Remedy[] {
  const first = node.name.endsWith('timeout') ? node.args[0] : undefined;
  const setting = first && rewritten(node, first, seconds, configuration);
  if (!setting) return [];
  const title = l10n.t`Set ${node.title} ${seconds} on ${setting.holder.title}`;
  return [remedy('read-timeout', title, setting.edits)];
}

/** Another text for an argument that a Use line fills. */
function rewritten(node: Node, written: Argument, text: string, configuration: Configuration) {
  const filling = fillingOf(node, written, configuration);
  if (!filling) return undefined;
  const { use: holder, argument } = filling;
  return { holder, edits: () => [replaceArgument(argument, filling.with(text))] };
}

/** Before what lines of the server may stand: a rule with its conditions, a mapping, else the section around it. */
function headOf(node: Node): Written {
  const outer = outermost(node);
  return outer === node ? firstCondition(node) : outer;
}

/** The outermost section that a directive of a server stands in, else the directive itself. */
function outermost(node: Node): Node {
  let outer = node;
  for (let at = node.parent; at && at.name !== 'virtualhost'; at = at.parent) outer = at;
  return outer;
}

/** The first of the conditions that belong to a rule; a line between them would part them. */
function firstCondition(rule: Node): Written {
  const siblings = siblingsOf(rule.tree, rule.directive);
  let at = siblings.indexOf(rule.directive);
  while (/^rewritecond$/i.test(siblings[at - 1]?.name.value ?? '')) at--;
  return writtenAs(rule, siblings[at] ?? rule.directive);
}

/** Writes a duration as plain seconds; one second at least, since httpd takes no less. */
export function durationRemedies(
  node: Node,
  meantSeconds: number,
  configuration: Configuration,
): readonly Remedy[] {
  const seconds = String(Math.max(1, Math.ceil(meantSeconds)));
  const parameter = node.args.find((arg) => /^timeout=/i.test(arg.value));
  const target = parameter ?? node.args[0];
  const text = parameter ? `timeout=${seconds}` : seconds;
  const edits =
    target && isFilledAlike(node, [target.word], configuration)
      ? () => [replaceArgument(target, text)]
      : target && rewritten(node, target, text, configuration)?.edits;
  return edits ? [remedy('write-duration', l10n.t`Write ${text}`, edits)] : [];
}

const USUAL_TIMEOUT = '300';

/** Gives a Timeout 0 the time that httpd's own samples have. */
export function timeRemedies(node: Node): readonly Remedy[] {
  const [first] = node.args;
  const edits = () => (first ? [replaceArgument(first, USUAL_TIMEOUT)] : []);
  return [remedy('read-timeout', l10n.t`Write ${USUAL_TIMEOUT}`, edits)];
}

/** Makes a mapping's target carry the rest of the path right behind the mount. */
export function targetRemedies(
  mapping: Mapping | undefined,
  basePath: string,
  configuration: Configuration,
): readonly Remedy[] {
  if (!mapping || mapping.pattern || !mapping.target.known) return [];
  if (!isOneForAll(mapping.node, configuration)) return [];
  const url = plainUrl(mapping.target.value);
  const rest = `${mapping.path}/`.startsWith(basePath)
    ? mapping.path.slice(basePath.length)
    : undefined;
  const parts = splitUrl(url);
  if (rest === undefined || !parts) return [];
  const slash = mapping.path.length < basePath.length ? '' : '/';
  const path = slash + rest;
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(url)?.[0] ?? '';
  const wanted = mapping.target.value.replace(url, () => origin + path);
  if (wanted === mapping.target.value) return [];
  const edits = () => [replaceArgument(mapping.target, wanted)];
  return [remedy('route', l10n.t`Map ${mapping.path} to ${origin + path}`, edits)];
}

/** Drops an exclusion. */
export function removalRemedy(kind: RemedyKind, node: Node): Remedy {
  return remedy(kind, l10n.t`Remove this ${node.title}`, () => [removeLine(node)]);
}

/** Adds a mapping for a path below the mount beside one that leads to STIG Manager. */
export function addedMapping(
  beside: Mapping,
  path: string,
  rest: string,
  parameters: string,
): Remedy {
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(plainUrl(beside.target.value))?.[0] ?? '';
  const target = `${origin.replace(/^ws/i, 'http')}/${rest}`;
  const line = `ProxyPass "${path}" "${target}"${parameters}`;
  const anchor = beside.section ?? beside.node;
  return remedy('route', l10n.t`Add a mapping of ${path} to STIG Manager`, () =>
    linesBefore(anchor, [line]),
  );
}

/** Moves a mapping before the one that takes its requests or its parameters. */
export function reorderRemedies(node: Node, before: Node): readonly Remedy[] {
  const beside = siblingsOf(node.tree, node.directive).includes(before.directive);
  if (node.place.uri !== before.place.uri || !beside) return [];
  const title = l10n.t`Move this ${node.title} before the general one`;
  return [remedy('reorder', title, () => moveBefore(node, before))];
}

/** Redirects the mount without its slash: by mod_alias where that gets to answer, else by mod_rewrite. */
export function slashRemedies(
  server: Server,
  mapping: Node,
  basePath: string,
  modules: Modules,
  isMapped: boolean,
): readonly Remedy[] {
  const bare = basePath.slice(0, -1);
  const anchor = headOf(mapping);
  const title = l10n.t`Redirect ${bare} to ${basePath}`;
  if (!isMapped && modules.has('alias') !== false) {
    const line = `RedirectMatch ^${escaped(bare)}$ ${basePath}`;
    return [remedy('slash-redirect', title, () => linesBefore(anchor, [line]))];
  }
  if (modules.has('rewrite') === false || !canAddRule(server)) return [];
  const lines = [`RewriteRule ^${escaped(bare)}$ ${basePath} [R=301,L]`];
  return [remedy('slash-redirect', title, () => ruleEdits(server, anchor, lines))];
}

/** A rule can be added where rewriting is on, or where nothing waits to be switched on with it. */
function canAddRule(server: Server): boolean {
  const rules = server.own.some((node) => node.name === 'rewriterule');
  return isOn(setting(server, 'rewriteengine')) || !rules;
}

/** Puts rules before all others of the server, and switches rewriting on where it is off. */
function ruleEdits(server: Server, anchor: Written, rules: readonly string[]): readonly TextEdit[] {
  const first = server.own.find((node) => /^rewrite(cond|rule)$/.test(node.name));
  const engine = lastNamed(server.own, 'rewriteengine');
  if (isOn(setting(server, 'rewriteengine'))) return linesBefore(first ?? anchor, rules);
  if (engine?.args[0]) return [replaceArgument(engine.args[0], 'On'), ...linesAfter(engine, rules)];
  return linesBefore(anchor, ['RewriteEngine On', ...rules]);
}

/** Sends every request of a plain virtual host to its twin with TLS. */
export function httpsRemedy(server: Server, port: number, modules: Modules): Remedy | undefined {
  const anchor = server.own.find((node) => /^(proxypass|rewrite|location)/.test(node.name));
  if (!anchor || modules.has('rewrite') === false || !canAddRule(server)) return undefined;
  const target = port === 443 ? '%{HTTP_HOST}' : `%{SERVER_NAME}:${port}`;
  const rule = `RewriteRule ^ https://${target}%{REQUEST_URI} [R=301,L]`;
  return remedy(
    'https-redirect',
    l10n.t('Redirect this virtual host to https'),
    () => ruleEdits(server, anchor, [rule]),
    false,
  );
}

/** httpd without the module, in front of which <IfModule> stands elsewhere, refuses the line alone. */
const WITHOUT_INSPECTION = [
  '<IfModule security2_module>',
  '    SecResponseBodyAccess Off',
  '</IfModule>',
];

/** Lets the streams of a mount pass without the filter that holds them; `path` is what they stand below. */
export function unbufferedRemedies(
  holding: Holding,
  mapping: Node,
  path: string,
): readonly Remedy[] {
  const { node, layer, kind, filter } = holding;
  if (kind === 'bound') return unboundRemedies(node, mapping, path);
  if (isOnlyFor(node, path)) {
    return [kind === 'set-filter' ? withoutFilter(node, filter) : switchedOff(node)];
  }
  if (kind === 'html' || isConditional(layer.section)) {
    const title = l10n.t`Limit ${node.title} to what is not STIG Manager`;
    const edits = () => wrapped(node, `<If "${isElsewhere(path)}">`, '</If>');
    return [remedy('stream-unbuffered', title, edits)];
  }
  const line = `SetOutputFilter ${othersIn(node, filter).join(';') || 'NONE'}`;
  const lines = kind === 'inspection' ? WITHOUT_INSPECTION : [line];
  return [inLocation(lines, mapping, path, layer.section && outermost(node))];
}

/** Keeps filters that are bound by type from what STIG Manager answers. */
export function unboundRemedies(node: Node, mapping: Node, path: string): readonly Remedy[] {
  return [inLocation(['FilterChain !'], mapping, path, outermost(node))];
}

function isConditional(section: Node | undefined): boolean {
  return section !== undefined && /^(?:if|elseif|else)$/.test(section.name);
}

/** An expression for requests that are not for what stands below a path. */
export function isElsewhere(path: string): string {
  return `%{REQUEST_URI} !~ m#^${escaped(path)}#`;
}

export function escaped(path: string): string {
  return path.replace(/[.+*?^$(){}[\]|\\]/g, '\\$&');
}

/** True for a directive in a <Location> that takes nothing but what stands below a path. */
export function isOnlyFor(node: Node, path: string): boolean {
  const section = locationAround(node);
  if (!section || path === '/') return false;
  return `${locationPath(section)}/`.replace(/^\^/, '').startsWith(path);
}

function switchedOff(node: Node): Remedy {
  const edits = () => (node.args[0] ? [replaceArgument(node.args[0], 'Off')] : []);
  return remedy('stream-unbuffered', l10n.t`Switch ${node.title} off here`, edits);
}

function withoutFilter(node: Node, filter: string): Remedy {
  const [first] = node.args;
  const edits = () =>
    first ? [replaceArgument(first, othersIn(node, filter).join(';') || 'NONE')] : [];
  return remedy('stream-unbuffered', l10n.t`Take ${filter} out of ${node.title}`, edits);
}

/** The filters of a SetOutputFilter line beside one of them. */
function othersIn(node: Node, filter: string): readonly string[] {
  const names = node.argument(0).split(';');
  return names.filter((name) => name.toLowerCase() !== filter.toLowerCase());
}

/**
 * Lines for a path alone: in the <Location> of its mapping where that is for just this path, else in one of their own,
 * which has to come after the section that they are to replace the lines of.
 */
export function inLocation(
  lines: readonly string[],
  mapping: Node,
  path: string,
  replaced?: Written,
): Remedy {
  const around = locationAround(mapping);
  const isLast = around && isJustFor(around, path) && !isBehind(replaced, around);
  const words = lines.find((line) => !line.startsWith('<')) ?? '';
  const anchor = replaced && isBehind(replaced, mapping) ? replaced : outermost(mapping);
  const edits = () => (isLast ? linesInside(around, lines) : linesForPath(anchor, path, lines));
  return remedy('stream-unbuffered', l10n.t`Write ${words.trim()} for ${path}`, edits);
}

/** True for a <Location> that takes all that stands below a path and nothing else. */
function isJustFor(section: Node, path: string): boolean {
  const written = locationPath(section);
  if (!isLocationPattern(section)) return `${written}/`.replace(/(?<!\/)\/+$/, '/') === path;
  return written.replace(/\(?\.\*\)?\$?$/, '') === `^${escaped(path)}`;
}

/** True for what stands behind another directive in the same file. */
function isBehind(written: Written | undefined, other: Written): written is Written {
  return written?.place.uri === other.place.uri && written.place.start > other.place.start;
}

/** Leaves STIG Manager's own paths to its own authentication. */
export function exemptionRemedy(mapping: Node, basePath: string, node: Node): Remedy {
  const lines = [
    `<LocationMatch "^${escaped(basePath)}(api|socket)/">`,
    '    AuthType None',
    '    Require all granted',
    '</LocationMatch>',
  ];
  const location = locationAround(node) ?? locationAround(mapping) ?? mapping;
  const [api, socket] = [`${basePath}api/`, `${basePath}socket/`];
  const title = l10n.t`Let ${api} and ${socket} through without credentials of the proxy`;
  return remedy('exempt-authentication', title, () => linesAfter(location, lines), false);
}

/** Sets request headers for one way to an identity provider. */
export function headerRemedy(
  kind: RemedyKind,
  mapping: Node,
  path: string,
  lines: readonly string[],
): Remedy {
  const section = locationAround(mapping);
  const names = lines.map((line) => line.split(' ')[2] ?? line).join(', ');
  const title = lines[0]?.includes(' unset ')
    ? l10n.t`Clear ${names} for ${path}`
    : l10n.t`Set ${names} for ${path}`;
  const edits = () => (section ? linesInside(section, lines) : linesForPath(mapping, path, lines));
  return remedy(kind, title, edits);
}
