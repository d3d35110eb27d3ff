import type { Directive, Word } from '../../syntax/tree.ts';
import type { Names, NameUse } from '../language.ts';

const SECTIONS = new Set([
  'frontend',
  'backend',
  'listen',
  'defaults',
  'userlist',
  'peers',
  'resolvers',
]);

/** Names of HAProxy: sections, and acls within their section. */
export const names: Names = {
  uses: (tree) => tree.root.directives.flatMap(usesIn).sort((a, b) => a.start - b.start),
  reject: (_kind, name) =>
    /^[\w.:-]+$/.test(name)
      ? undefined
      : 'A name has letters, digits, dots, colons, hyphens and underscores only.',
  outline: (directive) => {
    if (!directive.block) return undefined;
    const title = directive.args[0]?.value ?? '';
    const binds = directive.block.directives.filter(
      (line) => line.name.value === 'bind' || line.name.value === 'server',
    );
    const detail = binds
      .map((line) => line.args[line.name.value === 'server' ? 1 : 0]?.value ?? '')
      .join(', ');
    return { name: `${directive.name.value} ${title}`.trim(), detail, kind: 'section' };
  },
};

function usesIn(section: Directive): readonly NameUse[] {
  const { name, args, block } = section;
  const [first] = args;
  const own = block && first && SECTIONS.has(name.value) ? sectionUses(section, first) : [];
  const lines = block?.directives.flatMap((line) => usesOf(line, section)) ?? [];
  return [...own, ...lines];
}

function usesOf(directive: Directive, section: Directive): readonly NameUse[] {
  const { name, args } = directive;
  const [first] = args;
  if (!first) return [];
  const scope = `${section.name.value} ${section.start}`;
  if (name.value === 'acl') return [use('acl', first, 'definition', directive, scope)];
  const target =
    name.value === 'use_backend' || name.value === 'default_backend'
      ? [use('backend', first, 'reference')]
      : [];
  return [...target, ...conditionUses(args, scope)];
}

function sectionUses(directive: Directive, first: Word): readonly NameUse[] {
  const from = directive.args.findIndex((word) => word.value === 'from');
  const parent = from > 0 ? directive.args[from + 1] : undefined;
  const kind = directive.name.value === 'listen' ? 'backend' : directive.name.value;
  return [
    use(kind, first, 'definition', directive),
    ...(parent ? [use('defaults', parent, 'reference')] : []),
  ];
}

/** Words after `if` or `unless` outside braces are acls. */
function conditionUses(args: readonly Word[], scope: string): readonly NameUse[] {
  const start = args.findIndex((word) => word.value === 'if' || word.value === 'unless');
  if (start < 0) return [];
  const found: NameUse[] = [];
  let depth = 0;
  for (const word of args.slice(start + 1)) {
    if (word.value === '{' || word.value === '!{') depth++;
    else if (word.value === '}') depth--;
    else if (depth === 0 && !/^(or|\|\||!)$/.test(word.value) && word.quote === '')
      found.push(aclUse(word, scope));
  }
  return found;
}

function aclUse(word: Word, scope: string): NameUse {
  const negated = word.value.startsWith('!') ? 1 : 0;
  return {
    kind: 'acl',
    name: word.value.slice(negated),
    role: 'reference',
    scope,
    start: word.start + negated,
    end: word.end,
  };
}

function use(
  kind: string,
  word: Word,
  role: NameUse['role'],
  whole?: Directive,
  scope?: string,
): NameUse {
  return {
    kind,
    name: word.value,
    role,
    start: word.start,
    end: word.end,
    ...(whole && { whole: { start: whole.start, end: whole.end } }),
    ...(scope !== undefined && { scope }),
  };
}
