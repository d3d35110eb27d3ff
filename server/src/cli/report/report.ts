import type { Diagnostic, Range } from 'vscode-languageserver-types';
import { type Severity, severities } from '../../rules/rule.ts';
import { IGNORE } from '../../rules/suppression.ts';
import { eachOnce } from '../../service/diagnostics.ts';
import { type Fix, fixDataIn } from '../../service/fixes.ts';
import { readersOf } from '../../workspace/roots.ts';
import { canonicalUri } from '../../workspace/uri.ts';
import type { Judged } from '../judged.ts';

/** One thing to report, in the words that every format shares. Lines and columns count from 0. */
export interface Problem {
  readonly uri: string;
  readonly ruleId: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: Range;
  readonly related: readonly {
    readonly uri: string;
    readonly range: Range;
    readonly message: string;
  }[];
  readonly fixes: readonly Fix[];
}

export interface Report {
  readonly problems: readonly Problem[];
  /** Files that were judged. */
  readonly files: readonly string[];
  /** Text of a file that was judged. */
  readonly textOf: (uri: string) => string | undefined;
  /** How to name a file. */
  readonly nameOf: (uri: string) => string;
  readonly version: string;
}

/** Everything that is to be said about files, in their order, then by place. */
export function problemsOf(
  files: readonly string[],
  configurations: readonly Judged[],
): readonly Problem[] {
  const readers = readersOf(configurations);
  return files.flatMap((uri) => {
    const key = canonicalUri(uri);
    const about = (readers.get(key) ?? []).map(({ diagnostics }) => diagnostics.get(key) ?? []);
    return eachOnce(about)
      .map((diagnostic) => problemOf(uri, diagnostic))
      .sort(byPlace);
  });
}

function problemOf(uri: string, diagnostic: Diagnostic): Problem {
  return {
    uri,
    ruleId: String(diagnostic.code ?? ''),
    severity: severities[(diagnostic.severity ?? 1) - 1] ?? 'error',
    message: String(diagnostic.message),
    range: diagnostic.range,
    related: (diagnostic.relatedInformation ?? []).map(({ location, message }) => ({
      ...location,
      message,
    })),
    fixes: (fixDataIn(diagnostic)?.fixes ?? []).filter((fix) => !silences(fix)),
  };
}

/** A fix that writes a comment mends nothing. */
function silences(fix: Fix): boolean {
  return Object.values(fix.edits).every((edits) =>
    edits.every((edit) => edit.newText.includes(IGNORE)),
  );
}

function byPlace(a: Problem, b: Problem): number {
  const [from, to] = [a.range.start, b.range.start];
  return from.line - to.line || from.character - to.character;
}

/** How serious a severity is, the most serious first. */
export function rank(severity: Severity): number {
  return severities.indexOf(severity);
}

/** "1 error", "2 errors". */
export function counted(count: number, word: string, plural = `${word}s`): string {
  return `${count} ${count === 1 ? word : plural}`;
}
