import { directivesAround } from '../../syntax/find.ts';
import type { Word } from '../../syntax/tree.ts';
import type { Configuration } from './configuration.ts';
import { isMappingNode, locationAround } from './mappings.ts';
import { argument, type Node } from './node.ts';

/**
 * False where a key=value parameter written on a node would act on what other Use lines make of its macro: its target's
 * scheme or one of its parameters comes from arguments that these fill differently, or the parameter would replace the
 * word that such an argument fills.
 */
export function canTakeParameter(
  node: Node,
  key: string,
  { met }: Pick<Configuration, 'met'>,
): boolean {
  return macrosAround(node).every(({ name, parameters }) => {
    const fills = (word: Word) =>
      parameters.filter((parameter) => parameter !== '' && word.value.includes(parameter));
    const written = node.args.find((arg) => arg.value.toLowerCase().startsWith(`${key}=`));
    if (written && fills(written.word).length > 0) return false;
    const filling = wordsThatMatter(node).flatMap(fills);
    const uses = met
      .map((each) => each.node)
      .filter((use) => use.name === 'use' && argument(use, 0).toLowerCase() === name);
    return filling.every((parameter) => {
      const at = parameters.indexOf(parameter) + 1;
      return new Set(uses.map((use) => argument(use, at))).size <= 1;
    });
  });
}

interface MacroHead {
  readonly name: string;
  readonly parameters: readonly string[];
}

function macrosAround(node: Node): readonly MacroHead[] {
  if (node.chain.length === 0) return [];
  return directivesAround(node.tree, node.directive)
    .filter((directive) => directive.name.value.toLowerCase() === 'macro')
    .map(({ args }) => {
      const [name = '', ...parameters] = args.map((word) => word.value);
      return { name: name.toLowerCase(), parameters };
    });
}

/** The words that tell what parameters a line takes: all but a mapping's path and a target whose scheme is literal. */
function wordsThatMatter(node: Node): readonly Word[] {
  const { args } = node.directive;
  const path = isMappingNode(node) && !locationAround(node) ? (args[0]?.value === '~' ? 2 : 1) : 0;
  const section = node.parent?.name === 'proxy' ? node.parent.directive.args : [];
  return [...args.slice(path), ...section].filter(
    ({ value }) => !/^(?:https?|wss?):\/\//i.test(value),
  );
}
