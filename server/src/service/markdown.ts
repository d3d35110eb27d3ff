import * as l10n from '@vscode/l10n';
import type { Fact } from '../delivery/delivery.ts';
import type { Reading } from '../dialects/configuration.ts';
import { decoded } from '../text/decoded.ts';
import type { Place } from '../text/place.ts';
import type { Inspected } from './inspected.ts';
import { rangeIn } from './positions.ts';

/** Text that Markdown shows as it is, in a table too. */
export function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>()#+!|~-]/g, '\\$&').replace(/(?<!\s)\s*\n\s*/g, ' ');
}

/** Text as code, in a table too. */
export function code(text: string): string {
  const fence = text.includes('`') ? '``' : '`';
  return `${fence}${text.replace(/(?<!\s)\s*\n\s*/g, ' ').replaceAll('|', '\\|')}${fence}`;
}

/** Lines of code by themselves. */
export function fenced(text: string): string {
  return `\`\`\`\n${text}\n\`\`\``;
}

/** A link to the line of a place; the file is named where it is another one. */
export function lineLink(place: Place, from: string, { sources }: Reading): string {
  const line = rangeIn(sources, place).start.line + 1;
  const name = place.uri.slice(place.uri.lastIndexOf('/') + 1);
  const label = place.uri === from ? l10n.t`line ${line}` : `${decoded(name)}:${line}`;
  return `[${plain(label)}](${place.uri.replace(/[()]/g, encodeURIComponent)}#L${line})`;
}

/** Where a value comes from: a line, or the proxy's own default. */
export function originOf(fact: Fact, from: string, inspected: Inspected): string {
  if (fact.origin === 'default') return originText(fact.origin);
  const link = lineLink(fact.place, from, inspected);
  return fact.origin === 'inherited' ? l10n.t`inherited, ${link}` : link;
}

/** What is said of a value that is not written where it is used. */
export function originText(origin: Exclude<Fact['origin'], 'explicit'>): string {
  return origin === 'default' ? l10n.t('default') : l10n.t('inherited');
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
