import * as l10n from '@vscode/l10n';
import type { Remedy, RemedyKind } from '../../../delivery/delivery.ts';
import { endpoints } from '../../../stigman/endpoints.ts';
import type { TextEdit } from '../../../text/place.ts';
import { canSet, editsOf, writesOut } from '../edits.ts';
import type { Hop } from '../journey.ts';
import { type Scope, written } from '../scope.ts';
import type { Served } from '../walk.ts';

/** Most remedies are never shown, so that words are written when they are asked for. `deed`: what other blocks can have likewise. */
export function remedy(
  kind: RemedyKind,
  title: () => string,
  preferred: boolean,
  edits: () => readonly TextEdit[],
  deed?: () => string,
): Remedy {
  return {
    kind,
    get title() {
      return title();
    },
    get deed() {
      return deed?.();
    },
    preferred,
    edits,
  };
}

/** A preferred one for a block; `file`: the included one that it writes out. */
export function remedyIn(
  scope: Scope,
  kind: RemedyKind,
  deed: () => string,
  edits: () => readonly TextEdit[],
  file?: string,
): Remedy {
  const title = () =>
    file === undefined
      ? l10n.t`${deed()} in ${describe(scope)}`
      : l10n.t`${deed()} in ${describe(scope)}, with ${file} written out`;
  return remedy(kind, title, true, edits, deed);
}

/** Scheme, which a variable may be, and authority of a proxy_pass as written, less a variable for the path; undefined where a template stands for them. */
export function targetOf(hop: Hop): string | undefined {
  const target = /^(?:https?|\$\w+):\/\/(unix:[^:]+|[^/]*)/.exec(hop.pass.args[0] ?? '')?.[0];
  return target
    ?.replace(/\$\{?(?:request_uri|uri|\d)\b.*|(?<=:\d{1,5})\$.*/, '')
    .replace(/\/\/unix:.*/, '$&:');
}

/** The block of a hop that a fix may change: the location itself, never an `if` or `limit_except` within it. */
export function blockOf(hop: Hop): Scope {
  let scope = hop.scope;
  while ((scope.kind === 'if' || scope.kind === 'limit_except') && scope.parent)
    scope = scope.parent;
  return scope;
}

/** A scalar for the hop's block, or for a location of its own where its line is shared with other applications. */
export function scalarRemedy(
  kind: RemedyKind,
  hop: Hop,
  name: string,
  value: string,
): readonly Remedy[] {
  const block = blockOf(hop);
  if (!canSet(block, name)) return nestedLocation(kind, hop, `${name} ${value};`);
  return [settingRemedy(kind, block, name, value)];
}

/** A scalar for one scope that `canSet` agrees to. */
export function settingRemedy(kind: RemedyKind, scope: Scope, name: string, value: string): Remedy {
  const edits = editsOf(scope, (edit) => edit.setScalar(name, value));
  const deed = () => l10n.t`Set ${`${name} ${value}`}`;
  return remedyIn(scope, kind, deed, edits, writesOut(scope, name));
}

/** The path up to the first id of an endpoint: a prefix that takes the same request for every id. */
export function withoutIds(path: string): string {
  for (const endpoint of endpoints) {
    const first = endpoint.template.indexOf('{');
    const tail = endpoint.path.replace(/^api\//, '');
    if (first >= 0 && path.endsWith(`/${tail}`)) {
      return path.slice(0, path.length - endpoint.path.length + first);
    }
  }
  return path;
}

const GUARDS = ['deny', 'auth_basic', 'auth_request', 'auth_jwt', 'satisfy'];

/** True for a block that keeps clients out, which no fix may lead around. */
export function isGuarded(scope: Scope): boolean {
  return GUARDS.some((name) => scope.has(name));
}

/** True where a server has moved a request before it looked for a location: none for the path that clients ask is found. */
export function isMovedFirst({ pathChanged, server: { scope } }: Served): boolean {
  const moves = (at: Scope | undefined) => at?.has('rewrite') === true;
  return pathChanged && (moves(scope) || scope.own('if').some(({ inner }) => moves(inner)));
}

/** What sends a path on as a hop does its own, to a path there: a location of its own runs no `set` of the hop's. */
export function passLines(hop: Hop, path: string, there: string): readonly string[] {
  const target = targetOf(hop) ?? hop.pass.args[0] ?? '';
  if (!target.includes('$')) return [`proxy_pass ${target}${there};`];
  const sets = blockOf(hop).own('set');
  const given = sets.filter(({ args }) => target.includes(args[0] ?? ''));
  const rewriting = path === there ? [] : [`rewrite ^${path}(.*)$ ${there}$1 break;`];
  return [...given.map((entry) => `${written(entry)};`), ...rewriting, `proxy_pass ${target};`];
}

/** A location for this one path inside the answering one. */
function nestedLocation(kind: RemedyKind, hop: Hop, line: string): readonly Remedy[] {
  const location = hop.served.location;
  const path = withoutIds(hop.request.path);
  if (
    !location ||
    (location.kind !== 'prefix' && location.kind !== 'final-prefix') ||
    hop.path === undefined
  )
    return [];
  const passing = passLines(hop, path, withoutIds(hop.path)).join(' ');
  const edits = editsOf(location.scope, (edit) =>
    edit.addLine(`location ${path} { ${passing} ${line} }`),
  );
  const title = () => l10n.t`Add a location for ${path} with ${line.slice(0, -1)}`;
  return [remedy(kind, title, true, edits, () => l10n.t`Add a location with ${line}`)];
}

export function describe(scope: Scope): string {
  return scope.owner ? written(scope.owner) : l10n.t('this file');
}
