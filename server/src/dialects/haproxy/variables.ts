import type { Line } from './configuration.ts';
import type { Context } from './exchange.ts';
import { parseExpression } from './expressions.ts';
import { formatText } from './formats.ts';
import { argsOf } from './rule-words.ts';
import { sampleOf, str, textOf, unknownSample } from './samples.ts';

/** What `set-var` and `set-var-fmt` rules do; `argument` is what stands in their parentheses. */
export function setVariable(line: Line, argument: string, context: Context): void {
  if (line.words[1]?.startsWith('set-var-fmt')) {
    const [name = '', ...conditions] = argument.split(',');
    const value = str(formatText(line.words[2] ?? '', context));
    if (isAllowed(name, conditions, context)) context.variables.set(name, value);
    return;
  }
  assign(argument, argsOf(line), context);
}

/** Gives a variable the value of an expression; `target` is its name, with conditions such as `ifnotexists` behind it. */
export function assign(target: string, expression: readonly string[], context: Context): void {
  const [name = '', ...conditions] = target.split(',');
  if (!isAllowed(name, conditions, context)) return;
  const parsed = parseExpression(expression.join(''));
  context.variables.set(name, parsed ? sampleOf(parsed, context) : unknownSample);
}

function isAllowed(name: string, conditions: readonly string[], { variables }: Context): boolean {
  const known = variables.get(name);
  const exists = known !== undefined && textOf(known) !== undefined;
  return (
    !(exists && conditions.includes('ifnotexists')) && !(!exists && conditions.includes('ifexists'))
  );
}

/** The variables that the rules for the response see: the scope of the request is gone by then (measured on 2.6.12). */
export function lastingVariables(variables: Context['variables']): Context['variables'] {
  return new Map([...variables].filter(([name]) => !name.startsWith('req.')));
}
