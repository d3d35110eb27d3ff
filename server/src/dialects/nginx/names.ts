import { type Directive, type SyntaxTree, type Word, walk } from '../../syntax/tree.ts';
import type { Span } from '../../text/place.ts';
import type { Names, NameUse, OutlineKind } from '../language.ts';

const DEFINING_BLOCKS = new Set([
  'map',
  'geo',
  'split_clients',
  'perl_set',
  'js_set',
  'auth_request_set',
]);

/** Names of nginx: upstreams, named locations, variables of the file, zones. */
export const names: Names = {
  uses: (tree) =>
    [...walk(tree.root)]
      .flatMap((directive) => usesOf(directive, tree))
      .sort((a, b) => a.start - b.start),
  reject: (kind, name) => {
    if (kind === 'variable')
      return /^\w+$/.test(name)
        ? undefined
        : 'A variable has letters, digits and underscores only.';
    if (kind === 'named location')
      return /^@[^\s;{}]+$/.test(name) ? undefined : 'A named location begins with @.';
    return /^[^\s;{}"'$]+$/.test(name)
      ? undefined
      : 'A name has no white space, quotes, braces or semicolons.';
  },
  outline,
};

function usesOf(directive: Directive, tree: SyntaxTree): readonly NameUse[] {
  const uses: NameUse[] = [];
  const { value } = directive.name;
  const [first] = directive.args;
  if (value === 'upstream' && first)
    uses.push(definition('upstream', first, first.value, directive));
  if (value === 'location' && first?.value.startsWith('@'))
    uses.push(definition('named location', first, first.value, directive));
  if (value === 'set' && first) uses.push(...variableDefinition(first, directive));
  const last = directive.args.at(-1);
  if (DEFINING_BLOCKS.has(value) && last)
    uses.push(...variableDefinition(value.endsWith('_set') ? (first as Word) : last, directive));
  if (value === 'proxy_pass' && first) uses.push(...upstreamReference(first, tree));
  if (value === 'try_files' || value === 'error_page') {
    uses.push(
      ...directive.args
        .filter((word) => word.value.startsWith('@'))
        .map((word) => reference('named location', word, word.value)),
    );
  }
  uses.push(...zoneUses(directive));
  const defined = new Set(uses.filter((use) => use.kind === 'variable').map((use) => use.start));
  for (const word of [directive.name, ...directive.args]) {
    uses.push(...variableReferences(word, tree).filter((use) => !defined.has(use.start)));
  }
  return uses;
}

function definition(kind: string, span: Span, name: string, whole: Span): NameUse {
  return {
    kind,
    name,
    role: 'definition',
    start: span.start,
    end: span.end,
    whole: { start: whole.start, end: whole.end },
  };
}

function reference(kind: string, span: Span, name: string): NameUse {
  return { kind, name, role: 'reference', start: span.start, end: span.end };
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

function variableReferences(word: Word, tree: SyntaxTree): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  if (!raw.includes('$')) return [];
  return [...raw.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map((match) => {
    const start = word.start + match.index + match[0].length - (match[1] as string).length;
    return reference(
      'variable',
      { start, end: start + (match[1] as string).length },
      match[1] as string,
    );
  });
}

/** The host of a proxy_pass may name an upstream; whether it does, the definitions tell. */
function upstreamReference(word: Word, tree: SyntaxTree): readonly NameUse[] {
  const raw = tree.text.slice(word.start, word.end);
  const match = /https?:\/\/([^/:?#$"'\s]+)/.exec(raw);
  if (!match?.[1]) return [];
  const start = word.start + match.index + match[0].length - match[1].length;
  return [reference('upstream', { start, end: start + match[1].length }, match[1])];
}

const ZONE_DEFINITIONS = new Set([
  'limit_req_zone',
  'limit_conn_zone',
  'proxy_cache_path',
  'fastcgi_cache_path',
]);

function zoneUses({ name, args }: Directive): readonly NameUse[] {
  const defines = ZONE_DEFINITIONS.has(name.value);
  if (defines || name.value === 'limit_req') {
    return args.flatMap((word) => zoneWord(word, defines ? 'definition' : 'reference', name.value));
  }
  const [first] = args;
  if (
    first &&
    (name.value === 'proxy_cache' || name.value === 'limit_conn') &&
    /^\w+$/.test(first.value) &&
    first.value !== 'off'
  ) {
    return [reference('zone', first, first.value)];
  }
  return [];
}

function zoneWord(word: Word, role: NameUse['role'], directive: string): readonly NameUse[] {
  const mark = directive.endsWith('cache_path') ? 'keys_zone=' : 'zone=';
  const match =
    word.quote === '' && word.value.startsWith(mark)
      ? /^[^:]+/.exec(word.value.slice(mark.length))
      : undefined;
  if (!match) return [];
  const start = word.start + mark.length;
  return [{ kind: 'zone', name: match[0], role, start, end: start + match[0].length }];
}

const OUTLINE: Readonly<Record<string, OutlineKind>> = {
  server: 'server',
  location: 'location',
  upstream: 'upstream',
  map: 'map',
  geo: 'map',
  http: 'section',
  events: 'section',
  stream: 'section',
  mail: 'section',
  if: 'other',
  limit_except: 'other',
};

function outline(directive: Directive) {
  const kind = directive.block ? OUTLINE[directive.name.value] : undefined;
  if (!kind) return undefined;
  const args = directive.args.map((word) => word.value).join(' ');
  if (kind === 'server')
    return { name: serverName(directive), detail: valuesOf(directive, 'listen').join(', '), kind };
  const target = valuesOf(directive, 'proxy_pass')[0] ?? '';
  return {
    name: args ? `${directive.name.value} ${args}` : directive.name.value,
    detail: target,
    kind,
  };
}

function serverName(directive: Directive): string {
  return `server ${valuesOf(directive, 'server_name').join(' ')}`.trim();
}

function valuesOf(directive: Directive, name: string): readonly string[] {
  return (directive.block?.directives ?? [])
    .filter((inner) => inner.name.value === name)
    .map((inner) => inner.args.map((word) => word.value).join(' '));
}
