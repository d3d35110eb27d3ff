import type { Remedy } from '../delivery/delivery.ts';
import type { Finding } from '../rules/rule.ts';
import { applyEdits, collide, EditedText, type Replacement } from '../text/edits.ts';
import { groupBy } from '../text/group.ts';
import type { Place, TextEdit } from '../text/place.ts';
import type { Inspected } from './inspected.ts';

const MAX_ROUNDS = 10;
const MAX_ATTEMPTS = 5;
const MAX_PASSES = 3;

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
 * remedy for the same finding again. A remedy after which its finding is still there is left out, so that a second
 * run changes nothing.
 */
export async function fixAll(
  configurations: readonly Inspected[],
  options: FixAllOptions,
): Promise<FixAllResult> {
  let state: State = { files: new Map(), configurations, applied: [], settled: false };
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    const before = state.applied.length;
    state = await mended(state, options);
    if (state.applied.length === before || !state.settled) break;
  }
  const { files, configurations: after, applied } = state;
  const changed = [...files].filter(([, file]) => file.text !== file.original);
  return {
    edits: new Map(changed.map(([uri, file]) => [uri, file.edits()])),
    texts: new Map(changed.map(([uri, file]) => [uri, file.text])),
    after,
    applied,
  };
}

/** How far the mending has come. */
interface State {
  readonly files: ReadonlyMap<string, EditedText>;
  readonly configurations: readonly Inspected[];
  /** Titles of the remedies. */
  readonly applied: readonly string[];
  /** False where the rounds did not suffice. */
  readonly settled: boolean;
}

/** Mends until nothing more can be, without the remedies that turn out to be in vain. */
async function mended(state: State, options: FixAllOptions): Promise<State> {
  const useless = new Set<string>();
  for (let attempt = 1; ; attempt++) {
    const work = new Work(state, options, useless);
    let { configurations } = state;
    let rounds = 0;
    while (rounds < MAX_ROUNDS && work.round(configurations)) {
      configurations = await options.reread(work.texts());
      rounds++;
    }
    const settled = rounds < MAX_ROUNDS;
    const vain = work.vain(configurations);
    if (vain.length === 0 || attempt === MAX_ATTEMPTS) {
      return { files: work.files, configurations, applied: work.applied, settled };
    }
    for (const key of vain) useless.add(key);
  }
}

interface Candidate {
  readonly remedy: Remedy;
  /** What it does, wherever. */
  readonly deed: string;
  /** What it does, and where. */
  readonly key: string;
  readonly edits: readonly TextEdit[];
  readonly inspected: Inspected;
}

class Work {
  readonly applied: string[];
  readonly files: Map<string, EditedText>;
  readonly #options: FixAllOptions;
  readonly #useless: ReadonlySet<string>;
  /** What was applied: by what it does, its keys. */
  readonly #used = new Map<string, Set<string>>();
  /** How often the remedy of a finding may still be applied, by key. */
  readonly #budget = new Map<string, number>();

  constructor(state: State, options: FixAllOptions, useless: ReadonlySet<string>) {
    this.applied = [...state.applied];
    this.files = new Map([...state.files].map(([uri, file]) => [uri, file.clone()]));
    this.#options = options;
    this.#useless = useless;
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
    for (const { remedy, key, deed } of accepted) {
      this.applied.push(remedy.title);
      this.#used.set(deed, (this.#used.get(deed) ?? new Set()).add(key));
    }
    return accepted.length > 0;
  }

  /** Keys of the remedies that were applied and that the configurations ask for again. */
  vain(configurations: readonly Inspected[]): readonly string[] {
    const asked = this.#candidates(configurations).filter(({ key }) => !this.#useless.has(key));
    return asked.flatMap(({ deed }) => [...(this.#used.get(deed) ?? [])]);
  }

  texts(): ReadonlyMap<string, string> {
    const changed = [...this.files].filter(([, file]) => file.text !== file.original);
    return new Map(changed.map(([uri, file]) => [uri, file.text]));
  }

  #candidates(configurations: readonly Inspected[]): readonly Candidate[] {
    const { mends = () => true } = this.#options;
    const found = configurations.flatMap((inspected) =>
      inspected.findings.filter(mends).flatMap((finding) => this.#candidate(finding, inspected)),
    );
    const counts = new Map<string, number>();
    for (const { key } of found) counts.set(key, (counts.get(key) ?? 0) + 1);
    for (const [key, count] of counts) if (!this.#budget.has(key)) this.#budget.set(key, count);
    return found;
  }

  #candidate(finding: Finding, inspected: Inspected): readonly Candidate[] {
    const remedy = finding.remedies.find((each) => each.preferred);
    const edits = remedy?.edits().filter((edit) => changes(edit, inspected)) ?? [];
    if (!remedy || edits.length === 0) return [];
    const where = this.#spotOf(finding.place, inspected);
    const about = finding.affects.map((delivery) => delivery.path);
    const texts = edits.map((edit) => edit.newText);
    const deed = JSON.stringify([finding.ruleId, finding.place.uri, remedy.title, about, texts]);
    return [{ remedy, deed, key: JSON.stringify([where, deed]), edits, inspected }];
  }

  /** What stays the same of a place while the text around it changes: its origin, or what an edit wrote there. */
  #spotOf({ uri, start, end }: Place, { sources }: Inspected): number | string {
    const file = this.files.get(uri);
    const origin = file ? file.originOf(start) : start;
    return origin ?? sources.tree(uri)?.text.slice(start, end) ?? '';
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
      if (
        allowance <= 0 ||
        this.#useless.has(key) ||
        !free ||
        !edits.every((edit) => allows(edit.uri))
      )
        return false;
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
    let file = this.files.get(uri);
    if (!file) {
      file = new EditedText(textOf(uri, candidates));
      this.files.set(uri, file);
    }
    return file;
  }
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
