import { directivesAround } from '../../syntax/find.ts';
import type { Word } from '../../syntax/tree.ts';
import type { Configuration } from './configuration.ts';
import { isMappingNode, locationAround } from './mappings.ts';
import type { Argument, Node } from './node.ts';

type Uses = Pick<Configuration, 'acting'>;

/**
 * False where a key=value parameter written on a node would act on what other Use lines make of its macro: its target's
 * scheme or one of its parameters comes from arguments that these fill differently, or the parameter would replace a
 * word that is more than this parameter, or that they fill differently.
 */
export function canTakeParameter(node: Node, key: string, configuration: Uses): boolean {
  const written = node.args.find((arg) => arg.value.toLowerCase().startsWith(`${key}=`))?.word;
  const replaced = written && isFilled(node, written) ? [written] : [];
  return (
    replaced.every(({ value }) => value.toLowerCase().startsWith(`${key}=`)) &&
    isFilledAlike(node, [...wordsThatMatter(node), ...replaced], configuration)
  );
}

/** False where a line, or the section around it, is another one by what other Use lines make of its macro. */
export function isOneForAll(node: Node, configuration: Uses): boolean {
  const around = node.parent && node.parent.name !== 'virtualhost' ? node.parent : undefined;
  const words = [...node.directive.args, ...(around?.directive.args ?? [])];
  return isFilledAlike(node, words, configuration);
}

/** True where all Use lines of the macros around a node have the same text in place of the parameters in some words. */
export function isFilledAlike(node: Node, words: readonly Word[], { acting }: Uses): boolean {
  return macrosAround(node).every(({ name, parameters }) => {
    const uses = acting
      .map((each) => each.node)
      .filter((use) => use.name === 'use' && use.argument(0).toLowerCase() === name);
    return parametersIn(words, parameters).every((parameter) => {
      const at = parameters.indexOf(parameter) + 1;
      return new Set(uses.map((use) => use.argument(at))).size <= 1;
    });
  });
}

/** What a Use line gives for one of the words of its macro. */
interface Filling {
  readonly use: Node;
  readonly argument: Argument;
  /** The argument with which another text comes to stand in place of the filled one. */
  readonly with: (text: string) => string;
}

/** How the Use line that a line comes from fills the end of one of its arguments, if that changes nothing else. */
export function fillingOf(node: Node, filled: Argument, { acting }: Uses): Filling | undefined {
  const [macro, ...others] = macrosAround(node);
  const parameter = macro && parametersIn([filled.word], macro.parameters)[0];
  const used = node.chain.at(-1);
  if (!macro || others.length > 0 || parameter === undefined || !used) return undefined;
  const uses = acting
    .map((each) => each.node)
    .filter(({ place }) => place.uri === used.uri && place.start === used.start);
  const [use] = uses;
  const argument = use?.args[macro.parameters.indexOf(parameter) + 1];
  const { value } = filled.word;
  const isSole = uses.length === 1 && macro.text.split(parameter).length === 2;
  if (!use || !argument || !isSole || !use.literal || !value.endsWith(parameter)) return undefined;
  const at = value.length - parameter.length;
  const own = filled.value.slice(at);
  return { use, argument, with: (text) => argument.value.replace(own, () => text.slice(at)) };
}

function isFilled(node: Node, word: Word): boolean {
  return macrosAround(node).some(({ parameters }) => parametersIn([word], parameters).length > 0);
}

function parametersIn(words: readonly Word[], parameters: readonly string[]): readonly string[] {
  return parameters.filter(
    (parameter) => parameter !== '' && words.some(({ value }) => value.includes(parameter)),
  );
}

interface MacroHead {
  readonly name: string;
  readonly parameters: readonly string[];
  /** What is written in it. */
  readonly text: string;
}

function macrosAround(node: Node): readonly MacroHead[] {
  if (node.chain.length === 0) return [];
  return directivesAround(node.tree, node.directive)
    .filter((directive) => directive.name.value.toLowerCase() === 'macro')
    .map(({ args, block }) => {
      const [name = '', ...parameters] = args.map((word) => word.value);
      const text = node.tree.text.slice(block?.start, block?.end);
      return { name: name.toLowerCase(), parameters, text };
    });
}

/**
 * The words that tell what parameters a line takes: all but a mapping's path, a target whose scheme is literal, and what
 * is name=value with a literal name.
 */
function wordsThatMatter(node: Node): readonly Word[] {
  const { args } = node.directive;
  const path = isMappingNode(node) && !locationAround(node) ? (args[0]?.value === '~' ? 2 : 1) : 0;
  const section = node.parent?.name === 'proxy' ? node.parent.directive.args : [];
  return [...args.slice(path), ...section].filter(
    ({ value }) => !/^(?:(?:https?|wss?):\/\/|[a-z]+=)/i.test(value),
  );
}
