import * as l10n from '@vscode/l10n';
import type { Directive, SyntaxTree, Word } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Names, NameUse } from '../language.ts';
import { readCondition } from './checks/condition-words.ts';
import { conditionStart } from './condition-start.ts';
import { wordingOf } from './wording.ts';

/** Sections without a name that anything else could use. */
const NAMELESS = new Set(['global', 'traces']);

/** Keywords whose first argument names a section. */
export const NAMED_FIRST = wordTable<string>({
  use_backend: 'backend',
  default_backend: 'backend',
  'use-fcgi-app': 'fcgi-app',
  errorfiles: 'http-errors',
});
/** Words within a line after which the name of a section stands. */
export const NAMED_AFTER = wordTable<string>({
  resolvers: 'resolvers',
  peers: 'peers',
  mailers: 'mailers',
  'cache-use': 'cache',
  'cache-store': 'cache',
  table: 'backend',
});
/** Names of sections that stand in parentheses or after a sign: `http_auth(staff)`, `nbsrv(app)`, `ring@logs`. */
const NAMED_WITHIN: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/\bhttp_auth(?:_group)?\(([\w.:-]+)\)/g, 'userlist'],
  [
    /\b(?:nbsrv|connslots|queue|avg_queue|be_(?:conn|conn_free|sess_rate)|srv_\w+|table_\w+)\(([\w.:-]+)[),/]/g,
    'backend',
  ],
  [/\bring@([\w.:-]+)/g, 'ring'],
];

/** Names of HAProxy: sections, and within their section acls and servers. */
export const names: Names = {
  uses: (tree) =>
    [...tree.root.directives.flatMap((section) => usesIn(section, tree)), ...memberUses(tree)].sort(
      (a, b) => a.start - b.start,
    ),
  scopeAt: ([section]) => section && scopeOf(section),
  reject: (_kind, name) =>
    /^[\w.:-]+$/.test(name)
      ? undefined
      : l10n.t('A name has letters, digits, dots, colons, hyphens and underscores only.'),
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

function scopeOf(section: Directive): string {
  return `${section.name.value} ${section.start}`;
}

function usesIn(section: Directive, tree: SyntaxTree): readonly NameUse[] {
  const { name, args, block } = section;
  const [first] = args;
  const own = block && first && !NAMELESS.has(name.value) ? sectionUses(section, first) : [];
  const lines = block?.directives.flatMap((line) => usesOf(line, section, tree)) ?? [];
  return [...own, ...lines];
}

function usesOf(directive: Directive, section: Directive, tree: SyntaxTree): readonly NameUse[] {
  const { name, args } = directive;
  const [first] = args;
  if (!first) return [];
  const scope = scopeOf(section);
  const within = args
    .filter(({ value }) => /[(@]/.test(value))
    .flatMap((word) => usesWithin(word, tree));
  if (name.value === 'acl') return [use('acl', first, 'definition', directive, scope), ...within];
  const target = NAMED_FIRST.get(name.value);
  return [
    ...(target && !first.value.includes('%') ? [use(target, first, 'reference')] : []),
    ...serverUses(directive, first, scope),
    ...afterUses(args),
    ...within,
    ...conditionUses(directive, scope),
  ];
}

function serverUses(directive: Directive, first: Word, scope: string): readonly NameUse[] {
  const { name } = directive;
  if (name.value === 'server') return [use('server', first, 'definition', directive, scope)];
  return name.value === 'use-server' ? [use('server', first, 'reference', undefined, scope)] : [];
}

function afterUses(args: readonly Word[]): readonly NameUse[] {
  return args.flatMap((word, i) => {
    const kind = NAMED_AFTER.get(args[i - 1]?.value ?? '');
    if (!kind) return [];
    const [name = ''] = word.value.split('/');
    const end = word.quote === '' ? word.start + name.length : word.end;
    return [use(kind, { ...word, value: name, end }, 'reference')];
  });
}

/** A server by its section and name: `srv_is_up(app/one)`, `track app/one`; behind `track`, also by its name alone. */
const MEMBER = /\bsrv_\w+\(([\w.:-]+)\/([\w.:-]+)\)|^(?:([\w.:-]+)\/)?([\w.:-]+)$/g;

/** Servers that are named from elsewhere, as far as their section stands in the same file. */
function memberUses(tree: SyntaxTree): readonly NameUse[] {
  const scopes = new Map(
    tree.root.directives
      .filter(({ name }) => /^(?:backend|listen)$/.test(name.value))
      .map((section) => [section.args[0]?.value, scopeOf(section)]),
  );
  return tree.root.directives.flatMap((section) =>
    (section.block?.directives ?? []).flatMap(({ args }) =>
      args.flatMap((word, i) => {
        const tracked = args[i - 1]?.value === 'track';
        if (word.quote !== '' || !(tracked || word.value.includes('srv_'))) return [];
        return [...word.value.matchAll(MEMBER)].flatMap((match) =>
          memberUse(match, word, scopes, tracked ? scopeOf(section) : undefined),
        );
      }),
    ),
  );
}

function memberUse(
  match: RegExpMatchArray,
  word: Word,
  scopes: ReadonlyMap<string | undefined, string>,
  own: string | undefined,
): readonly NameUse[] {
  const [whole, called, server, tracked, member = server ?? ''] = match;
  if (called === undefined && own === undefined) return [];
  const backend = called ?? tracked;
  const scope = backend === undefined ? own : scopes.get(backend);
  const end = word.start + (match.index ?? 0) + whole.length - (called === undefined ? 0 : 1);
  const place = (name: string, stop: number) => ({ name, start: stop - name.length, end: stop });
  const head = tracked === undefined ? [] : [place(tracked, end - member.length - 1)];
  return [
    ...head.map((at): NameUse => ({ kind: 'backend', role: 'reference', ...at })),
    ...(scope === undefined
      ? []
      : [{ kind: 'server', role: 'reference' as const, scope, ...place(member, end) }]),
  ];
}

function usesWithin(word: Word, tree: SyntaxTree): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  return NAMED_WITHIN.flatMap(([pattern, kind]) =>
    [...raw.matchAll(pattern)].map((match): NameUse => {
      const name = match[1] as string;
      const start = word.start + match.index + match[0].indexOf(name, match[0].search(/[(@]/));
      return { kind, name, role: 'reference', start, end: start + name.length };
    }),
  );
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

/** The acls that the condition of a line names. */
function conditionUses(line: Directive, scope: string): readonly NameUse[] {
  const { values } = wordingOf(line);
  const start = conditionStart(values);
  const words = start < 0 ? [] : line.args.slice(start, values.length - 1);
  return readCondition(words).acls.map((word) => use('acl', word, 'reference', undefined, scope));
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
