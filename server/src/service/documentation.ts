import * as l10n from '@vscode/l10n';
import type { Hover, Position } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { DirectiveDoc, Vocabulary } from '../dialects/language.ts';
import { kindText } from '../dialects/name-kinds.ts';
import { directiveAt } from '../syntax/find.ts';
import type { Directive, SyntaxTree, Word } from '../syntax/tree.ts';
import { code, fenced, lineLink, plain } from './markdown.ts';
import { sameName, useAt } from './name-uses.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { surroundings } from './surroundings.ts';

/** What the proxy's own reference says of a directive, as Markdown. */
export function documentationOf(doc: DirectiveDoc): string {
  const facts = [
    labelled(l10n.t('Context: {0}'), doc.contexts.join(', ')),
    labelled(l10n.t('Default: {0}'), plain(doc.default)),
    labelled(l10n.t('Since: {0}'), doc.since ?? ''),
    labelled(l10n.t('Module: {0}'), doc.module ? code(doc.module) : ''),
    doc.url ? `[${l10n.t('Documentation')}](${doc.url})` : '',
  ].filter((fact) => fact !== '');
  return [headOf(doc), doc.summary, facts.join('  \n')].filter((part) => part !== '').join('\n\n');
}

/** A value in its label, put there without the library's pattern: a list of directives has thousands of them. */
function labelled(label: string, value: string): string {
  return value && label.replace('{0}', () => value);
}

function headOf({ name, syntax }: DirectiveDoc): string {
  const forms = syntax.filter((form) => form !== '').map((form) => `${name} ${form}`);
  return forms.length > 0 ? fenced(forms.join('\n')) : `**${plain(name)}**`;
}

/** Documentation of the directive, variable or name at a position. */
export function documentationAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): Hover | undefined {
  for (const configuration of configurations) {
    const { sources, dialect } = configuration;
    const tree = sources.tree(uri);
    const vocabulary = dialect.language?.vocabulary;
    const offset = tree && offsetOf(tree, position);
    const directive = tree && directiveAt(tree, offset ?? 0);
    if (!tree || !vocabulary || !directive || offset === undefined) continue;
    const word = [directive.name, ...directive.args].find(
      (one) => one.start <= offset && offset <= one.end,
    );
    const value =
      (word && directiveText(uri, word, directive, configuration)) ||
      (word && variableText(word, offset, tree, vocabulary)) ||
      nameText(uri, offset, configuration);
    if (word && value) return { contents: { kind: 'markdown', value }, range: rangeOf(tree, word) };
  }
  return undefined;
}

/** The directive's documentation on its name; on the argument behind it, that of both together, where there is any. */
function directiveText(
  uri: string,
  word: Word,
  { name, args, start }: Directive,
  configuration: Configuration,
): string | undefined {
  const [first, second] = name.value === 'no' ? args : [name, ...args];
  if (word !== name && word !== first && word !== second) return undefined;
  const wanted = word === second ? `${first?.value} ${second.value}` : word.value;
  const { analysis, dialect, sources } = configuration;
  const vocabulary = dialect.language?.vocabulary;
  const around = surroundings(uri, start, configuration);
  const context = vocabulary?.contextAt(around, sources.tree(analysis.root));
  const doc = vocabulary?.describe(wanted, context);
  return doc && documentationOf(doc);
}

/** A variable of the proxy itself, or one of those that it has for each header, argument or cookie: `$http_upgrade`. */
function variableText(
  word: Word,
  offset: number,
  { text }: SyntaxTree,
  vocabulary: Vocabulary,
): string | undefined {
  const name = variableAt(word, text, offset);
  if (!name) return undefined;
  const all = vocabulary.variables();
  const known =
    all.find((variable) => variable.text === name) ??
    all.find((variable) => variable.text.endsWith('_') && name.startsWith(variable.text));
  return known && `**${name}**\n\n${known.summary}`;
}

const MAX_LINES = 12;

/** Where the name under an offset is defined, and as what. */
function nameText(uri: string, offset: number, configuration: Configuration): string | undefined {
  const use = useAt(uri, offset, configuration);
  const defined = use && sameName(use, configuration).find(({ role }) => role === 'definition');
  const tree = defined && configuration.sources.tree(defined.uri);
  if (!use || !tree) return undefined;
  const { start, end } = defined.whole ?? defined;
  const lines = tree.text.slice(start, end).split(/\r?\n/);
  const shown = lines.length > MAX_LINES ? [...lines.slice(0, MAX_LINES), '…'] : lines;
  const place = lineLink(defined, uri, configuration);
  const told = l10n.t`${kindText(use.kind)} ${code(use.name)}, defined at ${place}`;
  return `${told}\n\n${fenced(shown.join('\n'))}`;
}

function variableAt(word: Word, text: string, offset: number): string | undefined {
  for (const match of text.slice(word.start, word.end).matchAll(/\$\{?(\w+)\}?/g)) {
    const start = word.start + match.index;
    if (start <= offset && offset <= start + match[0].length) return `$${match[1]}`;
  }
  return undefined;
}
