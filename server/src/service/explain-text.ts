import * as l10n from '@vscode/l10n';
import type { ExplainedEntry, Explanation, Reason } from './explain.ts';
import { verdictText, widthOfVerdicts } from './verdict-text.ts';

/** The explanation as plain text for a reader: each reason once, by number, below the endpoints that it concerns. */
export function explanationText({ entries }: Explanation): string {
  return entries.length === 0 ? nothing() : entries.map(entryText).join('\n');
}

/** Comment, settings and flags stand apart from their sentences: they are the same in every language. */
function nothing(): string {
  return `${l10n.t(
    'No mapping leads to STIG Manager. Name it with a comment above the mapping:\n  {0}\nor with the setting {1} ({2}). Where one does, at a path that only a pattern tells, name\nthe path with {3} ({4}).',
    '# stigman-proxy-lint: upstream',
    'stigmanProxyLint.upstreams',
    '--upstream',
    'stigmanProxyLint.basePath',
    '--base-path',
  )}\n`;
}

function entryText(entry: ExplainedEntry): string {
  const reasons = [...new Set(entry.endpoints.flatMap((one) => one.reasons.map(reasonText)))];
  const width = Math.max(...entry.endpoints.map((endpoint) => endpoint.path.length));
  const verdictWidth = widthOfVerdicts();
  const endpoints = entry.endpoints.map((endpoint) => {
    const numbers = endpoint.reasons.map(
      (reason) => `[${reasons.indexOf(reasonText(reason)) + 1}]`,
    );
    const { verdict, method, path } = endpoint;
    const told = verdictText(verdict).padEnd(verdictWidth);
    const columns = [told, method.padEnd(4), path.padEnd(width), ...numbers];
    return `  ${columns.join(' ')}`.trimEnd();
  });
  const head = `${entry.url}${entry.basePath} (${entry.dialect}, ${entry.file}:${entry.line})`;
  const notes = reasons.map((reason, index) => `  [${index + 1}] ${reason}`);
  return `${[head, ...endpoints, ...notes].join('\n')}\n`;
}

function reasonText({ file, line, message, ruleId }: Reason): string {
  return `${file}:${line}: ${message} [${ruleId}]`;
}
