import type { ExplainedEndpoint, Explanation } from '../service/explain.ts';

const STYLES: readonly string[] = [
  'classDef ok fill:#d3f9d8,stroke:#2b8a3e,color:#000',
  'classDef broken fill:#ffe3e3,stroke:#c92a2a,color:#000',
  'classDef unknown fill:#f1f3f5,stroke:#868e96,color:#000',
];

/** The explanation as a Mermaid flow chart: entry points, endpoints, verdicts. */
export function mermaid({ entries }: Explanation): string {
  const lines = entries.flatMap((entry, i) => [
    `  e${i}[${quoted(`${entry.url}${entry.basePath}`, `${entry.file}:${entry.line}`)}]`,
    ...entry.endpoints.flatMap((endpoint, j) => {
      const node = `e${i}n${j}`;
      const text = quoted(`${endpoint.method} ${endpoint.path}`, endpoint.verdict);
      return [`  e${i} --> ${node}[${text}]`, `  class ${node} ${classOf(endpoint)}`];
    }),
  ]);
  return [...['flowchart LR', ...lines], ...STYLES.map((style) => `  ${style}`), ''].join('\n');
}

function classOf({ verdict }: ExplainedEndpoint): string {
  return verdict === 'ok' || verdict === 'unknown' ? verdict : 'broken';
}

function quoted(...lines: readonly string[]): string {
  const escaped = lines.map((line) =>
    line.replace(/[&<>"#;]/g, (mark) => `#${mark.charCodeAt(0)};`),
  );
  return `"${escaped.join('<br>')}"`;
}
