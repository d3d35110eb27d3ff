import type { Dialect } from '../../../server/src/dialects/dialect.ts';
import { inspect } from '../../../server/src/rules/inspect.ts';
import { rules } from '../../../server/src/rules/registry.ts';
import type { Finding } from '../../../server/src/rules/rule.ts';
import { fixAll } from '../../../server/src/service/fix-all.ts';
import type { Inspected } from '../../../server/src/service/inspected.ts';
import { analyze, memoryFiles } from './compare.ts';
import type { Lab } from './lab.ts';

export type Texts = Readonly<Record<string, string>>;

/** The findings of one rule on a configuration that stands before the lab's applications. */
export function findingsOf(
  dialect: Dialect,
  lab: Lab,
  root: string,
  texts: Texts,
  ruleId: string,
): readonly Finding[] {
  return inspected(dialect, lab, root, texts, ruleId).findings;
}

/** The texts after the tool has applied the preferred remedies of one rule, as `check --fix` would. */
export async function mend(
  dialect: Dialect,
  lab: Lab,
  root: string,
  texts: Texts,
  ruleId: string,
): Promise<Texts> {
  const read = (changed: ReadonlyMap<string, string>) => [
    inspected(dialect, lab, root, { ...texts, ...Object.fromEntries(changed) }, ruleId),
  ];
  const result = await fixAll(read(new Map()), { reread: async (changed) => read(changed) });
  return { ...texts, ...Object.fromEntries(result.texts) };
}

/** The text of a configuration of one file after the preferred remedies of every rule. */
export async function mendAll(
  dialect: Dialect,
  lab: Lab,
  root: string,
  text: string,
): Promise<string> {
  let texts: Texts = { [root]: text };
  for (const { id } of rules) texts = await mend(dialect, lab, root, texts, id);
  return texts[root] ?? '';
}

function inspected(
  dialect: Dialect,
  lab: Lab,
  root: string,
  texts: Texts,
  ruleId: string,
): Inspected {
  const analysis = analyze(dialect, lab, root, texts);
  const sources = {
    tree: (uri: string) => {
      const text = texts[uri];
      return text === undefined ? undefined : dialect.parse(text);
    },
  };
  const options = { severities: {}, rules: rules.filter((rule) => rule.id === ruleId) };
  const found = inspect(analysis, lab.pace.application, options, sources);
  return { dialect, analysis, sources, files: memoryFiles(texts), ...found };
}
