import { readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { transform } from 'esbuild';
import { type Bundle, folderOf, MAIN_PART } from './bundles.ts';
import { inFiles, type Parts } from './parts.ts';
import { root } from './setup.mjs';

/** Where scripts leave their modules. */
const MODULES = 'self.stigmanProxyLintModules';

/**
 * Turns the modules of a bundle into scripts, since a web worker of VS Code loads no modules: one that holds those of
 * the start and runs them, and one for each other, which is loaded when it is asked for the first time. A client whose
 * worker has another address than the first says in `stigmanProxyLintServer` where that lies.
 */
export async function writeWorkerScripts(
  modules: readonly string[],
  bundle: Bundle,
  parts: Parts,
): Promise<Parts> {
  const scriptOf = (module: string) =>
    parts.start.has(module) ? bundle.out : module.replace(/\.mjs$/, '.js');
  const texts = new Map<string, string>();
  for (const module of modules) {
    const script = scriptOf(module);
    texts.set(script, (texts.get(script) ?? '') + (await registered(module)));
    await rm(join(root, module));
  }
  texts.set(bundle.out, texts.get(bundle.out) + loader(basename(folderOf(bundle))));
  for (const [script, text] of texts) await writeFile(join(root, script), text);
  return inFiles(parts, scriptOf);
}

/** A statement that leaves a module, in the form of CommonJS, under its name, and does not run it. */
async function registered(module: string): Promise<string> {
  const source = await readFile(join(root, module), 'utf8');
  const { code } = await transform(source, {
    format: 'cjs',
    target: 'es2022',
    minify: true,
    supported: { 'dynamic-import': false },
  });
  const name = JSON.stringify(`./${basename(module)}`);
  return `(${MODULES}??={})[${name}]=(module,exports,require)=>{${code}};\n`;
}

/**
 * Runs modules, each once, and loads the scripts of those that are not here yet. One that could not be started, for want
 * of a network perhaps, is tried again when it is asked for again.
 */
function loader(folder: string): string {
  return `
const started = {};
function load(name) {
  if (started[name]) return started[name].exports;
  if (!${MODULES}[name]) {
    const first = new URL(self.stigmanProxyLintServer ?? self.location);
    const script = new URL('${folder}/' + name.replace(/mjs$/, 'js'), first);
    script.search = first.search;
    importScripts(script);
  }
  const module = (started[name] = { exports: {} });
  try {
    ${MODULES}[name](module, module.exports, load);
  } catch (error) {
    delete started[name];
    throw error;
  }
  return module.exports;
}
load('./${MAIN_PART}');
`;
}
