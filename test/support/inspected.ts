import type { Dialect, Files, SourceFile } from '../../server/src/dialects/dialect.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { inspect } from '../../server/src/rules/inspect.ts';
import { fixAll } from '../../server/src/service/fix-all.ts';
import type { Inspected } from '../../server/src/service/inspected.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';

export const ROOT = 'file:///proxy/site.conf';

/** The dialect whose documents have a language id of VS Code. */
export function dialectOf(languageId: string): Dialect {
  const dialect = dialects.find((each) => each.languageIds.includes(languageId));
  if (!dialect) throw new Error(`no dialect for ${languageId}`);
  return dialect;
}

/** One text read as a whole configuration, with what the rules find. A rule that throws fails the test. */
export function inspectedText(dialect: Dialect, text: string): Inspected {
  const trees = new Map<string, SyntaxTree>();
  const tree = (file: SourceFile, parse: (text: string) => SyntaxTree) => {
    const known = trees.get(file.uri) ?? parse(file.text);
    trees.set(file.uri, known);
    return known;
  };
  const files: Files = {
    read: (uri) => (uri === ROOT ? { uri, text } : 'missing'),
    glob: () => [],
    tree,
  };
  const question = { root: ROOT, files, recognition: noRecognition, application: stigManager };
  const analysis = dialect.analyze(question);
  const sources = { tree: (uri: string) => trees.get(uri) };
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const inspection = inspect(analysis, stigManager, { severities: {}, onFailure }, sources);
  return { dialect, analysis, sources, ...inspection };
}

/** The text after all preferred remedies were applied. */
export async function fixedText(dialect: Dialect, text: string): Promise<string> {
  const { texts } = await fixAll([inspectedText(dialect, text)], {
    reread: async (changed) => [inspectedText(dialect, changed.get(ROOT) ?? text)],
  });
  return texts.get(ROOT) ?? text;
}
