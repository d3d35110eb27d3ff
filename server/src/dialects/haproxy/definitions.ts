import { oncePer } from '../once.ts';
import type { Section } from './configuration.ts';
import { parseFormat } from './expressions.ts';
import { lineage } from './lines-in-force.ts';
import { argsOf } from './rule-words.ts';

/** Variables that are put in one another's place, at most. */
const MOST_STEPS = 4;

/** An expression in which what the section's rules put into a variable stands in its place. */
export function resolved(expression: string, proxy: Section | undefined): string {
  let text = expression;
  for (let step = 0; proxy && step < MOST_STEPS; step++) {
    const [whole = '', name = ''] = /^var\(([\w.]+)(?:,[^)]*)?\)/.exec(text) ?? [];
    const definition = whole === '' ? undefined : definitionsOf(proxy).get(name);
    if (definition === undefined) return text;
    text = definition + text.slice(whole.length);
  }
  return text;
}

/** What the rules of a section put into each variable; of several the first. */
const definitionsOf = oncePer((proxy: Section): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  for (const line of lineage(proxy).flatMap((section) => section.lines)) {
    const [, kind, name = ''] =
      /^set-var(-fmt)?\(([\w.]+)/.exec(
        line.words.slice(1, 3).find((word) => word.startsWith('set-var')) ?? '',
      ) ?? [];
    if (name === '' || found.has(name)) continue;
    const args = argsOf(line).filter((word) => !word.startsWith('set-var'));
    const text = kind === undefined ? args.join('') : onlySample(args[0] ?? '');
    if (text !== undefined) found.set(name, text);
  }
  return found;
});

/** The expression of a format that holds nothing else. */
function onlySample(format: string): string | undefined {
  const [piece, ...others] = parseFormat(format);
  return piece?.kind === 'sample' && others.length === 0 ? piece.text : undefined;
}
