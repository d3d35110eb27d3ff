import { Format, getDirectives, getVariables } from '@nginx/reference-lib';
import type { Plugin } from 'esbuild';
import { firstSentence } from '../server/src/dialects/nginx/summary.ts';
import { compressedValue } from './compressed.ts';
import { root } from './setup.mjs';

/**
 * Puts the first sentences of NGINX's directive reference into a bundle in place of the whole of it, which is three
 * times as large as a server may be. The module keeps the two functions of `@nginx/reference-lib` that are used.
 */
export const nginxReference: Plugin = {
  name: 'nginx-reference',
  setup(build) {
    build.onLoad({ filter: /[\\/]@nginx[\\/]reference-lib[\\/].*\.js$/ }, () => ({
      contents: compactModule(),
      loader: 'js',
      resolveDir: root,
    }));
  },
};

function compactModule(): string {
  const modules: Record<string, unknown[]> = {};
  for (const one of getDirectives(Format.Markdown)) {
    const row = [
      one.name,
      one.syntax,
      one.contexts,
      Number(one.isBlock),
      one.default,
      firstSentence(one.description),
    ];
    modules[one.module] ??= [];
    modules[one.module]?.push(row);
  }
  const variables = getVariables(Format.Markdown).map((one) => [
    one.name,
    one.module,
    firstSentence(one.description),
  ]);
  return `
${compressedValue('reference', { modules, variables })}
export const Format = { Markdown: 1, HTML: 2 };
export function getDirectives() {
  return Object.entries(reference().modules).flatMap(([module, rows]) =>
    rows.map(([name, syntax, contexts, block, byDefault, description]) => (
      { name, module, syntax, contexts, isBlock: block === 1, default: byDefault, description })));
}
export function getVariables() {
  return reference().variables.map(([name, module, description]) => ({ name, module, description }));
}
`;
}
