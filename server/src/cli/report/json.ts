import type { Range } from 'vscode-languageserver-types';
import type { Report } from './report.ts';

/** The report as JSON; lines and columns count from 1, ends are exclusive. */
export function jsonReport({ problems, files, nameOf }: Report): string {
  const found = problems.map((problem) => ({
    file: nameOf(problem.uri),
    ...place(problem.range),
    ruleId: problem.ruleId,
    severity: problem.severity,
    message: problem.message,
    related: problem.related.map((related) => ({
      file: nameOf(related.uri),
      ...place(related.range),
      message: related.message,
    })),
    fixes: problem.fixes.map(({ title, preferred, edits }) => ({
      title,
      preferred,
      edits: Object.entries(edits).flatMap(([uri, list]) =>
        list.map(({ range, newText }) => ({ file: nameOf(uri), ...place(range), newText })),
      ),
    })),
  }));
  return `${JSON.stringify({ version: 1, files: files.map(nameOf), findings: found }, null, 2)}\n`;
}

function place({ start, end }: Range) {
  return {
    line: start.line + 1,
    column: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
