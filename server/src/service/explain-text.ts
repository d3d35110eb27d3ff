import type { ExplainedEntry, Explanation, Reason } from './explain.ts';

const NOTHING = `No mapping leads to STIG Manager. Name it with a comment above the mapping:
  # stigman-proxy-lint: upstream
or with the setting stigmanProxyLint.upstreams (--upstream). Where one does, at a path that only a pattern tells, name
the path with stigmanProxyLint.basePath (--base-path).
`;

/** The explanation as plain text for a reader: each reason once, by number, below the endpoints that it concerns. */
export function explanationText({ entries }: Explanation): string {
  return entries.length === 0 ? NOTHING : entries.map(entryText).join('\n');
}

function entryText(entry: ExplainedEntry): string {
  const reasons = [...new Set(entry.endpoints.flatMap((one) => one.reasons.map(reasonText)))];
  const width = Math.max(...entry.endpoints.map((endpoint) => endpoint.path.length));
  const endpoints = entry.endpoints.map((endpoint) => {
    const numbers = endpoint.reasons.map(
      (reason) => `[${reasons.indexOf(reasonText(reason)) + 1}]`,
    );
    const { verdict, method, path } = endpoint;
    const columns = [verdict.padEnd(11), method.padEnd(4), path.padEnd(width), ...numbers];
    return `  ${columns.join(' ')}`.trimEnd();
  });
  const head = `${entry.url}${entry.basePath} (${entry.dialect}, ${entry.file}:${entry.line})`;
  const notes = reasons.map((reason, index) => `  [${index + 1}] ${reason}`);
  return `${[head, ...endpoints, ...notes].join('\n')}\n`;
}

function reasonText({ file, line, message, ruleId }: Reason): string {
  return `${file}:${line}: ${message} [${ruleId}]`;
}
