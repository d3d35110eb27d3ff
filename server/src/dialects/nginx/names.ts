import * as l10n from '@vscode/l10n';
import { type Directive, type SyntaxTree, type Word, walk } from '../../syntax/tree.ts';
import type { Names, NameUse } from '../language.ts';
import { definingIndex, NAMED_GROUP } from './defining.ts';
import { definition, reference, referenceWithin, variablesIn } from './name-uses.ts';
import { outline } from './outline.ts';
import { isOwnVariable, variableFacts } from './vocabulary.ts';
import { zoneUses } from './zones.ts';

/** Names of nginx: upstreams, named locations, variables of the file, zones, log formats. */
export const names: Names = {
  uses: (tree) => {
    const directives = [...walk(tree.root)];
    const carried = carriedWords(directives);
    return directives
      .flatMap((directive) => usesOf(directive, tree, carried))
      .sort((a, b) => a.start - b.start);
  },
  isFixed: (kind, name) => kind === 'variable' && variableFacts().has(`$${name}`),
  reject: (kind, name) => {
    if (kind === 'variable') {
      const variable = `$${name}`;
      if (isOwnVariable(name)) return l10n.t`nginx itself defines ${variable}.`;
      return /^\w+$/.test(name)
        ? undefined
        : l10n.t('A variable has letters, digits and underscores only.');
    }
    if (kind === 'named location')
      return /^@[^\s;{}]+$/.test(name) ? undefined : l10n.t('A named location begins with @.');
    return /^[^\s;{}"'$]+$/.test(name)
      ? undefined
      : l10n.t('A name has no white space, quotes, braces or semicolons.');
  },
  outline,
};

function usesOf(
  directive: Directive,
  tree: SyntaxTree,
  carried: ReadonlyMap<number, string>,
): readonly NameUse[] {
  const uses = [...definitionsOf(directive), ...locationReferences(directive)];
  const { value } = directive.name;
  const [first] = directive.args;
  const words = [directive.name, ...directive.args].filter((word) => /\$|\(\?/.test(word.value));
  for (const word of words) uses.push(...groupDefinitions(word, tree));
  const target = first && /^\w+_pass$/.test(value) ? first : undefined;
  if (target) uses.push(...upstreamReference(target, tree));
  for (const word of carried.size > 0 ? [directive.name, ...directive.args] : []) {
    const by = carried.get(word.start);
    if (by !== undefined) uses.push(...upstreamReference(word, tree, by));
  }
  uses.push(...zoneUses(directive, tree));
  if (words.length === 0) return uses;
  const defined = new Set(uses.filter((use) => use.kind === 'variable').map((use) => use.start));
  for (const word of words) {
    const by = word === target ? '' : carried.get(word.start);
    uses.push(...variableReferences(word, tree, by).filter((use) => !defined.has(use.start)));
  }
  return uses;
}

function definitionsOf(directive: Directive): readonly NameUse[] {
  const { name, args } = directive;
  const [first] = args;
  if (name.value === 'upstream' && first)
    return [definition('upstream', first, first.value, directive)];
  if (name.value === 'location' && first?.value.startsWith('@'))
    return [definition('named location', first, first.value, directive)];
  const index = definingIndex(name.value);
  const defining = index === undefined ? undefined : args.at(index);
  return defining ? variableDefinition(defining, directive) : [];
}

function locationReferences({ name, args }: Directive): readonly NameUse[] {
  if (name.value !== 'try_files' && name.value !== 'error_page') return [];
  return args
    .filter((word) => word.value.startsWith('@'))
    .map((word) => reference('named location', word, word.value));
}

/** The name stands after its dollar sign. */
function variableDefinition(word: Word, directive: Directive): readonly NameUse[] {
  if (!/^\$\w+$/.test(word.value) || word.quote !== '') return [];
  return [
    definition(
      'variable',
      { start: word.start + 1, end: word.end },
      word.value.slice(1),
      directive,
    ),
  ];
}

function groupDefinitions(word: Word, tree: SyntaxTree): readonly NameUse[] {
  if (!word.value.includes('(?')) return [];
  const raw = tree.text.slice(word.start, word.end);
  return [...raw.matchAll(NAMED_GROUP)].map((match) => {
    const start = word.start + match.index + match[0].length - 1 - (match[1] as string).length;
    const span = { start, end: start + (match[1] as string).length };
    return definition('variable', span, match[1] as string, word);
  });
}

/** `by`: what the word is a value of; the variable that names the host of an address is handed on to it. */
function variableReferences(word: Word, tree: SyntaxTree, by?: string): readonly NameUse[] {
  const host = by === undefined ? undefined : /^(?:\w+:\/\/)?\$\{?(\w+)/.exec(word.value)?.[1];
  return variablesIn(word, tree).map((use) =>
    by !== undefined && use.name === host ? { ...use, by } : use,
  );
}

/** The host that a request is passed to may name an upstream; whether it does, the definitions tell. */
function upstreamReference(word: Word, tree: SyntaxTree, by?: string): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  const match =
    /^["']?(?:(?:\w+|\$\w+|\$\{\w+\}):\/\/)?([^/:?#$"'\s)]+)(?=[/:?#"')]|$)(?!:\/\/)/.exec(raw);
  if (!match || match[1] === 'unix') return [];
  const use = referenceWithin(word, 'upstream', match);
  return [by === undefined ? use : { ...use, by }];
}

/**
 * What a variable is given, or is compared with, by the place of the word: where requests are passed to the variable
 * (`proxy_pass http://$pool`), or to one that it gives its value to, it may name an upstream. What clients and nginx
 * itself give a variable is compared with anything.
 */
function carriedWords(directives: readonly Directive[]): ReadonlyMap<number, string> {
  const carried = new Map<number, string>();
  const carry = (variable: Word | undefined, words: readonly (Word | undefined)[]) => {
    const name = /^\(?\$\{?(\w+)\}?$/.exec(variable?.value ?? '')?.[1];
    if (name !== undefined) for (const word of words) if (word) carried.set(word.start, name);
  };
  for (const { name, args, block } of directives) {
    const inner = block?.directives ?? [];
    if (name.value === 'set') carry(args[0], [args[1]]);
    else if (name.value === 'if') {
      const at = args.findIndex(({ value }) => /^!?=$/.test(value));
      if (isFree(args[at - 1])) carry(args[at - 1], [args[at + 1]]);
    } else if (/^(?:map|geo|split_clients)$/.test(name.value)) {
      carry(
        args.at(-1),
        inner.map((each) => each.args[0]),
      );
      if (name.value === 'map' && isFree(args[0]))
        carry(
          args[0],
          inner.map((each) => each.name),
        );
    }
  }
  return carried;
}

/** True for a variable that nginx does not define. */
function isFree(word: Word | undefined): boolean {
  return !isOwnVariable(word?.value.replace(/[({$})]/g, '') ?? '');
}
