import type { Severity } from '../rules/rule.ts';
import type { Inspected } from '../service/inspected.ts';
import { type Reader, readersOf } from '../workspace/roots.ts';
import { canonicalUri } from '../workspace/uri.ts';
import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, Failure } from './failure.ts';
import { fixFiles } from './fix.ts';
import { type Gathered, gather } from './gather.ts';
import { type Judged, judged } from './judged.ts';
import { note, print, version, wantsColours } from './output.ts';
import { inputFiles, pathNames, whyUnreadable } from './paths.ts';
import { githubReport } from './report/github.ts';
import { jsonReport } from './report/json.ts';
import { counted, problemsOf, type Report, rank } from './report/report.ts';
import { sarifReport } from './report/sarif.ts';
import { textReport } from './report/text.ts';
import { Session } from './session.ts';
import { dialectNamed, type SharedFlags, sessionOptions } from './settings.ts';

export const formats = ['text', 'json', 'sarif', 'github'] as const;
export const failLevels = ['error', 'warning', 'information'] as const;

export interface CheckFlags extends SharedFlags {
  readonly format: (typeof formats)[number];
  readonly fix?: boolean;
  readonly failOn: (typeof failLevels)[number];
}

/** `check`: reports what breaks STIG Manager, after mending it where asked. Resolves to the exit code. */
export async function check(paths: readonly string[], flags: CheckFlags): Promise<number> {
  const session = new Session(sessionOptions(flags));
  const nameOf = pathNames(paths);
  const forced = await dialectNamed(flags.dialect);
  const inputs = await inputFiles(paths);
  const gathered = async <Kept extends Reader>(keep: (configuration: Inspected) => Kept) => {
    const found = await gather(session, inputs, { forced, nameOf, keep });
    for (const uri of found.unreadable) note(`${nameOf(uri)}: ${whyUnreadable(uri)}`);
    return found;
  };
  const { configurations, files, unreadable } = flags.fix
    ? await mended(session, await gathered((whole) => whole))
    : await gathered(judged);
  if (files.length === 0) {
    if (unreadable.length > 0) return EXIT_FAILURE;
    throw new Failure(`no proxy configuration to check in ${paths.join(', ')}`);
  }
  const report: Report = {
    problems: problemsOf(files, configurations),
    files,
    textOf: textsOf(configurations),
    nameOf,
    version,
  };
  print(rendered(report, flags.format));
  hint(configurations, nameOf, flags);
  for (const failure of session.failures) note(`internal error: ${failure}`);
  if (unreadable.length + session.failures.length > 0) return EXIT_FAILURE;
  return fails(report, flags.failOn) ? EXIT_FINDINGS : EXIT_CLEAN;
}

async function mended(session: Session, gathered: Gathered<Inspected>): Promise<Gathered<Judged>> {
  if (gathered.files.length === 0) return { ...gathered, configurations: [] };
  const { configurations, count, written } = await fixFiles(session, gathered);
  const fixes = counted(count, 'fix', 'fixes');
  note(`${fixes} applied in ${counted(written.length, 'file')}.`);
  return { ...gathered, configurations: configurations.map(judged) };
}

function rendered(report: Report, format: CheckFlags['format']): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report);
    case 'github':
      return githubReport(report);
    case 'text':
      return textReport(report, wantsColours());
  }
}

/** Texts of files as the configurations read them. */
function textsOf(configurations: readonly Judged[]): Report['textOf'] {
  const readers = readersOf(configurations);
  return (uri) => {
    const key = canonicalUri(uri);
    return readers.get(key)?.flatMap(({ texts }) => texts.get(key) ?? [])[0];
  };
}

/** A configuration in which no way leads to STIG Manager may only lack a name. */
function hint(
  configurations: readonly Judged[],
  nameOf: (uri: string) => string,
  { format }: CheckFlags,
): void {
  if (format !== 'text') return;
  const strange = configurations.filter(({ hasMounts }) => !hasMounts);
  if (strange.length === 0 || strange.length < configurations.length) return;
  const names = strange.map(({ analysis }) => nameOf(analysis.root)).join(', ');
  note(`No way to STIG Manager in ${names}; name its host with --upstream if there is one.`);
}

function fails({ problems }: Report, failOn: Severity): boolean {
  return problems.some((problem) => rank(problem.severity) <= rank(failOn));
}
