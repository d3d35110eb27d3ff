import type { Remedy, RemedyKind } from '../../../delivery/delivery.ts';
import { endpoints } from '../../../stigman/endpoints.ts';
import type { TextEdit } from '../../../text/place.ts';
import { isShared, ScopeEdit } from '../edits.ts';
import type { Hop } from '../journey.ts';
import { type Scope, written } from '../scope.ts';

export function remedy(
  kind: RemedyKind,
  title: string,
  preferred: boolean,
  edits: () => readonly TextEdit[],
): Remedy {
  return { kind, title, preferred, edits };
}

/** Scheme and authority of a proxy_pass as written, less a variable for the path; undefined where a template stands for them. */
export function targetOf(hop: Hop): string | undefined {
  const target = /^https?:\/\/[^/]*/.exec(hop.pass.args[0] ?? '')?.[0];
  return target?.replace(/\$\{?(?:request_uri|uri|\d)\b.*|(?<=:\d+)\$.*/, '');
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
  const mine = block.own(name).at(-1);
  if (mine?.includedBy && isShared(mine)) return nestedLocation(kind, hop, `${name} ${value};`);
  const edits = () => {
    const edit = new ScopeEdit(block);
    edit.setScalar(name, value);
    return edit.edits();
  };
  return [remedy(kind, `Set ${name} ${value} in ${describe(block)}`, true, edits)];
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
  const target = `${targetOf(hop) ?? hop.pass.args[0]}${withoutIds(hop.path)}`;
  const edits = () => {
    const edit = new ScopeEdit(location.scope);
    edit.addLine(`location ${path} { proxy_pass ${target}; ${line} }`);
    return edit.edits();
  };
  return [remedy(kind, `Add a location for ${path} with ${line.slice(0, -1)}`, true, edits)];
}

export function describe(scope: Scope): string {
  return scope.owner ? written(scope.owner) : 'this file';
}
