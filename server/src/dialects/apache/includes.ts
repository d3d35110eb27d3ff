import type { Question } from '../dialect.ts';

type Ground = Pick<Question, 'root' | 'files'>;

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
  question: Ground,
): IncludeTargets {
  for (const uri of candidates(path, serverRoot, question.root)) {
    const uris = WILD.test(path) ? question.files.glob(uri) : fileOrFolder(uri, question);
    if (uris.length > 0) return { uris, found: true };
  }
  return { uris: [], found: false };
}

/** True where a file of that path is in sight. */
export function fileInSight(
  path: string,
  serverRoot: string | undefined,
  question: Ground,
): boolean {
  return candidates(path, serverRoot, question.root).some(
    (uri) => question.files.read(uri) !== 'missing',
  );
}

function fileOrFolder(uri: string, question: Ground): readonly string[] {
  if (question.files.read(uri) !== 'missing') return [uri];
  const folder = uri.replace(/\/+$/, '');
  return [...question.files.glob(`${folder}/*`), ...question.files.glob(`${folder}/*/*`)].sort();
}

function candidates(path: string, serverRoot: string | undefined, root: string): readonly string[] {
  const folder = root.slice(0, root.lastIndexOf('/') + 1);
  const scheme = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(root)?.[0] ?? 'file://';
  const absolute = path.startsWith('/') ? path : serverRoot && `${serverRoot}/${path}`;
  const relative = path.startsWith('/') ? belowServerRoot(path, serverRoot) : path;
  const literal = absolute ? [scheme + absolute] : [];
  const beside =
    relative === undefined
      ? []
      : [folder + relative, folder + relative.replace(/^conf\//, ''), `${folder}../${relative}`];
  const copied = absolute !== undefined && INSTALLED.test(absolute);
  const found = copied ? [...beside, ...literal] : [...literal, ...beside];
  return [...new Set(found.map(normalize))];
}

function belowServerRoot(path: string, serverRoot: string | undefined): string | undefined {
  if (serverRoot && path.startsWith(`${serverRoot}/`)) return path.slice(serverRoot.length + 1);
  return INSTALLED.test(path) ? path.replace(INSTALLED, '') : undefined;
}

/** Resolves `.`, `..` and doubled slashes in a URI's path. */
function normalize(uri: string): string {
  const head = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(uri)?.[0] ?? '';
  const out: string[] = [];
  for (const segment of uri.slice(head.length).split('/')) {
    if (segment === '..') out.pop();
    else if (segment !== '.' && segment !== '') out.push(segment);
  }
  return `${head}/${out.join('/')}`;
}
