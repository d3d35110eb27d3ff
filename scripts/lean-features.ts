import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** What the protocol's packages have for features that this server does not offer. */
const FEATURES =
  'callHierarchy|fileOperations|inlineCompletion|inlineValue|linkedEditingRange|moniker|notebook|showDocument|textDocumentContent|typeHierarchy';

/** The modules of those features, and one that looks for files by way of a process of its own. */
export const unusedModules = new RegExp(
  `vscode-languageserver(?:-protocol)?/lib/(?:node/files|common/(?:protocol\\.)?(?:${FEATURES}))\\.js$`.replaceAll(
    '/',
    '[\\\\/]',
  ),
);

/** Leaves those parts out; what would mix a feature into a class hands the class on as it is. */
export const leanFeatures: Plugin = {
  name: 'lean-features',
  setup(build) {
    build.onLoad({ filter: unusedModules }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const features = new Set(
        [...text.matchAll(/exports\.(\w+Feature) = /g)].map(([, name]) => name),
      );
      const contents = [...features].map((name) => `exports.${name} = (Base) => Base;`).join('\n');
      return { contents, loader: 'js' };
    });
  },
};
