import type { Dialect, SourceFile } from '../../server/src/dialects/dialect.ts';
import { dialects } from '../../server/src/dialects/registry.ts';
import { type FixAllResult, fixAll } from '../../server/src/service/fix-all.ts';
import { type Inspected, inspected } from '../../server/src/service/inspected.ts';
import { type Application, stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition, type Recognition } from '../../server/src/stigman/recognition.ts';
import { repair } from '../../server/src/syntax/repair.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';
import { memoryFiles } from '../proxies/lab/compare.ts';

export const ROOT = 'file:///proxy/site.conf';

/** Texts by URI; the configuration starts from `ROOT`. */
export type Texts = Readonly<Record<string, string>>;

/** How a test reads its texts. */
export interface Reading {
  readonly application: Application;
  readonly recognition: Recognition;
}

export const plainReading: Reading = { application: stigManager, recognition: noRecognition };

/** The dialect whose documents have a language id of VS Code. */
export function dialectOf(languageId: string): Dialect {
  const dialect = dialects.find((each) => each.languageIds.includes(languageId));
  if (!dialect) throw new Error(`no dialect for ${languageId}`);
  return dialect;
}

/** One text read as a whole configuration, with what the rules find. A rule that throws fails the test. */
export function inspectedText(dialect: Dialect, text: string): Inspected {
  return inspectedTexts(dialect, { [ROOT]: text });
}

/** Texts read as one configuration from a root file, with what the rules find. */
export function inspectedTexts(
  dialect: Dialect,
  texts: Texts,
  reading: Reading = plainReading,
  root: string = ROOT,
): Inspected {
  const trees = new Map<string, SyntaxTree>();
  const treeOf = (uri: string) => {
    const text = texts[uri];
    const tree = trees.get(uri) ?? (text === undefined ? undefined : dialect.parse(text));
    if (tree) trees.set(uri, tree);
    return tree;
  };
  const read = (change: (tree: SyntaxTree) => SyntaxTree) => {
    const files = {
      ...memoryFiles(texts),
      tree: ({ uri, text }: SourceFile) => change(treeOf(uri) ?? dialect.parse(text)),
    };
    const sources = {
      tree: (uri: string) => {
        const tree = treeOf(uri);
        return tree && change(tree);
      },
    };
    return { analysis: dialect.analyze({ root, files, ...reading }), sources, files };
  };
  const standing = read((tree) => tree);
  const faulty = standing.analysis.files.some((uri) => (treeOf(uri)?.faults.length ?? 0) > 0);
  const mended = (tree: SyntaxTree) => repair(tree, (text) => dialect.parse(text));
  const repaired = faulty ? read(mended) : undefined;
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  return inspected(
    { dialect, ...standing, repaired },
    { application: reading.application, severities: {}, languageChecks: true, onFailure },
  );
}

/** What "fix all" makes of texts. */
export function fixedTexts(
  dialect: Dialect,
  texts: Texts,
  reading: Reading = plainReading,
): Promise<FixAllResult> {
  return fixAll([inspectedTexts(dialect, texts, reading)], {
    reread: async (changed) => [
      inspectedTexts(dialect, { ...texts, ...Object.fromEntries(changed) }, reading),
    ],
  });
}

/** The text after all preferred remedies were applied. */
export async function fixedText(dialect: Dialect, text: string): Promise<string> {
  const { texts } = await fixedTexts(dialect, { [ROOT]: text });
  return texts.get(ROOT) ?? text;
}
