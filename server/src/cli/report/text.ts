import pc from 'picocolors';
import type { Severity } from '../../rules/rule.ts';
import { counted, type Problem, type Report } from './report.ts';

type Paint = ReturnType<typeof pc.createColors>;

/** Longest part of a source line that is shown, in characters. */
const WIDTH = 160;

/** The report for people: each problem with its source line and a caret, and a closing line. */
export function textReport(report: Report, colours: boolean): string {
  const paint = pc.createColors(colours);
  const lines = linesByFile(report);
  const parts = report.problems.map((problem) => problemText(problem, report, lines, paint));
  return [...parts, summary(report, paint), ''].join('\n');
}

type Lines = (uri: string) => readonly string[];

function linesByFile(report: Report): Lines {
  const known = new Map<string, readonly string[]>();
  return (uri) => {
    if (!known.has(uri)) known.set(uri, (report.textOf(uri) ?? '').split(/\r?\n/));
    return known.get(uri) ?? [];
  };
}

function problemText(problem: Problem, report: Report, lines: Lines, paint: Paint): string {
  const { uri, range, severity, ruleId, message } = problem;
  const name = report.nameOf(uri);
  const place = `${name}:${range.start.line + 1}:${range.start.character + 1}`;
  const head = `${paint.bold(place)}: ${tint(severity, paint)} ${paint.dim(`[${ruleId}]`)} ${message}`;
  const related = problem.related.map(
    (each) =>
      `  ${report.nameOf(each.uri)}:${each.range.start.line + 1}:${each.range.start.character + 1}: ${each.message}`,
  );
  return [
    head,
    ...excerpt(problem, lines(uri), paint),
    ...related,
    ...fixNote(problem, paint),
    '',
  ].join('\n');
}

function tint(severity: Severity, paint: Paint): string {
  if (severity === 'error') return paint.red(severity);
  return severity === 'warning' ? paint.yellow(severity) : paint.blue(severity);
}

function excerpt({ range }: Problem, lines: readonly string[], paint: Paint): readonly string[] {
  const line = lines[range.start.line];
  if (line === undefined || line.trim() === '') return [];
  const from = Math.max(0, range.start.character - WIDTH / 2);
  const shown = printable(line.slice(from, from + WIDTH));
  const start = range.start.character - from;
  const end = range.end.line === range.start.line ? range.end.character - from : shown.length;
  const length = Math.max(1, Math.min(end, shown.trimEnd().length) - start);
  const number = String(range.start.line + 1);
  const margin = ' '.repeat(number.length);
  const indent = shown.slice(0, start).replace(/[^\t]/g, ' ');
  return [
    paint.dim(` ${number} | `) + shown,
    paint.dim(` ${margin} | `) + indent + paint.bold('^'.repeat(length)),
  ];
}

/** Control characters would reach the terminal. */
function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, '�');
}

function fixNote({ fixes }: Problem, paint: Paint): readonly string[] {
  const fix = fixes.find((each) => each.preferred) ?? fixes[0];
  if (!fix) return [];
  const how = fix.preferred ? 'fix available (--fix)' : 'fix available in the editor';
  return [`  ${paint.green(how)}: ${fix.title}`];
}

function summary({ problems, files }: Report, paint: Paint): string {
  const where = counted(files.length, 'file');
  if (problems.length === 0) return paint.green(`No findings in ${where}.`);
  const count = (severity: Severity) =>
    problems.filter((problem) => problem.severity === severity).length;
  const parts = [counted(count('error'), 'error'), counted(count('warning'), 'warning')];
  const notes = count('information') + count('hint');
  if (notes > 0) parts.push(counted(notes, 'note'));
  return paint.bold(`${parts.join(', ')} in ${where}.`);
}
