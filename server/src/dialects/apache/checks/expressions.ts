import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePerText } from '../../once.ts';
import type { Met } from '../configuration.ts';
import { grammarProblem, type Problem } from './expression-grammar.ts';
import { faultAtArgument } from './fault.ts';
import { expressionVariables } from './option-data.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

const KNOWN = new Set(expressionVariables);

/**
 * httpd: `Cannot parse condition clause: syntax error, …`, `Can't parse envclause/expression`, `Cannot parse expression
 * in require line`, `Variable 'X' does not exist`, of which only misspellings are told, since modules bring variables.
 */
export function expressions({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const index = indexOf(each);
    const word = index === undefined ? undefined : each.node.args[index];
    if (index === undefined || !word || !isSettledWord(word)) return [];
    const problem = problemIn(word.value.replace(/^expr=/, ''));
    if (problem === undefined) return [];
    const message = l10n.t`${problem}, and httpd refuses the file.`;
    return [faultAtArgument(each, index, { code: 'invalid-expression', message })];
  });
}

/** Which argument of a directive is a condition in httpd's language of expressions. */
function indexOf({ node }: Met): number | undefined {
  const { name, args, directive } = node;
  if (directive.block) return /^(?:if|elseif)$/.test(name) && args.length === 1 ? 0 : undefined;
  if (name === 'setenvifexpr') return 0;
  if (name === 'rewritecond') return node.argument(0).toLowerCase() === 'expr' ? 1 : undefined;
  const last = args.length - 1;
  if (name === 'require') return last === 1 && node.argument(0) === 'expr' ? 1 : undefined;
  const conditional = name === 'header' || name === 'requestheader';
  return conditional && last > 2 && /^expr=/.test(node.argument(last)) ? last : undefined;
}

const problemIn = oncePerText(
  (source: string): Problem | undefined => grammarProblem(source) ?? variableProblem(source),
);

/** A variable as an expression writes it. */
function used(name: string): string {
  return `%{${name}}`;
}

function variableProblem(source: string): Problem | undefined {
  for (const [, name = ''] of source.matchAll(/%\{(\w+)\}/g)) {
    const meant = KNOWN.has(name.toUpperCase()) ? undefined : nearest(name.toUpperCase(), KNOWN);
    if (meant !== undefined)
      return l10n.t`The expression has ${used(name)}, which httpd does not know: write ${used(meant)}`;
  }
  return undefined;
}
