import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { EventData } from 'node:test';
import type { TestEvent } from 'node:test/reporters';
import { inspect } from 'node:util';

/** Totals of one run of node:test. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** Environment variable that names the file which gets the totals. */
export const COUNTS_FILE = 'STIGMAN_COUNTS_FILE';

/**
 * A reporter for node:test: one line a file, failures in full, skipped tests with their reason, and the totals in the
 * file that COUNTS_FILE names.
 */
export default async function* report(source: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of source) {
    const line = lineOf(event);
    if (line !== undefined) yield `${line}\n`;
  }
}

function lineOf(event: TestEvent): string | undefined {
  switch (event.type) {
    case 'test:fail':
      return isOwnFailure(event.data) ? failure(event.data) : undefined;
    case 'test:pass':
      return skip(event.data);
    case 'test:stdout':
    case 'test:stderr':
      return event.data.message.trimEnd();
    case 'test:summary':
      return event.data.file === undefined ? total(event.data) : file(event.data);
    default:
      return undefined;
  }
}

/** False for a suite or a file that failed only because one within it did. */
function isOwnFailure({ details }: EventData.TestFail): boolean {
  return !('failureType' in details.error) || details.error.failureType !== 'subtestsFailed';
}

function failure({ name, file, line, details }: EventData.TestFail): string {
  const { cause } = details.error;
  const reason = cause instanceof Error ? (cause.stack ?? cause.message) : inspect(details.error);
  return `✗ ${name} (${place(file)}:${line ?? 0})\n${reason.replaceAll(/^/gm, '    ')}`;
}

function skip({ name, file, skip: reason }: EventData.TestPass): string | undefined {
  if (reason === undefined) return undefined;
  return `○ ${name} (${place(file)}) not run${typeof reason === 'string' ? `: ${reason}` : ''}`;
}

function file({ file: path, counts, duration_ms }: EventData.TestSummary): string {
  const mark = counts.passed + counts.skipped === counts.tests ? '✓' : '✗';
  return `${mark} ${place(path)}: ${counts.passed}/${counts.tests} in ${Math.round(duration_ms)} ms`;
}

function total({ counts }: EventData.TestSummary): undefined {
  const target = process.env[COUNTS_FILE];
  const { passed, skipped, todo, tests } = counts;
  const totals: Counts = {
    passed,
    skipped: skipped + todo,
    failed: tests - passed - skipped - todo,
  };
  if (target !== undefined) writeFileSync(target, JSON.stringify(totals));
}

function place(path: string | undefined): string {
  return path === undefined ? '' : relative('', path);
}
