import { rules } from '../rules/registry.ts';

/** `rules`: what can be found, as text or JSON. */
export function rulesText(format: 'text' | 'json'): string {
  const list = rules.map(({ id, summary, severity, dialects }) => ({
    id,
    summary,
    severity,
    dialects,
    page: `docs/rules/${id}.md`,
  }));
  if (format === 'json') return `${JSON.stringify({ version: 1, rules: list }, null, 2)}\n`;
  const width = Math.max(...list.map(({ id }) => id.length));
  return list
    .map(({ id, severity, summary }) => `${id.padEnd(width)}  ${severity.padEnd(11)}  ${summary}\n`)
    .join('');
}
