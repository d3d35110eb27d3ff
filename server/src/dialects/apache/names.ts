import { type Directive, type SyntaxTree, type Word, walk } from '../../syntax/tree.ts';
import type { Names, NameUse, OutlineKind } from '../language.ts';

/** Names of httpd: what Define defines, macros, balancers. */
export const names: Names = {
  uses: (tree) =>
    [...walk(tree.root)]
      .flatMap((directive) => usesOf(directive, tree))
      .sort((a, b) => a.start - b.start),
  reject: (_kind, name) =>
    /^[\w.-]+$/.test(name)
      ? undefined
      : 'A name has letters, digits, dots, hyphens and underscores only.',
  outline,
};

function usesOf(directive: Directive, tree: SyntaxTree): readonly NameUse[] {
  const name = directive.name.value.toLowerCase();
  const [first] = directive.args;
  const uses: NameUse[] = [];
  if (first && name === 'define') uses.push(use('define', first, 'definition', directive));
  if (first && name === 'macro' && directive.block)
    uses.push(use('macro', first, 'definition', directive));
  if (first && name === 'use') uses.push(use('macro', first, 'reference'));
  for (const word of directive.args)
    uses.push(...referencesIn(word, tree), ...balancerIn(word, tree, name));
  return uses;
}

function use(kind: string, word: Word, role: NameUse['role'], whole?: Directive): NameUse {
  const span = whole && { whole: { start: whole.start, end: whole.end } };
  return { kind, name: word.value, role, start: word.start, end: word.end, ...span };
}

function referencesIn(word: Word, tree: SyntaxTree): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  return [...raw.matchAll(/\$\{([\w.-]+)\}/g)].map((match) => {
    const start = word.start + match.index + 2;
    return {
      kind: 'define',
      name: match[1] as string,
      role: 'reference',
      start,
      end: start + (match[1] as string).length,
    };
  });
}

/** A balancer is defined by its <Proxy> section and used by mappings. */
function balancerIn(word: Word, tree: SyntaxTree, directive: string): readonly NameUse[] {
  const match = /balancer:\/\/([\w.-]+)/i.exec(tree.text.slice(word.start, word.end));
  if (!match?.[1]) return [];
  const start = word.start + match.index + match[0].length - match[1].length;
  const role = directive === 'proxy' ? 'definition' : 'reference';
  return [{ kind: 'balancer', name: match[1], role, start, end: start + match[1].length }];
}

const OUTLINE: Readonly<Record<string, OutlineKind>> = {
  virtualhost: 'server',
  location: 'location',
  locationmatch: 'location',
  proxy: 'upstream',
  macro: 'macro',
};

function outline(directive: Directive) {
  const name = directive.name.value;
  if (!directive.block) return /^proxypass(match)?$/i.test(name) ? mapping(directive) : undefined;
  const args = directive.args.map((word) => word.value).join(' ');
  const host = directive.block.directives.find(
    (inner) => inner.name.value.toLowerCase() === 'servername',
  );
  return {
    name: `${name} ${args}`.trim(),
    detail: host?.args[0]?.value ?? '',
    kind: OUTLINE[name.toLowerCase()] ?? 'section',
  };
}

function mapping(directive: Directive) {
  const [path = '', ...rest] = directive.args.map((word) => word.value);
  return {
    name: `${directive.name.value} ${path}`,
    detail: rest.join(' '),
    kind: 'location' as const,
  };
}
