import type { Analysis } from '../../../server/src/delivery/delivery.ts';
import { type Verdict, verdictOf } from '../../../server/src/delivery/verdict.ts';
import type { Dialect, Files, SourceFile } from '../../../server/src/dialects/dialect.ts';
import type { OperationId } from '../../../server/src/stigman/endpoints.ts';
import type { Lab } from './lab.ts';
import type { Finding } from './observation.ts';
import { probe, type Target } from './probe.ts';

/** An endpoint of which the model says otherwise than the running proxy. */
export interface Disagreement {
  readonly url: string;
  readonly basePath: string;
  readonly operationId: OperationId;
  readonly predicted: Verdict;
  readonly measured: Verdict;
  readonly finding: Finding;
}

export interface Comparison {
  /** Endpoints that were compared, those of unknown verdict included. */
  readonly judged: number;
  readonly unknown: number;
  readonly disagreements: readonly Disagreement[];
}

/** Files held in memory, by URI; `*` and `?` in globs. */
export function memoryFiles(texts: Readonly<Record<string, string>>): Files {
  return {
    read: (uri): SourceFile | 'missing' => {
      const text = texts[uri];
      return text === undefined ? 'missing' : { uri, text };
    },
    glob: (pattern) => {
      const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, '\\$&')
        .replace(/\*/g, '[^/]*')
        .replace(/\?/g, '[^/]');
      const regex = new RegExp(`^${source}$`);
      return Object.keys(texts)
        .filter((uri) => regex.test(uri))
        .sort();
    },
    tree: (file, parse) => parse(file.text),
  };
}

/** What a dialect reads in a configuration that stands before the lab's applications. */
export function analyze(
  dialect: Dialect,
  lab: Lab,
  root: string,
  texts: Readonly<Record<string, string>>,
): Analysis {
  return dialect.analyze({
    root,
    files: memoryFiles(texts),
    recognition: { upstreams: [lab.stigman.authority], basePath: '' },
    application: lab.pace.application,
  });
}

/** Probes every mount of an analysis on the running proxy; an `unknown` prediction is counted, never wrong. */
export async function compare(
  lab: Lab,
  analysis: Analysis,
  clientCertificate?: Target['clientCertificate'],
): Promise<Comparison> {
  const mounts = analysis.entries.flatMap((entry) =>
    entry.mounts.map((mount) => ({ url: entry.url, mount })),
  );
  const compared = await Promise.all(
    mounts.map(async ({ url, mount }) => {
      const { basePath } = mount;
      const found = await probe(lab, { url, basePath, clientCertificate });
      return mount.deliveries.map((delivery): Disagreement => {
        const { operationId } = delivery.endpoint;
        const finding = found[operationId];
        const predicted = verdictOf(delivery, lab.pace.application);
        return { url, basePath, operationId, predicted, measured: finding.verdict, finding };
      });
    }),
  );
  const all = compared.flat();
  return {
    judged: all.length,
    unknown: all.filter((one) => one.predicted === 'unknown').length,
    disagreements: all.filter(
      (one) => one.predicted !== 'unknown' && one.predicted !== one.measured,
    ),
  };
}
