import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { minify } from '@swc/core';
import { type BuildOptions, build } from 'esbuild';
import { type Bundle, bundles, folderOf, kilobytes, MAIN_PART } from './bundles.ts';
import { leanFeatures } from './lean-features.ts';
import { leanTypes } from './lean-types.ts';
import { nginxReference } from './nginx-reference.ts';
import { noticesOf, packagesIn } from './notices.ts';
import { packedData } from './packed-data.ts';
import { type Parts, partsOf } from './parts.ts';
import { plainExports } from './plain-exports.ts';
import { re2jsTables } from './re2js-tables.ts';
import { root } from './setup.mjs';
import { keepSizes, sizesOf } from './sizes.ts';
import { writeWorkerScripts } from './worker-scripts.ts';

const SHEBANG = '#!/usr/bin/env node';

function optionsOf(bundle: Bundle, version: string) {
  return {
    absWorkingDir: root,
    ...(bundle.parts ? inParts(bundle) : inOneFile(bundle)),
    bundle: true,
    minify: true,
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
      plainExports,
    ],
    define: {
      __VERSION__: JSON.stringify(version),
      ...(bundle.platform === 'node' && !bundle.parts && { 'import.meta.url': '__moduleUrl' }),
    },
    logLevel: 'warning',
    metafile: true,
  } satisfies BuildOptions;
}

function inOneFile({ entry, out, platform, executable }: Bundle) {
  const head = executable ? `${SHEBANG}\n` : '';
  const banner = { js: platform === 'node' ? head + MODULE_URL : '' };
  return { entryPoints: [entry], outfile: out, format: 'cjs', banner } satisfies BuildOptions;
}

/** `import.meta.url` for packages that ask for it: a CommonJS bundle has none of its own. */
const MODULE_URL = "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;";

/** `require` for packages that are CommonJS: a module has none of its own. */
const REQUIRE =
  "import{createRequire as __requireOf}from'node:module';const require=__requireOf(import.meta.url);";

/** Modules that load each other. */
function inParts(bundle: Bundle) {
  return {
    entryPoints: { [basename(MAIN_PART, '.mjs')]: bundle.entry },
    outdir: folderOf(bundle),
    outExtension: { '.js': '.mjs' },
    format: 'esm',
    splitting: true,
    banner: {
      js: bundle.platform === 'node' ? REQUIRE : '',
    },
  } satisfies BuildOptions;
}

/** Writes one bundle, tells its size and returns the packages in it. */
async function write(bundle: Bundle, version: string) {
  if (bundle.parts) await rm(`${root}${folderOf(bundle)}`, { recursive: true, force: true });
  const { metafile } = await build(optionsOf(bundle, version));
  const files = Object.keys(metafile.outputs);
  await Promise.all(files.map((path) => shrink(`${root}${path}`, bundle.parts === true)));
  const parts = bundle.parts && (await started(bundle, files, partsOf(bundle, metafile)));
  if (bundle.executable) await chmod(`${root}${bundle.out}`, 0o755);
  const sizes = sizesOf(bundle, parts);
  for (const { what, bytes } of sizes)
    console.log(`${what.padEnd(40)} ${kilobytes(bytes).padStart(8)}`);
  return { sizes, packages: packagesIn(metafile) };
}

/** Minifies a file once more: SWC inlines across the functions of a bundle, which saves a thirtieth of it. */
async function shrink(path: string, module: boolean): Promise<void> {
  const compress = { ecma: 2022, passes: 3, toplevel: true } as const;
  const options = { compress, mangle: { toplevel: true }, ecma: 2022, module } as const;
  const { code } = await minify(await readFile(path, 'utf8'), options);
  await writeFile(path, code);
}

/** Writes what starts a bundle in parts; returns the files that it consists of then. */
async function started(bundle: Bundle, modules: readonly string[], parts: Parts): Promise<Parts> {
  if (bundle.platform === 'browser') return writeWorkerScripts(modules, bundle, parts);
  await writeFile(`${root}${bundle.out}`, starter(bundle));
  return parts;
}

/** Loads the code of a bundle once Node keeps what it compiles, where it can (from 22.1 on). */
function starter(bundle: Bundle): string {
  return `${SHEBANG}
require('node:module').enableCompileCache?.();
import('./${basename(folderOf(bundle))}/${MAIN_PART}');
`;
}

const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
const written: Awaited<ReturnType<typeof write>>[] = [];
for (const bundle of bundles) written.push(await write(bundle, version));
keepSizes(written.flatMap(({ sizes }) => sizes));
const packages = new Set(written.flatMap((each) => each.packages));
await writeFile(join(root, 'dist/NOTICES.txt'), await noticesOf([...packages].sort()));
