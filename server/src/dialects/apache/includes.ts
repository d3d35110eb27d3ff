import type { Origin } from '../dialect.ts';
import { fileUri } from '../file-uri.ts';

/**
 * Where httpd is usually installed: what lies below is looked up beside the root file first, for what is edited is
 * most often a copy of such a folder, whether this machine has an httpd of its own or not.
 */
const INSTALLED =
  /^(?:\/etc\/(?:apache2|httpd)|\/usr\/local\/(?:etc\/)?apache2\d*|\/opt\/[^/]+|\/private\/etc\/apache2)\//;
const WILD = /[*?[]/;

export interface IncludeTargets {
  readonly uris: readonly string[];
  readonly found: boolean;
}

/** The files that an Include names: a file, a folder with all within, or a wildcard; sorted as httpd sorts them. */
export function includeTargets(
  path: string,
  serverRoot: string | undefined,
  question: Origin,
): IncludeTargets {
  for (const uri of candidates(path, serverRoot, question.root)) {
    const uris = WILD.test(path) ? question.files.glob(uri) : fileOrFolder(uri, question);
    if (uris.length > 0) return { uris, found: true };
  }
  return { uris: [], found: false };
}

/** What the file of a path reads as; `missing` where none is in sight. */
export function fileInSight(
  path: string,
  serverRoot: string | undefined,
  { files, root }: Origin,
): ReturnType<Origin['files']['read']> {
  const found = candidates(path, serverRoot, root).map((uri) => files.read(uri));
  return found.find((file) => file !== 'missing') ?? 'missing';
}

function fileOrFolder(uri: string, question: Origin): readonly string[] {
  if (question.files.read(uri) !== 'missing') return [uri];
  const folder = uri.replace(/(?<!\/)\/+$/, '');
  return [...question.files.glob(`${folder}/*`), ...question.files.glob(`${folder}/*/*`)].sort();
}

function candidates(path: string, serverRoot: string | undefined, root: string): readonly string[] {
  const absolute = path.startsWith('/') ? path : serverRoot && `${serverRoot}/${path}`;
  const relative = path.startsWith('/') ? belowServerRoot(path, serverRoot) : path;
  const literal = absolute ? [absolute] : [];
  const beside =
    relative === undefined ? [] : [relative, relative.replace(/^conf\//, ''), `../${relative}`];
  const copied = absolute !== undefined && INSTALLED.test(absolute);
  const found = copied ? [...beside, ...literal] : [...literal, ...beside];
  return [...new Set(found.map((each) => fileUri(each, root)))];
}

function belowServerRoot(path: string, serverRoot: string | undefined): string | undefined {
  if (serverRoot && path.startsWith(`${serverRoot}/`)) return path.slice(serverRoot.length + 1);
  return INSTALLED.test(path) ? path.replace(INSTALLED, '') : undefined;
}
