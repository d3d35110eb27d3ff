import { oncePer } from '../once.ts';
import type { Configuration, Line } from './configuration.ts';
import type { Context } from './exchange.ts';
import { parseExpression } from './expressions.ts';
import { formatText } from './formats.ts';
import { linesWhere } from './lines-in-force.ts';
import { argsOf } from './rule-words.ts';
import { type Sample, str, unknownSample } from './sample.ts';
import { sampleOf } from './samples.ts';

/** What `set-var` and `set-var-fmt` rules do; `argument` is what stands in their parentheses. */
export function setVariable(line: Line, argument: string, context: Context): void {
  const isFormat = line.words[1]?.startsWith('set-var-fmt');
  if (isFormat) give(argument, str(formatText(line.words[2] ?? '', context)), context);
  else assign(argument, argsOf(line), context);
}

/** Gives a variable the value of an expression; `target` is its name, with conditions such as `ifnotexists` behind it. */
export function assign(target: string, expression: readonly string[], context: Context): void {
  const parsed = parseExpression(expression.join(''));
  give(target, parsed ? sampleOf(parsed, context) : unknownSample, context);
}

/** What `ifexists` or `ifnotexists` makes of a variable that may be there or not, cannot be told. */
function give(target: string, value: Sample, { variables }: Context): void {
  const [name = '', ...conditions] = target.split(',');
  const type = variables.get(name)?.type ?? 'none';
  const asked = conditions.includes('ifexists') || conditions.includes('ifnotexists');
  if (asked && type === 'unknown') variables.set(name, unknownSample);
  else if (conditions.includes('ifexists') && type === 'none') return;
  else if (conditions.includes('ifnotexists') && type !== 'none') return;
  else variables.set(name, value);
}

/** The variables that the rules for the response see: the scope of the request is gone by then (measured on 2.6.12). */
export function lastingVariables(variables: Context['variables']): Context['variables'] {
  return new Map([...variables].filter(([name]) => !name.startsWith('req.')));
}

/** Gives variables of the process what the global section sets; what rules make of others cannot be told. */
export function giveProcessVariables(configuration: Configuration, context: Context): void {
  for (const name of namesSet(configuration)) context.variables.set(name, unknownSample);
  for (const { words } of globalLines(configuration)) {
    const [keyword, name = '', ...value] = words;
    if (context.variables.has(name)) continue;
    if (keyword === 'set-var') assign(name, value, context);
    else give(name, str(formatText(value[0] ?? '', context)), context);
  }
}

const globalLines = oncePer((configuration: Configuration) =>
  configuration.globals
    .flatMap(({ lines }) => lines)
    .filter(({ words }) => /^set-var(?:-fmt)?$/.test(words[0] ?? '')),
);

const PROCESS_VARIABLE = /^set-var(?:-fmt)?\((proc\.[^,)]*)/;

const settingLines = linesWhere((words) => words.some((word) => PROCESS_VARIABLE.test(word)));

/** The variables of the process that rules set. */
const namesSet = oncePer((configuration: Configuration): ReadonlySet<string> => {
  const words = configuration.proxies.flatMap(settingLines).flatMap((line) => line.words);
  return new Set(words.flatMap((word) => PROCESS_VARIABLE.exec(word)?.[1] ?? []));
});
