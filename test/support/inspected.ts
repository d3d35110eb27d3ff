import type { Analysis } from '../../server/src/delivery/delivery.ts';
import type { Dialect, Files } from '../../server/src/dialects/dialect.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { inspect } from '../../server/src/rules/inspect.ts';
import { fixAll } from '../../server/src/service/fix-all.ts';
import type { Inspected } from '../../server/src/service/inspected.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { repair } from '../../server/src/syntax/repair.ts';
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
  const tree = dialect.parse(text);
  const sources = { tree: (uri: string) => (uri === ROOT ? tree : undefined) };
  const analysis = analyzed(dialect, text, tree);
  const repaired =
    tree.faults.length > 0
      ? analyzed(
          dialect,
          text,
          repair(tree, (other) => dialect.parse(other)),
        )
      : undefined;
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const options = { severities: {}, onFailure, repaired };
  return { dialect, analysis, sources, ...inspect(analysis, stigManager, options, sources) };
}

function analyzed(dialect: Dialect, text: string, tree: SyntaxTree): Analysis {
  const files: Files = {
    read: (uri) => (uri === ROOT ? { uri, text } : 'missing'),
    glob: () => [],
    tree: () => tree,
  };
  const recognition = noRecognition;
  return dialect.analyze({ root: ROOT, files, recognition, application: stigManager });
}

/** The text after all preferred remedies were applied. */
export async function fixedText(dialect: Dialect, text: string): Promise<string> {
  const { texts } = await fixAll([inspectedText(dialect, text)], {
    reread: async (changed) => [inspectedText(dialect, changed.get(ROOT) ?? text)],
  });
  return texts.get(ROOT) ?? text;
}
