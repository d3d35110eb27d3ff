import * as l10n from '@vscode/l10n';
import type { Diagnostic, DiagnosticSeverity } from 'vscode-languageserver-types';
import type { Analysis } from '../delivery/delivery.ts';
import { UNUSED_IGNORE } from '../rules/inspect.ts';
import { type Finding, type Severity, severities } from '../rules/rule.ts';
import type { SyntaxFault } from '../syntax/tree.ts';
import { type FixData, fixDataOf, insertionData, type VersionOf } from './fixes.ts';
import type { Inspected } from './inspected.ts';
import { rangeIn } from './positions.ts';

export const DIAGNOSTIC_SOURCE = 'stigman-proxy-lint';

/** Why a document is not analysed. */
export type Problem = 'binary' | 'too-large';

export interface DiagnosticsOptions {
  readonly versionOf: VersionOf;
  /** Address of the folder that holds the documentation. */
  readonly pages: string;
}

const UNNECESSARY = 1;
/** Further faults of a file follow from the first ones, or the file is no configuration. */
const MAX_FAULTS = 100;

/** All that is to be said about one file, over every configuration that reads it, each thing once. */
export function diagnosticsOf(
  uri: string,
  configurations: readonly Inspected[],
  options: DiagnosticsOptions,
): readonly Diagnostic[] {
  return eachOnce(configurations.map((inspected) => diagnosticsIn(uri, inspected, options)));
}

/** What some configurations have to say about one file, each thing once. */
export function eachOnce(about: readonly (readonly Diagnostic[])[]): readonly Diagnostic[] {
  const unique = new Map<string, Diagnostic>();
  for (const diagnostic of about.flat()) {
    const { code, message, range } = diagnostic;
    const key = JSON.stringify([code, message, range]);
    if (!unique.has(key) && !isNeededElsewhere(diagnostic, about)) unique.set(key, diagnostic);
  }
  return [...unique.values()];
}

/** A comment is useless only if it is so in every configuration. */
function isNeededElsewhere(
  diagnostic: Diagnostic,
  about: readonly (readonly Diagnostic[])[],
): boolean {
  if (diagnostic.code !== UNUSED_IGNORE) return false;
  const { line, character } = diagnostic.range.start;
  return about.some((diagnostics) =>
    diagnostics.every(
      (other) =>
        other.code !== UNUSED_IGNORE ||
        other.range.start.line !== line ||
        other.range.start.character !== character,
    ),
  );
}

/** All that one configuration has to say about a file. */
export function diagnosticsIn(
  uri: string,
  inspected: Inspected,
  options: DiagnosticsOptions,
): readonly Diagnostic[] {
  const { analysis, dialect, findings, languageFindings, sources } = inspected;
  const pageOf = (finding: Finding) => `${options.pages}/rules/${finding.ruleId}.md`;
  const languagePage = `${options.pages}/language-checks.md#${dialect.id}`;
  const faults = (sources.tree(uri)?.faults ?? [])
    .filter((fault) => !isPassedOver(fault, uri, analysis))
    .slice(0, MAX_FAULTS);
  return [
    ...faults.map((fault) => ofFault(uri, fault, inspected, options)),
    ...analysis.remarks
      .filter((remark) => remark.place.uri === uri)
      .map((remark) => ({ ...base(inspected, remark), code: remark.code })),
    ...languageFindings
      .filter((finding) => finding.place.uri === uri)
      .slice(0, MAX_FAULTS)
      .map((finding) => ofFinding(finding, languagePage, inspected, options)),
    ...findings
      .filter((finding) => finding.place.uri === uri)
      .map((finding) => ofFinding(finding, pageOf(finding), inspected, options)),
  ];
}

function isPassedOver({ passable, start }: SyntaxFault, uri: string, analysis: Analysis): boolean {
  const { passedOver = [] } = analysis;
  return (
    passable === true &&
    passedOver.some((block) => block.uri === uri && block.start <= start && start < block.end)
  );
}

/** The one diagnostic of a document that is not analysed. */
export function problemDiagnostic(problem: Problem): Diagnostic {
  const start = { line: 0, character: 0 };
  const message =
    problem === 'binary'
      ? l10n.t(
          'This file holds NUL bytes and is no text; it is not analysed. Save it as UTF-8 if it is a configuration.',
        )
      : l10n.t(
          'This file is larger than 10 MiB and is not analysed. Split it into included files.',
        );
  return {
    source: DIAGNOSTIC_SOURCE,
    code: `file-${problem}`,
    severity: levelOf('information'),
    range: { start, end: start },
    message,
  };
}

function ofFault(
  uri: string,
  fault: SyntaxFault,
  inspected: Inspected,
  { versionOf }: DiagnosticsOptions,
): Diagnostic {
  const { start, end, message, code, missing } = fault;
  const place = { uri, start, end };
  const severity = fault.tolerated ? 'warning' : 'error';
  const diagnostic = { ...base(inspected, { place, message, severity }), code };
  if (missing === undefined) return diagnostic;
  const edit = { uri, start: end, end, newText: missing };
  return { ...diagnostic, data: insertionData(edit, inspected, versionOf) };
}

function ofFinding(
  finding: Finding,
  page: string,
  inspected: Inspected,
  options: DiagnosticsOptions,
): Diagnostic {
  const { sources } = inspected;
  const data: FixData = fixDataOf(finding, inspected, options.versionOf);
  const relatedInformation = finding.related.map((place) => ({
    location: { uri: place.uri, range: rangeIn(sources, place) },
    message: place.message,
  }));
  return {
    ...base(inspected, finding),
    code: finding.ruleId,
    codeDescription: { href: page },
    ...(relatedInformation.length > 0 && { relatedInformation }),
    ...(finding.ruleId === UNUSED_IGNORE && { tags: [UNNECESSARY] }),
    data,
  };
}

/** The protocol counts from 1. */
function levelOf(severity: Severity): DiagnosticSeverity {
  return (severities.indexOf(severity) + 1) as DiagnosticSeverity;
}

type Statement = Pick<Finding, 'place' | 'message' | 'severity'>;

function base({ sources }: Inspected, { place, message, severity }: Statement): Diagnostic {
  return {
    source: DIAGNOSTIC_SOURCE,
    severity: levelOf(severity),
    range: rangeIn(sources, place),
    message,
  };
}
