import * as l10n from '@vscode/l10n';
import type { Diagnostic, TextEdit as LspEdit } from 'vscode-languageserver-types';
import { IGNORE_WITHOUT_REASON, UNUSED_IGNORE } from '../rules/inspect.ts';
import type { Finding } from '../rules/rule.ts';
import { IGNORE } from '../rules/suppression.ts';
import { directiveAt } from '../syntax/find.ts';
import type { Replacement } from '../text/edits.ts';
import { groupBy } from '../text/group.ts';
import { indentAt, lineAt, lineEndOf } from '../text/lines.ts';
import type { TextEdit } from '../text/place.ts';
import type { Inspected } from './inspected.ts';
import { rangeIn, rangeOf } from './positions.ts';

/** Edits by file. */
export type FileEdits = Readonly<Record<string, readonly LspEdit[]>>;

/** One entry of the light bulb. */
export interface Fix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: FileEdits;
}

/** What travels in `Diagnostic.data`, so that code actions need nothing else. */
export interface FixData {
  readonly fixes: readonly Fix[];
  /** Version of each open document that the fixes would change, as it was when they were worked out. */
  readonly versions: Readonly<Record<string, number>>;
}

/** Version of an open document; undefined for a file that no editor has open. */
export type VersionOf = (uri: string) => number | undefined;

/** The fixes of a finding, the one that silences it last. */
export function fixDataOf(finding: Finding, inspected: Inspected, versionOf: VersionOf): FixData {
  const remedies = finding.remedies.map(({ title, preferred, edits }) => ({
    title,
    preferred,
    edits: byFile(edits(), inspected),
  }));
  const silence = silencing(finding, inspected);
  const fixes = [...remedies.filter((fix) => Object.keys(fix.edits).length > 0), ...silence];
  return { fixes, versions: versionsOf(fixes, versionOf) };
}

/** The one fix of a syntax fault: to write what is missing. */
export function insertionData(edit: TextEdit, inspected: Inspected, versionOf: VersionOf): FixData {
  const title = l10n.t`Add “${edit.newText}”`;
  const fixes = [{ title, preferred: false, edits: byFile([edit], inspected) }];
  return { fixes, versions: versionsOf(fixes, versionOf) };
}

/** Reads back what `fixDataOf` wrote; undefined for a diagnostic of another origin. */
export function fixDataIn(diagnostic: Diagnostic): FixData | undefined {
  const data = diagnostic.data as Partial<FixData> | undefined;
  return Array.isArray(data?.fixes) && typeof data.versions === 'object'
    ? (data as FixData)
    : undefined;
}

/** Replacements of offsets as edits of lines and columns, by file. */
export function fileEdits(
  replacements: ReadonlyMap<string, readonly Replacement[]>,
  configurations: readonly Inspected[],
): FileEdits {
  const files = [...replacements].map(([uri, list]) => {
    const sources = configurations.find((each) => each.sources.tree(uri))?.sources;
    const edits = list.flatMap(({ start, end, newText }) =>
      sources ? [{ range: rangeIn(sources, { uri, start, end }), newText }] : [],
    );
    return [uri, edits] as const;
  });
  return Object.fromEntries(files);
}

function byFile(edits: readonly TextEdit[], { sources }: Inspected): FileEdits {
  const files = [...groupBy(edits, ({ uri }) => uri)].map(([uri, list]) => [
    uri,
    list.map((edit) => ({ range: rangeIn(sources, edit), newText: edit.newText })),
  ]);
  return Object.fromEntries(files);
}

function versionsOf(fixes: readonly Fix[], versionOf: VersionOf): Record<string, number> {
  const uris = new Set(fixes.flatMap((fix) => Object.keys(fix.edits)));
  const versions = [...uris].map((uri) => [uri, versionOf(uri)] as const);
  return Object.fromEntries(versions.filter((pair) => pair[1] !== undefined)) as Record<
    string,
    number
  >;
}

/** Writes the comment that silences a rule, above the line on which the directive of the finding starts. */
function silencing(finding: Finding, { dialect, sources }: Inspected): readonly Fix[] {
  const { ruleId, place } = finding;
  const tree = sources.tree(place.uri);
  if (!tree || ruleId === IGNORE_WITHOUT_REASON || ruleId === UNUSED_IGNORE) return [];
  const directive = directiveAt(tree, place.start);
  const { start } = lineAt(tree.text, directive?.start ?? place.start);
  const comment = `${dialect.comment} ${IGNORE} ${ruleId} -- ${l10n.t('reason')}`;
  const newText = indentAt(tree.text, start) + comment + lineEndOf(tree.text);
  const edit = { range: rangeOf(tree, { start, end: start }), newText };
  const title = l10n.t`Ignore ${ruleId} here`;
  return [{ title, preferred: false, edits: { [place.uri]: [edit] } }];
}
