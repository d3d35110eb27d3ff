import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { root } from './setup.mjs';

/** The packages of which some code stands in a bundle. */
export function packagesIn({ inputs }: Metafile): readonly string[] {
  const names = Object.keys(inputs).flatMap(
    (path) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}

/** Names, versions and licences of packages as one text. */
export async function noticesOf(packages: readonly string[]): Promise<string> {
  const notices = await Promise.all(packages.map(noticeOf));
  return `The bundles hold code of these packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n`)}`;
}

async function noticeOf(name: string): Promise<string> {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const file = (await readdir(folder)).find((each) => /^licen[cs]e/i.test(each));
  const text = file === undefined ? '' : await readFile(join(folder, file), 'utf8');
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}
