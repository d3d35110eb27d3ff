import { nameIn } from '../../syntax/shift.ts';
import { type Directive, walk } from '../../syntax/tree.ts';
import type { Origin } from '../dialect.ts';
import { fileUri } from '../file-uri.ts';
import type { Entry } from './scope.ts';

/**
 * Folders where packages install nginx: an include below one is looked up beside the root file first, for what is
 * edited is most often a copy of such a folder, whether this machine has an nginx of its own or not.
 */
const INSTALLED = [
  '/etc/nginx/',
  '/usr/local/etc/nginx/',
  '/usr/local/nginx/conf/',
  '/opt/nginx/conf/',
];

/** Files that hold tables of types or parameters and decide nothing about a route or a stream. */
const HARMLESS =
  /(^|\/)(mime\.types|types\.conf|fastcgi(_params|\.conf)|uwsgi_params|scgi_params|koi-utf|koi-win|win-utf|modules-enabled\/.*)$/;

/** True where an include can bring in nothing that defines a name or decides a route. */
export function isHarmless(path: string): boolean {
  return HARMLESS.test(path);
}

export interface IncludeTargets {
  readonly uris: readonly string[];
  /** The path as written, where a literal file is not there. */
  readonly missing: string | undefined;
}

/**
 * The files that an include names. Relative paths start at the main file's folder; a glob may match nothing,
 * a literal file that is not there stops nginx.
 */
export function includeTargets(entry: Entry, question: Origin): IncludeTargets {
  const path = entry.args[0];
  if (path === undefined || path === '') return { uris: [], missing: undefined };
  if (/[${]/.test(path)) return { uris: [], missing: path };
  for (const uri of candidates(path, question.root)) {
    const uris = /[*?[]/.test(path) ? question.files.glob(uri) : existing(uri, question);
    if (uris.length > 0) return { uris, missing: undefined };
  }
  const fatal = !/[*?[]/.test(path) && !isHarmless(path);
  return { uris: [], missing: fatal ? path : undefined };
}

/** True where no include brings anything into a block. */
export function isWhole({ block }: Directive): boolean {
  for (const inner of block ? walk(block) : []) if (nameIn(inner) === 'include') return false;
  return true;
}

function existing(uri: string, question: Origin): readonly string[] {
  return question.files.read(uri) === 'missing' ? [] : [uri];
}

function candidates(path: string, root: string): readonly string[] {
  const installed = INSTALLED.find((prefix) => path.startsWith(prefix));
  const paths = installed ? [path.slice(installed.length), path] : [path];
  return paths.map((each) => fileUri(each, root));
}
