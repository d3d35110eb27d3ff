import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Inspected } from '../../server/src/service/inspected.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { ROOT } from './inspected.ts';

export const fixturesFolder = join(import.meta.dirname, '../fixtures');

/**
 * A text with what must be found in it. A line `# want <severity> <rule-id>` speaks of the next line that is no such
 * line; it is taken out before the text is read.
 */
export interface Fixture {
  /** "nginx/short-read-timeout/inherited". */
  readonly name: string;
  readonly dialect: string;
  readonly rule: string;
  readonly text: string;
  /** "12 error short-read-timeout", lines from 1 in `text`, sorted. */
  readonly wants: readonly string[];
  /** Where the text after "fix all" stands; undefined for a `clean-…` fixture. */
  readonly goldenPath: string | undefined;
}

/** Every fixture of a dialect. */
export function fixturesOf(dialect: string): readonly Fixture[] {
  const folder = join(fixturesFolder, dialect);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((entry) => entry.replaceAll('\\', '/'))
    .filter((entry) => entry.endsWith('.conf') && !entry.endsWith('.fixed.conf'))
    .sort()
    .map((entry) => readFixture(dialect, entry));
}

function readFixture(dialect: string, entry: string): Fixture {
  const path = join(fixturesFolder, dialect, entry);
  const clean = basename(entry).startsWith('clean-');
  return {
    name: `${dialect}/${entry.replace(/\.conf$/, '')}`,
    dialect,
    rule: entry.split('/')[0] ?? '',
    ...withoutWants(readFileSync(path, 'utf8')),
    goldenPath: clean ? undefined : path.replace(/\.conf$/, '.fixed.conf'),
  };
}

/** Takes the `# want` lines out of a text. */
export function withoutWants(marked: string): Pick<Fixture, 'text' | 'wants'> {
  const lines: string[] = [];
  const wants: string[] = [];
  for (const line of marked.split('\n')) {
    const want = /^\s*# want (\w+ \S+)\s*$/.exec(line)?.[1];
    if (want) wants.push(`${lines.length + 1} ${want}`);
    else lines.push(line);
  }
  return { text: lines.join('\n'), wants: wants.sort() };
}

/** The findings of a configuration in the form of `Fixture.wants`. */
export function foundIn(inspected: Inspected): readonly string[] {
  const lines = new LineIndex(inspected.sources.tree(ROOT)?.text ?? '');
  return inspected.findings
    .map(
      ({ place, severity, ruleId }) =>
        `${lines.position(place.start).line + 1} ${severity} ${ruleId}`,
    )
    .sort();
}
