import * as l10n from '@vscode/l10n';
import { type Directive, type SyntaxTree, type Word, walk } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Names, NameUse, OutlineKind } from '../language.ts';

/** Names of httpd: what Define defines, macros and their parameters, balancers, rewrite maps, log formats. */
export const names: Names = {
  uses: (tree) =>
    [...walk(tree.root)]
      .flatMap((directive) => usesOf(directive, tree))
      .sort((a, b) => a.start - b.start),
  scopeAt: (around) => {
    const macro = around.findLast(({ name }) => name.value.toLowerCase() === 'macro');
    return macro && scopeOf(macro);
  },
  reject: (kind, name) => {
    if (kind === PARAMETER)
      return /^[$@%]\w+$/.test(name)
        ? undefined
        : l10n.t('A parameter begins with $, @ or %, and letters, digits or underscores follow.');
    return /^[\w.-]+$/.test(name)
      ? undefined
      : l10n.t('A name has letters, digits, dots, hyphens and underscores only.');
  },
  outline,
};

function usesOf(directive: Directive, tree: SyntaxTree): readonly NameUse[] {
  const naming = directive.args.filter(({ value }) => /\$\{|balancer:/i.test(value));
  const words = naming.flatMap((word) => [
    ...referencesIn(word, tree),
    ...balancerIn(word, tree, directive.name.value.toLowerCase()),
  ]);
  return [...namedBy(directive), ...words, ...parametersOf(directive, tree)];
}

/** The parameters of a macro, and where its body uses them; they mean the same within it alone. */
function parametersOf(directive: Directive, tree: SyntaxTree): readonly NameUse[] {
  const { name, args, block } = directive;
  if (!block || name.value.toLowerCase() !== 'macro') return [];
  const scope = scopeOf(directive);
  const parameters = args.slice(1).filter(({ value }) => /^[$@%]\w+$/.test(value));
  if (parameters.length === 0) return [];
  const body = [...walk(block)].flatMap((inner) => [inner.name, ...inner.args]);
  return parameters.flatMap(({ value, start, end }) => [
    { kind: PARAMETER, name: value, role: 'definition', scope, start, end } as const,
    ...body.flatMap((word) => usesOfParameter(word, value, scope, tree)),
  ]);
}

const PARAMETER = 'macro parameter';

function scopeOf(macro: Directive): string {
  return `macro ${macro.start}`;
}

function usesOfParameter(
  word: Word,
  name: string,
  scope: string,
  tree: SyntaxTree,
): readonly NameUse[] {
  const found: NameUse[] = [];
  const raw = tree.text.slice(word.start, word.end);
  for (let at = raw.indexOf(name); at >= 0; at = raw.indexOf(name, at + name.length)) {
    if (/^\w/.test(raw.slice(at + name.length))) continue;
    const start = word.start + at;
    found.push({
      kind: PARAMETER,
      name,
      role: 'reference',
      scope,
      start,
      end: start + name.length,
    });
  }
  return found;
}

/** The names that whole words are. */
function namedBy(directive: Directive): readonly NameUse[] {
  const [first, second] = directive.args;
  if (!first) return [];
  switch (directive.name.value.toLowerCase()) {
    case 'define':
      return [use('define', first, 'definition', directive)];
    case 'undefine':
      return [use('define', first, 'reference')];
    case 'ifdefine':
      return directive.block ? [use('define', withoutNegation(first), 'reference')] : [];
    case 'macro':
      return directive.block ? [use('macro', first, 'definition', directive)] : [];
    case 'use':
    case 'undefmacro':
      return [use('macro', first, 'reference')];
    case 'rewritemap':
      return [use('rewrite map', first, 'definition', directive)];
    case 'logformat':
      return second ? [use('log format', second, 'definition', directive)] : [];
    case 'customlog':
      return second && /^[\w.-]+$/.test(second.value)
        ? [use('log format', second, 'reference')]
        : [];
    default:
      return [];
  }
}

function withoutNegation(word: Word): Word {
  const negated = word.value.startsWith('!') ? 1 : 0;
  return {
    ...word,
    value: word.value.slice(negated),
    start: word.start + negated + word.quote.length,
    end: word.end - word.quote.length,
    quote: '',
  };
}

/** httpd reads the names of macros and balancers without regard to case. */
function use(kind: string, word: Word, role: NameUse['role'], whole?: Directive): NameUse {
  const folded = kind === 'macro' ? { folded: word.value.toLowerCase() } : {};
  const span = whole && { whole: { start: whole.start, end: whole.end } };
  return { kind, name: word.value, ...folded, role, start: word.start, end: word.end, ...span };
}

function referencesIn(word: Word, tree: SyntaxTree): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  return [...raw.matchAll(/\$\{([\w.-]+)([}:])/g)].map((match) => {
    const start = word.start + match.index + 2;
    return {
      kind: match[2] === ':' ? 'rewrite map' : 'define',
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
  const folded = match[1].toLowerCase();
  return [{ kind: 'balancer', name: match[1], folded, role, start, end: start + match[1].length }];
}

const OUTLINE = wordTable<OutlineKind>({
  virtualhost: 'server',
  location: 'location',
  locationmatch: 'location',
  proxy: 'upstream',
  macro: 'macro',
});

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
    kind: OUTLINE.get(name.toLowerCase()) ?? 'section',
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
