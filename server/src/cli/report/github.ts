import type { Severity } from '../../rules/rule.ts';
import type { Report } from './report.ts';

const commands: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
};

/** Workflow commands that GitHub turns into annotations. */
export function githubReport({ problems, nameOf }: Report): string {
  const lines = problems.map(({ uri, range, severity, ruleId, message }) => {
    const { start, end } = range;
    const properties = {
      file: nameOf(uri),
      line: start.line + 1,
      endLine: end.line + 1,
      col: start.character + 1,
      ...(end.line === start.line && { endColumn: end.character + 1 }),
      title: ruleId,
    };
    const list = Object.entries(properties).map(([key, value]) => `${key}=${property(value)}`);
    return `::${commands[severity]} ${list.join(',')}::${data(message)}\n`;
  });
  return lines.join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(value: string | number): string {
  return data(String(value)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
