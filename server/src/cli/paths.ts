import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { glob } from 'tinyglobby';
import { URI } from 'vscode-uri';
import { MAX_FILE_BYTES } from '../workspace/filesystem.ts';
import { canonicalUri } from '../workspace/uri.ts';
import { Failure } from './failure.ts';

/** A file that the user named, or that stands in a folder that the user named. */
export interface InputFile {
  readonly uri: string;
  readonly named: boolean;
}

/** Names that a proxy configuration, or a template of one, may have. */
const CANDIDATES = [
  '**/*.{conf,cfg,nginx,nginxconf,vhost,inc,template,tmpl,tpl,j2}',
  '**/{sites,conf,mods}-{available,enabled}/*',
  '**/.htaccess',
];
const SKIPPED = ['**/node_modules/**', '**/.git/**'];

/** The files that paths stand for, each once; a folder stands for the candidates within it, by name. */
export async function inputFiles(paths: readonly string[]): Promise<readonly InputFile[]> {
  const files = new Map<string, InputFile>();
  for (const path of paths) {
    if (!isFolder(path)) {
      const uri = uriOf(path);
      files.set(uri, { uri, named: true });
      continue;
    }
    for (const uri of await candidatesIn(path)) {
      if (!files.has(uri)) files.set(uri, { uri, named: false });
    }
  }
  return [...files.values()];
}

/** The URI of a path as the user wrote it. */
export function uriOf(path: string): string {
  return canonicalUri(URI.file(resolve(path)).toString());
}

/** Throws where there is nothing by that name. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    throw new Failure(`${path}: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  switch ((error as { code?: string }).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'no such file or folder';
    case 'EACCES':
      return 'no permission to read it';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}

/** Why a file that is there was not read. */
export function whyUnreadable(uri: string): string {
  const { fsPath } = URI.parse(uri);
  try {
    const found = statSync(fsPath);
    if (!found.isFile()) return 'no regular file';
    if (found.size > MAX_FILE_BYTES) return `larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`;
    accessSync(fsPath, constants.R_OK);
    return 'holds NUL bytes and is no text';
  } catch (error) {
    return reasonOf(error);
  }
}

async function candidatesIn(folder: string): Promise<readonly string[]> {
  const found = await glob(CANDIDATES, { cwd: folder, ignore: SKIPPED, dot: true });
  return found.sort().map((name) => uriOf(realPath(join(folder, name))));
}

/** Included files are known by what stands behind their links, so these are too. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** How reports name a file: as given where the user named it, else relative to the working folder if within. */
export function pathNames(paths: readonly string[]): (uri: string) => string {
  const given = new Map(paths.map((path) => [uriOf(path), path]));
  return (uri) => {
    const known = given.get(uri);
    if (known !== undefined) return known;
    const { scheme, fsPath } = URI.parse(uri);
    if (scheme !== 'file') return uri;
    const near = relative('', fsPath);
    return near === '' || near.startsWith('..') || isAbsolute(near) ? fsPath : near;
  };
}
