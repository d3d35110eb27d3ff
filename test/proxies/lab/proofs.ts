import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import { dialects } from '../../../server/src/dialects/registry.ts';
import { type Lab, openLab, withPorts } from './lab.ts';
import { findingsOf, mend } from './mend.ts';
import { brisk } from './pace.ts';
import { freePorts } from './ports.ts';
import { ask, type Findings, probe } from './probe.ts';
import { type CheckResult, hasProxy, type ProxyName, type RunningProxy } from './process.ts';
import { type ProofCase, readCase, type Verdicts } from './proof-case.ts';

/** A proxy whose fixtures are to be proven. */
export interface Subject {
  readonly dialect: string;
  readonly proxy: ProxyName;
  /** Folder of the fixtures, which `readCase` reads. */
  readonly folder: URL;
  /** URI under which the analysis sees a fixture. */
  readonly root: string;
  readonly check: (text: string) => CheckResult;
  readonly start: (text: string, ports: readonly number[]) => Promise<RunningProxy>;
}

/** Port numbers that fixtures are written with: two that the proxy listens on, and the three applications. */
const LISTEN = [18080, 18081] as const;
const AT_ONCE = 6;

/**
 * Declares one test for each fixture: the real proxy shows the break, the tool reports an error, its preferred fix
 * is accepted by the proxy's check, the break is gone, and a second run changes nothing.
 */
export function proveCases(subject: Subject): void {
  describe(`error-level cases on the real ${subject.proxy}`, { concurrency: AT_ONCE }, () => {
    let lab: Lab;
    before(async () => {
      lab = await openLab(brisk);
    });
    after(() => lab.close());
    for (const file of readdirSync(subject.folder).sort()) {
      const fixture = readCase(file, readFileSync(new URL(file, subject.folder), 'utf8'));
      it(file, async (t) => {
        if (hasProxy(t, subject.proxy)) await prove(lab, subject, fixture);
      });
    }
  });
}

async function prove(lab: Lab, subject: Subject, fixture: ProofCase): Promise<void> {
  const dialect = dialects.find(({ id }) => id === subject.dialect);
  assert.ok(dialect, `the registry knows ${subject.dialect}`);
  const ports = await freePorts(LISTEN.length);
  const text = withPorts(fixture.text, {
    54000: lab.stigman.port,
    8080: lab.keycloak.port,
    9000: lab.other.port,
    ...Object.fromEntries(LISTEN.map((written, i) => [written, ports[i]])),
  });
  await runs(lab, subject, fixture, text, ports, { ...fixture.keeps, ...fixture.breaks }, true);

  const mended = await mendedText(lab, subject, dialect, fixture, text);
  const checked = subject.check(mended);
  assert.ok(checked.ok, `the mended file is refused: ${checked.output}\n${mended}`);
  const cured = Object.fromEntries(Object.keys(fixture.breaks).map((id) => [id, 'ok']));
  await runs(lab, subject, fixture, mended, ports, { ...fixture.keeps, ...cured }, false);
}

async function mendedText(
  lab: Lab,
  subject: Subject,
  dialect: Dialect,
  { rule }: ProofCase,
  text: string,
): Promise<string> {
  const { root } = subject;
  const errors = (now: string) =>
    findingsOf(dialect, lab, root, { [root]: now }, rule).filter(
      ({ severity }) => severity === 'error',
    );
  assert.notEqual(errors(text).length, 0, `${rule} reports no error`);
  const mended = (await mend(dialect, lab, root, { [root]: text }, rule))[root] ?? '';
  assert.notEqual(mended, text, 'the fix changes the file');
  assert.deepEqual(
    errors(mended).map(({ message }) => message),
    [],
    mended,
  );
  const again = await mend(dialect, lab, root, { [root]: mended }, rule);
  assert.equal(again[root], mended, 'a second run changes nothing');
  return mended;
}

/** Runs the proxy on a text and holds what it does against what is expected. */
async function runs(
  lab: Lab,
  subject: Subject,
  fixture: ProofCase,
  text: string,
  ports: readonly number[],
  expected: Verdicts,
  forgeable: boolean,
): Promise<void> {
  const used = ports.filter((port) => new RegExp(`\\b${port}\\b`).test(text));
  const server = await subject.start(text, used);
  try {
    const url = `${fixture.scheme}://localhost:${ports[0]}`;
    const only = Object.keys(expected) as (keyof Findings)[];
    const [found] = await Promise.all([
      probe(lab, { url, basePath: fixture.mount, only }),
      forges(lab, url, fixture, forgeable),
    ]);
    const measured = Object.fromEntries(only.map((id) => [id, found[id].verdict]));
    assert.deepEqual(measured, expected, `${JSON.stringify(found, null, 1)}\n${text}`);
  } finally {
    await server.stop();
  }
}

async function forges(
  lab: Lab,
  url: string,
  { forges }: ProofCase,
  forgeable: boolean,
): Promise<void> {
  if (!forges) return;
  const forged = 'forged-certificate';
  const { seenBy } = await ask({ url, headers: { [forges.header]: forged } }, forges.path);
  const [seen] = seenBy(lab.keycloak);
  assert.ok(seen, `GET ${forges.path} reaches Keycloak`);
  assert.equal((seen.headers[forges.header] ?? []).includes(forged), forgeable);
}
