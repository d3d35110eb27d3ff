import type { ExplainedEntry, Explanation } from './explain.ts';

const NOTHING = `No mapping leads to STIG Manager. Name it with a comment above the mapping:
  # stigman-proxy-lint: upstream
or with the setting stigmanProxyLint.upstreams.
`;

/** The explanation as plain text for a reader. */
export function explanationText({ entries }: Explanation): string {
  return entries.length === 0 ? NOTHING : entries.map(entryText).join('\n');
}

function entryText(entry: ExplainedEntry): string {
  const width = Math.max(...entry.endpoints.map((endpoint) => endpoint.path.length));
  const lines = entry.endpoints.flatMap(({ method, path, verdict, reasons }) => [
    `  ${verdict.padEnd(11)} ${method.padEnd(4)} ${path.padEnd(width)}`.trimEnd(),
    ...reasons.map(
      (reason) =>
        `              ${reason.file}:${reason.line}: ${reason.message} [${reason.ruleId}]`,
    ),
  ]);
  const head = `${entry.url}${entry.basePath} (${entry.dialect}, ${entry.file}:${entry.line})`;
  return `${[head, ...lines].join('\n')}\n`;
}
