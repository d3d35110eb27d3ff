import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import { selfSigned } from '../lab/certificate.ts';
import { analyze, type Comparison, compare } from '../lab/compare.ts';
import type { Lab } from '../lab/lab.ts';
import { startNginx } from '../lab/nginx.ts';
import { freePorts } from '../lab/ports.ts';
import { probe } from '../lab/probe.ts';
import type { RunningProxy } from '../lab/process.ts';
import { type Generated, generate } from './generator.ts';

/** How the model's verdicts on one generated configuration compare with the running nginx. */
export interface Agreement {
  readonly seed: number;
  readonly judged: number;
  readonly unknown: number;
  /** Every disagreement with the whole configuration; empty where there is none. */
  readonly report: string;
}

const certificate = selfSigned('localhost');
const ROOT = 'file:///lab/nginx.conf';

/** Generates the configuration of a seed, runs nginx on it and compares. */
export async function agreementOf(lab: Lab, nginx: Dialect, seed: number): Promise<Agreement> {
  const ports = (await freePorts(4)) as [number, number, number, number];
  const generated = generate(seed, {
    stigman: lab.stigman.authority,
    other: lab.other.authority,
    keycloak: lab.keycloak.authority,
    ports,
    certificate,
  });
  let server: RunningProxy | undefined;
  try {
    server = await startNginx(generated, generated.ports);
    const { comparison, missed } = await judge(lab, nginx, generated);
    const faults = [...comparison.disagreements.map(describe), ...missed];
    const { judged, unknown } = comparison;
    return { seed, judged, unknown, report: faults.length > 0 ? report(generated, faults) : '' };
  } catch (error) {
    return { seed, judged: 0, unknown: 0, report: report(generated, [String(error)]) };
  } finally {
    await server?.stop();
  }
}

interface Judged {
  readonly comparison: Comparison;
  readonly missed: readonly string[];
}

async function judge(lab: Lab, nginx: Dialect, generated: Generated): Promise<Judged> {
  const texts = Object.fromEntries(
    Object.entries(generated.files).map(([path, text]) => [`file:///lab/${path}`, text]),
  );
  const analysis = analyze(nginx, lab, ROOT, { ...texts, [ROOT]: generated.text });
  const known = new Set(
    analysis.entries.flatMap((entry) => entry.mounts.map((mount) => siteOf(entry.url, mount))),
  );
  const unlisted = generated.mounts.filter((mount) => !known.has(siteOf(mount.url, mount)));
  const [comparison, ...missed] = await Promise.all([
    compare(lab, analysis, certificate),
    ...unlisted.map((mount) => missedMount(lab, mount)),
  ]);
  return { comparison, missed: missed.flat() };
}

/** Port and mount: a server of many names is listed under one of them. */
function siteOf(url: string, { basePath }: { readonly basePath: string }): string {
  return new URL(url).port + basePath;
}

/** A mount that the model does not list is a fault as soon as one request arrives there. */
async function missedMount(lab: Lab, mount: Generated['mounts'][number]): Promise<string[]> {
  const found = Object.entries(await probe(lab, { ...mount, clientCertificate: certificate }));
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

function report(generated: Generated, faults: readonly string[]): string {
  const files = Object.entries(generated.files)
    .filter(([path]) => path.endsWith('.conf'))
    .map(([path, text]) => `# file ${path}\n${text}`);
  return [`seed ${generated.seed}`, ...faults, generated.text, ...files].join('\n');
}
