import { type Verdict, verdictOf } from '../../../server/src/delivery/verdict.ts';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import type { SourceFile } from '../../../server/src/dialects/dialect.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import { noRecognition } from '../../../server/src/stigman/recognition.ts';
import { globMatches } from './globs.ts';

export const ROOT = 'file:///etc/apache2/apache2.conf';

/** Analyses texts by path below the folder of `apache2.conf`, from one of them on. */
export function analyzeFiles(files: Readonly<Record<string, string>>, from = 'apache2.conf') {
  const byUri = new Map(
    Object.entries(files).map(([path, text]) => [new URL(path, ROOT).href, text]),
  );
  return apache.analyze({
    root: new URL(from, ROOT).href,
    files: {
      read: (uri): SourceFile | 'missing' => {
        const text = byUri.get(uri);
        return text === undefined ? 'missing' : { uri, text };
      },
      glob: (pattern) => [...byUri.keys()].filter((uri) => globMatches(pattern, uri)).sort(),
      tree: (file, parse) => parse(file.text),
    },
    recognition: noRecognition,
    application: stigManager,
  });
}

export function analyzeText(text: string) {
  return analyzeFiles({ 'apache2.conf': text });
}

/** The verdicts of each mount, by "url basePath": state events, clone, log socket, upload. */
export function verdictsIn(files: Readonly<Record<string, string>> | string) {
  const analysis = typeof files === 'string' ? analyzeText(files) : analyzeFiles(files);
  const wanted = ['streamStateSse', 'cloneCollection', 'logSocket', 'postReviewsByAsset'];
  return Object.fromEntries(
    analysis.entries.flatMap((entry) =>
      entry.mounts.map((mount) => {
        const verdicts = mount.deliveries
          .filter(({ endpoint }) => wanted.includes(endpoint.operationId))
          .map((delivery): Verdict => verdictOf(delivery, stigManager));
        return [`${entry.url} ${mount.basePath}`, verdicts.join(' ')];
      }),
    ),
  );
}
