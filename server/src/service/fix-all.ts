import type { Remedy } from '../delivery/delivery.ts';
import type { Finding } from '../rules/rule.ts';
import { applyEdits, collide, EditedText, type Replacement } from '../text/edits.ts';
import type { TextEdit } from '../text/place.ts';
import { groupBy } from './group.ts';
import type { Inspected } from './inspected.ts';

const MAX_ROUNDS = 10;

export interface FixAllOptions {
  /** The configurations as they would be with these texts in place, in the same order. */
  readonly reread: (texts: ReadonlyMap<string, string>) => Promise<readonly Inspected[]>;
  /** Files that may change; every file where absent. */
  readonly allows?: (uri: string) => boolean;
  /** Findings that are to be mended; all of them where absent. */
  readonly mends?: (finding: Finding) => boolean;
}

export interface FixAllResult {
  /** What to replace in each file that changes. */
  readonly edits: ReadonlyMap<string, readonly Replacement[]>;
  /** The whole new text of each of these files. */
  readonly texts: ReadonlyMap<string, string>;
  /** The configurations with these texts in place. */
  readonly after: readonly Inspected[];
  /** Titles of the remedies that were applied, in order. */
  readonly applied: readonly string[];
}

/**
 * Applies the preferred remedies of all findings, round after round, until none is left that changes anything: at
 * most ten rounds, never two edits on one spot in a round, never a remedy that adds a syntax fault, never the same
 * remedy for the same finding again.
 */
export async function fixAll(
  configurations: readonly Inspected[],
  options: FixAllOptions,
): Promise<FixAllResult> {
  const work = new Work(options);
  let current = configurations;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (!work.round(current)) break;
    current = await options.reread(work.texts());
  }
  return { edits: work.edits(), texts: work.texts(), after: current, applied: work.applied };
}

interface Candidate {
  readonly remedy: Remedy;
  readonly key: string;
  readonly edits: readonly TextEdit[];
  readonly inspected: Inspected;
}

class Work {
  readonly applied: string[] = [];
  readonly #options: FixAllOptions;
  readonly #files = new Map<string, EditedText>();
  /** How often the remedy of a finding may still be applied, by key. */
  readonly #budget = new Map<string, number>();

  constructor(options: FixAllOptions) {
    this.#options = options;
  }

  /** Applies what can be applied at once; false where that is nothing. */
  round(configurations: readonly Inspected[]): boolean {
    const chosen = this.#choose(this.#candidates(configurations));
    const sound = addsFault(chosen)
      ? chosen.filter((candidate) => !addsFault([candidate]))
      : chosen;
    const accepted = addsFault(sound) ? sound.slice(0, 1) : sound;
    for (const [uri, edits] of editsByFile(accepted)) this.#file(uri, accepted).apply(edits);
    for (const { key } of chosen) this.#budget.set(key, (this.#budget.get(key) ?? 0) - 1);
    for (const { remedy } of accepted) this.applied.push(remedy.title);
    return accepted.length > 0;
  }

  texts(): ReadonlyMap<string, string> {
    const changed = [...this.#files].filter(([, file]) => file.text !== file.original);
    return new Map(changed.map(([uri, file]) => [uri, file.text]));
  }

  edits(): ReadonlyMap<string, readonly Replacement[]> {
    const edits = [...this.#files].map(([uri, file]) => [uri, file.edits()] as const);
    return new Map(edits.filter(([, list]) => list.length > 0));
  }

  #candidates(configurations: readonly Inspected[]): readonly Candidate[] {
    const { mends = () => true } = this.#options;
    const found = configurations.flatMap((inspected) =>
      inspected.findings.filter(mends).flatMap((finding) => candidatesOf(finding, inspected)),
    );
    const counts = new Map<string, number>();
    for (const { key } of found) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts) if (!this.#budget.has(key)) this.#budget.set(key, count);
    return found;
  }

  #choose(candidates: readonly Candidate[]): readonly Candidate[] {
    const { allows = () => true } = this.#options;
    const taken = new Map<string, TextEdit[]>();
    const left = new Map(this.#budget);
    return candidates.filter(({ key, edits }) => {
      const allowance = left.get(key) ?? 0;
      const free = edits.every(
        (edit) => !(taken.get(edit.uri) ?? []).some((other) => collide(edit, other)),
      );
      if (allowance <= 0 || !free || !edits.every((edit) => allows(edit.uri))) return false;
      left.set(key, allowance - 1);
      for (const edit of edits) {
        const list = taken.get(edit.uri);
        if (list) list.push(edit);
        else taken.set(edit.uri, [edit]);
      }
      return true;
    });
  }

  #file(uri: string, candidates: readonly Candidate[]): EditedText {
    let file = this.#files.get(uri);
    if (!file) {
      file = new EditedText(textOf(uri, candidates));
      this.#files.set(uri, file);
    }
    return file;
  }
}

function candidatesOf(finding: Finding, inspected: Inspected): readonly Candidate[] {
  const remedy = finding.remedies.find((each) => each.preferred);
  const edits = remedy?.edits().filter((edit) => changes(edit, inspected)) ?? [];
  if (!remedy || edits.length === 0) return [];
  const about = finding.affects.map((delivery) => delivery.path);
  const key = JSON.stringify([
    finding.ruleId,
    finding.place.uri,
    remedy.title,
    about,
    edits.map((edit) => edit.newText),
  ]);
  return [{ remedy, key, edits, inspected }];
}

function changes(edit: TextEdit, { sources }: Inspected): boolean {
  return sources.tree(edit.uri)?.text.slice(edit.start, edit.end) !== edit.newText;
}

function editsByFile(candidates: readonly Candidate[]): ReadonlyMap<string, readonly TextEdit[]> {
  return groupBy(
    candidates.flatMap((candidate) => candidate.edits),
    (edit) => edit.uri,
  );
}

function treeOf(uri: string, candidates: readonly Candidate[]) {
  for (const { inspected } of candidates) {
    const tree = inspected.sources.tree(uri);
    if (tree) return { tree, dialect: inspected.dialect };
  }
  return undefined;
}

function textOf(uri: string, candidates: readonly Candidate[]): string {
  return treeOf(uri, candidates)?.tree.text ?? '';
}

function addsFault(candidates: readonly Candidate[]): boolean {
  return [...editsByFile(candidates)].some(([uri, edits]) => {
    const found = treeOf(uri, candidates);
    if (!found) return true;
    const after = found.dialect.parse(applyEdits(found.tree.text, edits));
    return after.faults.length > found.tree.faults.length;
  });
}
