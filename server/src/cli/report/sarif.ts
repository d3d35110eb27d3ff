import type { Range } from 'vscode-languageserver-types';
import { rules } from '../../rules/registry.ts';
import type { Severity } from '../../rules/rule.ts';
import type { Problem, Report } from './report.ts';

const levels: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
};

/** The report as a SARIF 2.1.0 log. */
export function sarifReport(report: Report): string {
  const known = rules.map((rule) => ({
    id: rule.id,
    shortDescription: { text: rule.summary },
    defaultConfiguration: { level: levels[rule.severity] },
  }));
  const ids = new Set(known.map((rule) => rule.id));
  const others = new Set(report.problems.map((problem) => problem.ruleId));
  const driver = {
    name: 'stigman-proxy-lint',
    semanticVersion: report.version,
    rules: [...known, ...[...others].filter((id) => !ids.has(id)).map((id) => ({ id }))],
  };
  const index = new Map(driver.rules.map((rule, i) => [rule.id, i]));
  const results = report.problems.map((problem) => ({
    ruleId: problem.ruleId,
    ruleIndex: index.get(problem.ruleId),
    ...resultOf(problem, report),
  }));
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function resultOf(problem: Problem, { nameOf }: Report) {
  const related = problem.related.map((place, id) => ({
    id,
    ...location(place.uri, place.range, nameOf),
    message: { text: place.message },
  }));
  const fixes = problem.fixes.map(({ title, edits }) => ({
    description: { text: title },
    artifactChanges: Object.entries(edits).map(([uri, list]) => ({
      artifactLocation: { uri: artifactUri(nameOf(uri)) },
      replacements: list.map(({ range, newText }) => ({
        deletedRegion: region(range),
        insertedContent: { text: newText },
      })),
    })),
  }));
  return {
    level: levels[problem.severity],
    message: { text: problem.message },
    locations: [location(problem.uri, problem.range, nameOf)],
    ...(related.length > 0 && { relatedLocations: related }),
    ...(fixes.length > 0 && { fixes }),
  };
}

function location(uri: string, range: Range, nameOf: Report['nameOf']) {
  const artifactLocation = { uri: artifactUri(nameOf(uri)) };
  return { physicalLocation: { artifactLocation, region: region(range) } };
}

/** A path as a URI reference: relative paths stay relative, one with a drive of Windows is absolute. */
function artifactUri(path: string): string {
  const slashed = path
    .replaceAll('\\', '/')
    .replace(/^\.\//, '')
    .replace(/^(?=[a-z]:\/)/i, '/');
  const escaped = slashed.split('/').map(encodeURIComponent).join('/');
  return slashed.startsWith('/') ? `file://${escaped}` : escaped;
}

function region({ start, end }: Range) {
  return {
    startLine: start.line + 1,
    startColumn: start.character + 1,
    endLine: end.line + 1,
    endColumn: end.character + 1,
  };
}
