import type { Hover, Position } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { DirectiveDoc } from '../dialects/language.ts';
import { directiveAt } from '../syntax/find.ts';
import type { Word } from '../syntax/tree.ts';
import { code } from './markdown.ts';
import { offsetOf, rangeOf } from './positions.ts';
import { surroundings } from './surroundings.ts';

/** What the proxy's own reference says of a directive, as Markdown. */
export function documentationOf(doc: DirectiveDoc): string {
  const facts = [
    doc.contexts.length > 0 ? `Context: ${doc.contexts.join(', ')}` : '',
    doc.default ? `Default: ${doc.default}` : '',
    doc.since ? `Since: ${doc.since}` : '',
    doc.module ? `Module: ${code(doc.module)}` : '',
    doc.url ? `[Documentation](${doc.url})` : '',
  ].filter((fact) => fact !== '');
  const syntax = doc.syntax.filter((form) => form !== '').map((form) => `**${doc.name}** ${form}`);
  return [syntax.join('  \n'), doc.summary, facts.join('  \n')]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** Documentation of the directive or variable at a position. */
export function documentationAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): Hover | undefined {
  for (const configuration of configurations) {
    const { analysis, sources, dialect } = configuration;
    const tree = sources.tree(uri);
    const vocabulary = dialect.language?.vocabulary;
    const offset = tree && offsetOf(tree, position);
    const directive = tree && directiveAt(tree, offset ?? 0);
    if (!tree || !vocabulary || !directive || offset === undefined) continue;
    const word = [directive.name, ...directive.args].find(
      (one) => one.start <= offset && offset <= one.end,
    );
    if (!word) continue;
    if (word === directive.name) {
      const doc = vocabulary.describe(
        directive.name.value,
        vocabulary.contextAt(
          surroundings(uri, directive.start, configuration),
          sources.tree(analysis.root),
        ),
      );
      return (
        doc && {
          contents: { kind: 'markdown', value: documentationOf(doc) },
          range: rangeOf(tree, word),
        }
      );
    }
    const name = variableAt(word, tree.text, offset);
    const known = name && vocabulary.variables().find((variable) => variable.text === name);
    if (known)
      return {
        contents: { kind: 'markdown', value: `**${known.text}**\n\n${known.summary}` },
        range: rangeOf(tree, word),
      };
  }
  return undefined;
}

function variableAt(word: Word, text: string, offset: number): string | undefined {
  for (const match of text.slice(word.start, word.end).matchAll(/\$\{?(\w+)\}?/g)) {
    const start = word.start + match.index;
    if (start <= offset && offset <= start + match[0].length) return `$${match[1]}`;
  }
  return undefined;
}
