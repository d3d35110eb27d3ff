import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../../delivery/delivery.ts';
import type { TextEdit } from '../../../text/place.ts';
import { addLocationAfter, editsOf, removal, replaceArguments } from '../edits.ts';
import type { Hop } from '../journey.ts';
import type { Location } from '../locations.ts';
import type { Entry } from '../scope.ts';
import type { World } from '../world.ts';
import { passLines, remedy, targetOf } from './common.ts';
import { socketLines } from './upgrade.ts';

/** Corrects which path STIG Manager sees for requests below a mount; within `if` nginx takes no URI in a proxy_pass. */
export function pathRemedies(hop: Hop, basePath: string): readonly Remedy[] {
  const location = hop.served.location;
  const target = targetOf(hop);
  if (!location || target === undefined || hop.served.pathChanged) return [];
  const { kind } = hop.pass.scope;
  if (kind === 'limit_except') return passedOver(hop, location, basePath, target);
  if (kind !== 'location' && kind !== 'if') return [];
  if (kind === 'if' || location.kind === 'regex' || hop.upstream.hasVariables)
    return stripByRewrite(hop, basePath, target);
  return location.kind === 'named' ? [] : stripByUri(hop.pass, location, basePath, target);
}

/** A limit_except takes neither a URI nor a rewrite, but has the proxy_pass of its location where it has none itself (measured on 1.22.1). */
function passedOver(
  { pass }: Hop,
  location: Location,
  basePath: string,
  target: string,
): readonly Remedy[] {
  const around = location.scope.own('proxy_pass').at(-1);
  const takesUri = location.kind !== 'named' && location.kind !== 'regex';
  if (!takesUri || !around?.args[0]?.startsWith(target)) return [];
  const [mending] = stripByUri(around, location, basePath, target);
  if (!mending) return [];
  const edits = () => [...mending.edits(), ...removal(pass)];
  return [{ ...mending, title: l10n.t`${mending.title} for all methods`, edits }];
}

function stripByUri(
  pass: Entry,
  location: Location,
  basePath: string,
  target: string,
): readonly Remedy[] {
  const atMount = `${location.pattern}/` === basePath;
  const pattern = atMount ? basePath : location.pattern;
  if (!pattern.startsWith(basePath)) return [];
  const uri = `/${pattern.slice(basePath.length)}`;
  const passEdit = replaceArguments(pass, basePath === '/' ? target : target + uri);
  const edits = atMount ? [patternEdit(location, pattern), passEdit] : [passEdit];
  const line = `proxy_pass ${passEdit.newText}`;
  const title = () =>
    atMount ? l10n.t`Serve ${basePath} and write ${line}` : l10n.t`Write ${line}`;
  return [remedy('route', title, true, () => edits)];
}

function patternEdit(location: Location, pattern: string): TextEdit {
  const { entry } = location;
  const word = entry.directive.args.at(-1) as { start: number; end: number };
  const raw = entry.tree.text.slice(word.start, word.end);
  return {
    uri: entry.uri,
    start: word.start,
    end: word.end,
    newText: raw.replace(location.pattern, pattern),
  };
}

function stripByRewrite(hop: Hop, basePath: string, target: string): readonly Remedy[] {
  const rewriting = editsOf(hop.pass.scope, (edit) => {
    if (basePath !== '/') edit.addLine(`rewrite ^${basePath}(.*)$ /$1 break;`);
  });
  const passing = hop.upstream.uri === undefined ? [] : [replaceArguments(hop.pass, target)];
  const edits = () => [...passing, ...rewriting()];
  return [remedy('route', () => l10n.t`Pass the path without ${basePath}`, true, edits)];
}

/** Lets a prefix win over the patterns of its server. */
export function finalPrefixRemedies(prefix: Location | undefined): readonly Remedy[] {
  if (prefix?.kind !== 'prefix') return [];
  const at = prefix.entry.directive.args[0];
  if (!at) return [];
  const edits = () => [{ uri: prefix.entry.uri, start: at.start, end: at.start, newText: '^~ ' }];
  const title = () =>
    l10n.t`Write location ^~ ${prefix.pattern}, so that no pattern takes its requests`;
  return [remedy('route', title, true, edits)];
}

/** Drops a trailing slash that makes nginx redirect the path without it. */
export function slashlessRemedies(location: Location, pass: Entry | undefined): readonly Remedy[] {
  const pattern = location.pattern.replace(/\/$/, '');
  if (pattern === '' || pattern === location.pattern) return [];
  const uri = pass?.args[0];
  const edits = () => {
    const head = patternEdit(location, pattern);
    return pass && uri && /^https?:\/\/[^/]+\/.*\/$/.test(uri)
      ? [head, replaceArguments(pass, uri.slice(0, -1))]
      : [head];
  };
  const title = () => l10n.t`Write location ${pattern} without the trailing slash`;
  return [remedy('route', title, true, edits)];
}

/** Serves a path that no location takes, beside the location that serves the rest of the application. */
export function missingLocationRemedies(
  sibling: Hop,
  path: string,
  upstreamPath: string,
  world: World,
): readonly Remedy[] {
  const location = sibling.served.location;
  if (!location || targetOf(sibling) === undefined) return [];
  const socket = upstreamPath.endsWith('/socket/log-socket');
  const body = () => [
    ...passLines(sibling, path, upstreamPath),
    ...(socket ? socketLines(sibling, world) : []),
  ];
  const edits = () => [addLocationAfter(location.entry, path, body())];
  const title = () => l10n.t`Add a location for ${path}`;
  return [remedy('route', title, true, edits, () => l10n.t('Add a location'))];
}
