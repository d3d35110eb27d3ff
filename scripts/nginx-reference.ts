import { Format, getDirectives, getVariables } from '@nginx/reference-lib';
import type { Platform, Plugin } from 'esbuild';
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
      contents: compactModule(build.initialOptions.platform),
      loader: 'js',
      resolveDir: root,
    }));
  },
};

function compactModule(platform: Platform | undefined): string {
  const directives = getDirectives(Format.Markdown).map((one) => [
    one.name,
    one.module,
    one.syntax,
    one.contexts,
    Number(one.isBlock),
    one.default,
    firstSentence(one.description),
  ]);
  const variables = getVariables(Format.Markdown).map((one) => [
    one.name,
    one.module,
    firstSentence(one.description),
  ]);
  return `
${compressedValue('reference', { directives: columnsOf(directives), variables: columnsOf(variables) }, platform)}
export const Format = { Markdown: 1, HTML: 2 };
function rowsOf(columns, row) {
  return columns[0].map((_, i) => row(...columns.map((column) => column[i])));
}
export function getDirectives() {
  return rowsOf(reference().directives, (name, module, syntax, contexts, block, byDefault, description) => (
    { name, module, syntax, contexts, isBlock: block === 1, default: byDefault, description }));
}
export function getVariables() {
  return rowsOf(reference().variables, (name, module, description) => ({ name, module, description }));
}
`;
}

/** The same values column by column, in which like stands beside like: that compresses better by an eighth. */
function columnsOf(rows: readonly (readonly unknown[])[]): readonly (readonly unknown[])[] {
  return (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
}
