import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import type { NameUse } from '../language.ts';
import { definition, reference, referenceWithin } from './name-uses.ts';

/** Zones, caches and log formats that a directive defines or needs; a kind is called by the directive that defines it. */
export function zoneUses(directive: Directive, tree: SyntaxTree): readonly NameUse[] {
  const { name, args } = directive;
  const { value } = name;
  if (value === 'log_format' || value === 'access_log') return logFormatUses(directive);
  if (/^limit_(?:req|conn)_zone$/.test(value)) return zoneWords(directive, tree, 'zone', value);
  if (/^\w+_cache_path$/.test(value)) return zoneWords(directive, tree, 'keys_zone', value);
  if (value === 'limit_req')
    return zoneWords(directive, tree, 'zone', 'limit_req_zone').map(asReference);
  const [first] = args;
  if (!first || first.value === 'off' || first.value.includes('$')) return [];
  const span = { start: first.start + first.quote.length, end: first.end - first.quote.length };
  if (value === 'limit_conn') return [reference('limit_conn_zone', span, first.value)];
  const family = /^(proxy|fastcgi|uwsgi|scgi)_cache$/.exec(value)?.[1];
  return family ? [reference(`${family}_cache_path`, span, first.value)] : [];
}

function zoneWords(
  directive: Directive,
  tree: SyntaxTree,
  key: string,
  kind: string,
): readonly NameUse[] {
  return directive.args.flatMap((word) => {
    const raw = tree.text.slice(word.start, word.end);
    const match = new RegExp(`^["']?${key}=([^:"'\\s$]+)`).exec(raw);
    if (!match) return [];
    const { start, end, name } = referenceWithin(word, kind, match);
    return [definition(kind, { start, end }, name, directive)];
  });
}

function asReference({ kind, name, start, end }: NameUse): NameUse {
  return reference(kind, { start, end }, name);
}

function logFormatUses(directive: Directive): readonly NameUse[] {
  const [first, second] = directive.args;
  if (directive.name.value === 'log_format' && first)
    return [definition('log format', first, first.value, directive)];
  if (directive.name.value !== 'access_log' || !second || /[=$]|^gzip$/.test(second.value))
    return [];
  return [reference('log format', second, second.value)];
}
