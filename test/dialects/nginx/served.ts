import type { Mount } from '../../../server/src/delivery/delivery.ts';
import { type Verdict, verdictOf } from '../../../server/src/delivery/verdict.ts';
import type { SourceFile } from '../../../server/src/dialects/dialect.ts';
import { analyze } from '../../../server/src/dialects/nginx/analysis.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import type { OperationId } from '../../../server/src/stigman/endpoints.ts';
import { noRecognition, type Recognition } from '../../../server/src/stigman/recognition.ts';

const ROOT = 'file:///etc/nginx/nginx.conf';

/** Analyses texts by path; `nginx.conf` is the root. */
export function analyzeFiles(
  files: Readonly<Record<string, string>>,
  recognition: Recognition = noRecognition,
) {
  const byUri = new Map(
    Object.entries(files).map(([path, text]) => [new URL(path, ROOT).href, text]),
  );
  return analyze({
    root: ROOT,
    files: {
      read: (uri) => {
        const text = byUri.get(uri);
        return text === undefined ? 'missing' : { uri, text };
      },
      glob: (pattern) => {
        const shape = new RegExp(
          `^${pattern
            .replace(/[.+^${}()|[\]\\]/g, '\\$&')
            .replaceAll('*', '[^/]*')
            .replaceAll('?', '[^/]')}$`,
        );
        return [...byUri.keys()].filter((uri) => shape.test(uri)).sort();
      },
      tree: (file: SourceFile, parse) => parse(file.text),
    },
    recognition,
    application: stigManager,
  });
}

export function analyzeText(text: string) {
  return analyzeFiles({ 'nginx.conf': text });
}

/** The mounts of all entry points, as "url basePath". */
export function mountsIn(text: string): readonly string[] {
  return analyzeText(text).entries.flatMap((entry) =>
    entry.mounts.map((mount) => `${entry.url} ${mount.basePath}`),
  );
}

export function onlyMount(text: string): Mount {
  const mounts = analyzeText(text).entries.flatMap((entry) => entry.mounts);
  const [mount] = mounts;
  if (!mount || mounts.length > 1) throw new Error(`${mounts.length} mounts`);
  return mount;
}

/** The verdicts of the only mount, by operation. */
export function verdictsIn(text: string): Readonly<Record<OperationId, Verdict>> {
  const entries = onlyMount(text).deliveries.map((delivery) => [
    delivery.endpoint.operationId,
    verdictOf(delivery, stigManager),
  ]);
  return Object.fromEntries(entries) as Record<OperationId, Verdict>;
}

/** One server with the given body, listening on port 8000. */
export function server(body: string, around = ''): string {
  return `events {}\nhttp {\n${around}\nclient_max_body_size 0;\nserver { listen 8000;\n${body}\n} }\n`;
}
