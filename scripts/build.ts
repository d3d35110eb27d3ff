import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { minify } from '@swc/core';
import { type BuildOptions, build } from 'esbuild';
import { type Bundle, bundles, codeOf, kilobytes } from './bundles.ts';
import { leanFeatures } from './lean-features.ts';
import { leanTypes } from './lean-types.ts';
import { nginxReference } from './nginx-reference.ts';
import { noticesOf, packagesIn } from './notices.ts';
import { packedData } from './packed-data.ts';
import { re2jsTables } from './re2js-tables.ts';
import { root } from './setup.mjs';

function optionsOf(bundle: Bundle, version: string) {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: codeOf(bundle),
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: bundle.platform,
    target: bundle.platform === 'node' ? 'node20' : 'es2022',
    mainFields: bundle.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    external: [...(bundle.external ?? [])],
    legalComments: 'none',
    plugins: [
      nginxReference,
      packedData,
      re2jsTables,
      ...(bundle.entry.startsWith('server/') ? [leanTypes, leanFeatures] : []),
    ],
    define: { __VERSION__: JSON.stringify(version), ...moduleUrl(bundle).define },
    banner: { js: moduleUrl(bundle).code },
    logLevel: 'warning',
    metafile: true,
  } satisfies BuildOptions;
}

/** `import.meta.url` for packages that ask for it: a CommonJS bundle has none of its own. */
function moduleUrl({ platform }: Bundle): { define: Record<string, string>; code: string } {
  if (platform !== 'node') return { define: {}, code: '' };
  return {
    define: { 'import.meta.url': '__moduleUrl' },
    code: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;",
  };
}

/** Writes one bundle, tells its size and returns the packages in it. */
async function write(bundle: Bundle, version: string): Promise<readonly string[]> {
  const { metafile } = await build(optionsOf(bundle, version));
  await shrink(`${root}${codeOf(bundle)}`);
  if (bundle.cached) await writeFile(`${root}${bundle.out}`, starter(bundle));
  if (bundle.executable) await chmod(`${root}${bundle.out}`, 0o755);
  const { size } = await stat(`${root}${codeOf(bundle)}`);
  console.log(`${bundle.out.padEnd(24)} ${kilobytes(size).padStart(8)}`);
  return packagesIn(metafile);
}

/** Minifies a file once more: SWC inlines across the functions of a bundle, which saves a thirtieth of it. */
async function shrink(path: string): Promise<void> {
  const compress = { ecma: 2022, passes: 3, toplevel: true } as const;
  const options = { compress, mangle: { toplevel: true }, ecma: 2022, module: false } as const;
  const { code } = await minify(await readFile(path, 'utf8'), options);
  await writeFile(path, code);
}

/** Loads the code of a bundle once Node keeps what it compiles, where it can (from 22.1 on). */
function starter(bundle: Bundle): string {
  return `#!/usr/bin/env node
require('node:module').enableCompileCache?.();
require('./${basename(codeOf(bundle))}');
`;
}

const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
const packages = new Set<string>();
for (const bundle of bundles) {
  for (const name of await write(bundle, version)) packages.add(name);
}
await writeFile(join(root, 'dist/NOTICES.txt'), await noticesOf([...packages].sort()));
