import type { Asked } from './configuration.ts';
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
export function includeTargets(entry: Entry, question: Asked): IncludeTargets {
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

function existing(uri: string, question: Asked): readonly string[] {
  return question.files.read(uri) === 'missing' ? [] : [uri];
}

function candidates(path: string, root: string): readonly string[] {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  if (!path.startsWith('/')) return [normalize(folder + path)];
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(root)?.[0] ?? 'file://';
  const installed = INSTALLED.find((prefix) => path.startsWith(prefix));
  const absolute = normalize(scheme + path);
  return installed ? [normalize(folder + path.slice(installed.length)), absolute] : [absolute];
}

/** Resolves `.` and `..` in a URI's path. */
function normalize(uri: string): string {
  const head = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(uri)?.[0] ?? '';
  const out: string[] = [];
  for (const segment of uri.slice(head.length).split('/')) {
    if (segment === '..') out.length > 1 && out.pop();
    else if (segment !== '.') out.push(segment);
  }
  return head + out.join('/');
}
