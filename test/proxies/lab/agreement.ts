import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import type { Certificate } from './certificate.ts';
import { analyze, type Comparison, compare } from './compare.ts';
import type { Lab } from './lab.ts';
import { probe } from './probe.ts';
import type { RunningProxy } from './process.ts';

/** A generated configuration that stands ready to be run. */
export interface Sample {
  readonly seed: number;
  readonly dialect: Dialect;
  readonly root: string;
  /** By URI, the root among them. */
  readonly texts: Readonly<Record<string, string>>;
  /** Where its author put STIG Manager, whether or not it gets there. */
  readonly mounts: readonly { readonly url: string; readonly basePath: string }[];
  /** What clients show, where the proxy asks for one. */
  readonly clientCertificate?: Certificate | undefined;
  readonly start: () => Promise<RunningProxy>;
  /** Removes what was written for it. */
  readonly dispose?: () => void;
}

/** How the model's verdicts on one generated configuration compare with the running proxy. */
export interface Agreement {
  readonly seed: number;
  readonly judged: number;
  readonly unknown: number;
  /** Every disagreement with the whole configuration; empty where there is none. */
  readonly report: string;
}

/** Runs the proxy on a sample and compares. */
export async function agreementOf(lab: Lab, sample: Sample): Promise<Agreement> {
  const { seed } = sample;
  let server: RunningProxy | undefined;
  try {
    server = await sample.start();
    const { comparison, missed } = await judge(lab, sample);
    const faults = [...comparison.disagreements.map(describe), ...missed];
    const { judged, unknown } = comparison;
    return { seed, judged, unknown, report: faults.length > 0 ? report(sample, faults) : '' };
  } catch (error) {
    return { seed, judged: 0, unknown: 0, report: report(sample, [String(error)]) };
  } finally {
    await server?.stop();
    sample.dispose?.();
  }
}

async function judge(
  lab: Lab,
  { dialect, root, texts, mounts, clientCertificate }: Sample,
): Promise<{ comparison: Comparison; missed: readonly string[] }> {
  const analysis = analyze(dialect, lab, root, texts);
  const known = new Set(
    analysis.entries.flatMap((entry) => entry.mounts.map((mount) => siteOf(entry.url, mount))),
  );
  const unlisted = mounts.filter((mount) => !known.has(siteOf(mount.url, mount)));
  const [comparison, ...missed] = await Promise.all([
    compare(lab, analysis, clientCertificate),
    ...unlisted.map((mount) => missedMount(lab, mount, clientCertificate)),
  ]);
  return { comparison, missed: missed.flat() };
}

/** Port and mount: a server of many names is listed under one of them. */
function siteOf(url: string, { basePath }: { readonly basePath: string }): string {
  return new URL(url).port + basePath;
}

/** A mount that the model does not list is a fault as soon as one request arrives there. */
async function missedMount(
  lab: Lab,
  mount: Sample['mounts'][number],
  clientCertificate: Sample['clientCertificate'],
): Promise<string[]> {
  const found = Object.entries(await probe(lab, { ...mount, clientCertificate }));
  const arrived = found.filter(([, finding]) => finding.seen !== undefined);
  if (arrived.length === 0) return [];
  const verdicts = found.map(([id, { verdict }]) => `${id} ${verdict}`).join(', ');
  return [`${mount.url}${mount.basePath} is not listed: ${verdicts}`];
}

function describe(one: Comparison['disagreements'][number]): string {
  const { status, firstPayload, ended, seen } = one.finding;
  const facts = { status, firstPayload, ended, seen: seen?.url };
  const head = `${one.url}${one.basePath} ${one.operationId}`;
  return `${head}: predicted ${one.predicted}, measured ${one.measured} ${JSON.stringify(facts)}`;
}

function report({ seed, texts }: Sample, faults: readonly string[]): string {
  const files = Object.entries(texts).map(([uri, text]) => `# file ${uri}\n${text}`);
  return [`seed ${seed}`, ...faults, ...files].join('\n');
}
