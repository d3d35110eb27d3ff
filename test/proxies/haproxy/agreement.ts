import { rmSync, writeFileSync } from 'node:fs';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { analyze, type Comparison, compare } from '../lab/compare.ts';
import { startHaproxy } from '../lab/haproxy.ts';
import type { Lab } from '../lab/lab.ts';
import { freePorts } from '../lab/ports.ts';
import { probe } from '../lab/probe.ts';
import { type RunningProxy, temporaryFolder } from '../lab/process.ts';
import { type Generated, generate } from './generator.ts';

/** How the model's verdicts on one generated configuration compare with the running HAProxy. */
export interface Agreement {
  readonly seed: number;
  readonly judged: number;
  readonly unknown: number;
  /** Every disagreement with the whole configuration; empty where there is none. */
  readonly report: string;
}

const FOLDER = 'file:///lab/';

/** Generates the configuration of a seed, runs HAProxy on it and compares. */
export async function agreementOf(
  lab: Lab,
  seed: number,
  certificate: string | undefined,
): Promise<Agreement> {
  const ports = (await freePorts(3)) as [number, number, number];
  const folder = temporaryFolder('lists');
  const generated = generate(seed, {
    stigman: lab.stigman.authority,
    other: lab.other.authority,
    keycloak: lab.keycloak.authority,
    ports,
    folder,
    certificate,
  });
  for (const [path, text] of Object.entries(generated.files)) writeFileSync(path, text);
  let server: RunningProxy | undefined;
  try {
    server = await startHaproxy(generated.parts, generated.ports);
    const { comparison, missed } = await judge(lab, generated);
    const faults = [...comparison.disagreements.map(describe), ...missed];
    const { judged, unknown } = comparison;
    return { seed, judged, unknown, report: faults.length > 0 ? report(generated, faults) : '' };
  } catch (error) {
    return { seed, judged: 0, unknown: 0, report: report(generated, [String(error)]) };
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Judged {
  readonly comparison: Comparison;
  readonly missed: readonly string[];
}

async function judge(lab: Lab, generated: Generated): Promise<Judged> {
  const files = Object.entries(generated.files).map(([path, text]) => [`file://${path}`, text]);
  const parts = Object.entries(generated.parts).map(([name, text]) => [FOLDER + name, text]);
  const texts = Object.fromEntries([...files, ...parts]);
  const analysis = analyze(haproxy, lab, FOLDER + rootOf(generated), texts);
  const known = new Set(
    analysis.entries.flatMap((entry) => entry.mounts.map((mount) => siteOf(entry.url, mount))),
  );
  const unlisted = generated.mounts.filter((mount) => !known.has(siteOf(mount.url, mount)));
  const [comparison, ...missed] = await Promise.all([
    compare(lab, analysis),
    ...unlisted.map((mount) => missedMount(lab, mount)),
  ]);
  return { comparison, missed: missed.flat() };
}

/** A file from which all the others are found: one that takes requests, or the main file. */
function rootOf({ parts }: Generated): string {
  const entrance = /^(frontend|listen) /m;
  const found = Object.entries(parts).find(
    ([name, text]) => name === 'haproxy.cfg' || entrance.test(text),
  );
  return found?.[0] ?? '';
}

function siteOf(url: string, { basePath }: { readonly basePath: string }): string {
  return new URL(url).port + basePath;
}

/** A mount that the model does not list is a fault as soon as one request arrives there. */
async function missedMount(lab: Lab, mount: Generated['mounts'][number]): Promise<string[]> {
  const found = Object.entries(await probe(lab, mount));
  if (found.every(([, finding]) => finding.seen === undefined)) return [];
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
  const names = Object.keys(generated.parts).join(' ');
  return [`seed ${generated.seed}`, ...faults, `# ${names}`, generated.text].join('\n');
}
