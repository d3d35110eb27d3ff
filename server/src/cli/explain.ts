import { explain } from '../service/explain.ts';
import { explanationText } from '../service/explain-text.ts';
import type { Inspected } from '../service/inspected.ts';
import { stigManager } from '../stigman/application.ts';
import { reads } from '../workspace/roots.ts';
import { EXIT_CLEAN, EXIT_FAILURE, Failure, UNKNOWN_DIALECT } from './failure.ts';
import { mermaid } from './mermaid.ts';
import { note, print } from './output.ts';
import { isFolder, pathNames, uriOf, whyUnreadable } from './paths.ts';
import { Session } from './session.ts';
import { dialectNamed, type SharedFlags, sessionOptions } from './settings.ts';

export const explainFormats = ['text', 'json', 'mermaid'] as const;

export interface ExplainFlags extends SharedFlags {
  readonly format: (typeof explainFormats)[number];
}

/** `explain`: tells what each main file does to each endpoint. Resolves to the exit code. */
export async function explainFiles(paths: readonly string[], flags: ExplainFlags): Promise<number> {
  const session = new Session(sessionOptions(flags));
  const nameOf = pathNames(paths);
  const forced = await dialectNamed(flags.dialect);
  const configurations: Inspected[] = [];
  for (const path of paths) {
    if (isFolder(path)) throw new Failure(`${path}: a folder; explain takes main files`);
    const uri = uriOf(path);
    if (typeof (await session.content(uri)) !== 'object') {
      throw new Failure(`${path}: ${whyUnreadable(uri)}`);
    }
    const dialect = forced ?? (await session.dialectOf(uri));
    if (!dialect) {
      throw new Failure(`${path}: ${UNKNOWN_DIALECT}`);
    }
    configurations.push(await session.load(uri, dialect));
  }
  print(rendered(withoutRepeats(configurations), nameOf, flags.format));
  for (const failure of session.failures) note(`internal error: ${failure}`);
  return session.failures.length > 0 ? EXIT_FAILURE : EXIT_CLEAN;
}

/**
 * Files that make up one configuration all read each other, as those of a HAProxy folder do: each then keeps the entries
 * that stand in it, and the first of them those that stand in none.
 */
function withoutRepeats(configurations: readonly Inspected[]): readonly Inspected[] {
  return configurations.map((one, at) => {
    const { root, entries } = one.analysis;
    const same = (other: Inspected) =>
      other !== one && reads(other, root) && reads(one, other.analysis.root);
    const own = entries.filter(({ place }) => {
      if (place.uri === root) return true;
      const holder = configurations.some(
        (other) => same(other) && other.analysis.root === place.uri,
      );
      return !holder && !configurations.slice(0, at).some(same);
    });
    return own.length === entries.length
      ? one
      : { ...one, analysis: { ...one.analysis, entries: own } };
  });
}

function rendered(
  configurations: readonly Inspected[],
  nameOf: (uri: string) => string,
  format: ExplainFlags['format'],
): string {
  const explanation = explain(configurations, stigManager, nameOf);
  switch (format) {
    case 'json':
      return `${JSON.stringify(explanation, null, 2)}\n`;
    case 'mermaid':
      return mermaid(explanation);
    case 'text':
      return explanationText(explanation);
  }
}
