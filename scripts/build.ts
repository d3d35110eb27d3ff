import { existsSync } from 'node:fs';
import { chmod, readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type Bundle, bundles, kilobytes } from './bundles.ts';
import { nginxReference } from './nginx-reference.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

function optionsOf(bundle: Bundle, version: string): BuildOptions {
  return {
    absWorkingDir: root,
    entryPoints: [bundle.entry],
    outfile: bundle.out,
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: bundle.platform,
    target: bundle.platform === 'node' ? 'node20' : 'es2022',
    mainFields: bundle.platform === 'node' ? ['module', 'main'] : ['browser', 'module', 'main'],
    external: [...(bundle.external ?? [])],
    legalComments: 'none',
    plugins: [nginxReference],
    define: { __VERSION__: JSON.stringify(version), ...moduleUrl(bundle).define },
    banner: {
      js: [bundle.executable ? '#!/usr/bin/env node' : '', moduleUrl(bundle).code]
        .join('\n')
        .trim(),
    },
    logLevel: 'warning',
  };
}

/** `import.meta.url` for packages that ask for it: a CommonJS bundle has none of its own. */
function moduleUrl({ platform }: Bundle): { define: Record<string, string>; code: string } {
  if (platform !== 'node') return { define: {}, code: '' };
  return {
    define: { 'import.meta.url': '__moduleUrl' },
    code: "const __moduleUrl = require('node:url').pathToFileURL(__filename).href;",
  };
}

/** Writes one bundle and tells its size; false where it is over its budget. */
async function write(bundle: Bundle, version: string): Promise<boolean> {
  await build(optionsOf(bundle, version));
  if (bundle.executable) await chmod(`${root}${bundle.out}`, 0o755);
  const { size } = await stat(`${root}${bundle.out}`);
  const line = `${bundle.out.padEnd(24)} ${kilobytes(size).padStart(8)}`;
  const fits = size <= bundle.budget;
  console.log(fits ? line : `${line}: more than its budget of ${kilobytes(bundle.budget)}`);
  return fits;
}

const { version } = JSON.parse(await readFile(`${root}package.json`, 'utf8'));
for (const bundle of bundles) {
  if (existsSync(`${root}${bundle.entry}`)) {
    if (!(await write(bundle, version))) process.exitCode = 1;
  } else console.log(`${bundle.out.padEnd(24)} not built: ${bundle.entry} is missing`);
}
