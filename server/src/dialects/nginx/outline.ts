import type { Directive } from '../../syntax/tree.ts';
import { wordTable } from '../../text/word-table.ts';
import type { OutlineKind } from '../language.ts';

const OUTLINE = wordTable<OutlineKind>({
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
});

/** How an outline of the file names a block; undefined for what it leaves out. */
export function outline(directive: Directive) {
  const kind = directive.block ? OUTLINE.get(directive.name.value) : undefined;
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
