import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { unusedModules } from './lean-features.ts';
import { root } from './setup.mjs';

/** What a server runs of the protocol's types: its own sources, and those of the packages that carry the protocol. */
const USERS = [
  'server/src/**/*.ts',
  'node_modules/vscode-languageserver/lib/**/*.js',
  'node_modules/vscode-languageserver-protocol/lib/**/*.js',
];
/** How a name of the types is written where it is used. */
const USES = /languageserver_(?:types|protocol)_1\.\w+|import \{[^}]*\}/g;
/** A namespace of the types, or a class. */
const PART =
  /(?:export )?(?:var (?<name>\w+);\n\(function \(\k<name>\) \{[\s\S]*?\n\}\)\(\k<name>.*|class (?<title>\w+) \{[\s\S]*?\n\})\n/g;

/** Leaves out namespaces of vscode-languageserver-types that nothing uses: one module asks for all, so esbuild keeps all. */
export const leanTypes: Plugin = {
  name: 'lean-types',
  setup(build) {
    const filter = /vscode-languageserver-types[\\/]lib[\\/]esm[\\/]main\.js$/;
    build.onLoad({ filter }, async ({ path }) => {
      const text = (await readFile(path, 'utf8')).replaceAll('\r\n', '\n');
      const bodies = new Map(
        [...text.matchAll(PART)].map((match) => [nameOf(match.groups), match[0]]),
      );
      const needed = new Set<string>();
      const visit = (source: string): void => {
        for (const [name] of source.matchAll(/\b\w+\b/g)) {
          const body = needed.has(name) ? undefined : bodies.get(name);
          needed.add(name);
          if (body !== undefined) visit(body);
        }
      };
      visit(text.replace(PART, ''));
      visit(await namesUsed());
      const kept = text.replace(PART, (body, ...rest) =>
        needed.has(nameOf(rest.at(-1))) ? body : '',
      );
      return { contents: kept, loader: 'js' };
    });
  },
};

function nameOf(groups: Readonly<Record<string, string | undefined>> | undefined): string {
  return groups?.name ?? groups?.title ?? '';
}

async function namesUsed(): Promise<string> {
  const paths = USERS.flatMap((pattern) => globSync(pattern, { cwd: root })).filter(
    (path) => !unusedModules.test(path),
  );
  const texts = await Promise.all(paths.map((path) => readFile(join(root, path), 'utf8')));
  return texts
    .flatMap((text) => text.match(USES) ?? [])
    .join(' ')
    .replaceAll(/\btype \w+/g, '');
}
