import type { Dialect, Files } from '../../server/src/dialects/dialect.ts';
import type { LanguageFault } from '../../server/src/dialects/language.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { globMatches } from '../dialects/apache/globs.ts';

/** A fault with its line, from 1, and the text that it stands on. */
export interface FaultAt extends LanguageFault {
  readonly line: number;
  readonly written: string;
}

/** The faults of the language that the dialect itself finds in texts by URI, read from one root. */
export function languageFaults(
  dialect: Dialect,
  texts: Readonly<Record<string, string>>,
  root: string,
): readonly FaultAt[] {
  const trees = new Map<string, SyntaxTree>();
  const files: Files = {
    read: (uri) => (texts[uri] === undefined ? 'missing' : { uri, text: texts[uri] }),
    glob: (pattern) =>
      Object.keys(texts)
        .filter((uri) => globMatches(pattern, uri))
        .sort(),
    tree: (file, parse) => {
      const tree = trees.get(file.uri) ?? parse(file.text);
      trees.set(file.uri, tree);
      return tree;
    },
  };
  const question = { root, files, recognition: noRecognition, application: stigManager };
  const configuration = {
    dialect,
    files,
    analysis: dialect.analyze(question),
    sources: { tree: (uri: string) => trees.get(uri) },
  };
  return (dialect.language?.checks?.faults(configuration) ?? []).map((fault) => {
    const text = texts[fault.place.uri] ?? '';
    const line = new LineIndex(text).position(fault.place.start).line + 1;
    return { ...fault, line, written: text.slice(fault.place.start, fault.place.end) };
  });
}
