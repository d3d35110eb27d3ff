import { LineDirective } from '../../syntax/lines.ts';
import type { Block, Directive } from '../../syntax/tree.ts';
import { kept } from '../once.ts';
import { type HaproxyWording, isMacroLine, wordingOf } from './wording.ts';

/** What stands below the head of a section. Its directives are made when they are asked for: most never are. */
export class SectionBlock implements Block {
  readonly open = undefined;
  readonly close = undefined;
  readonly raw = false;
  readonly owner: Directive;
  readonly start: number;
  end: number;
  /** The lines of the file, where that of the head stands among them, and where that one starts. */
  readonly #wordings: readonly HaproxyWording[];
  readonly #head: number;
  readonly #at: number;
  /** Index of the last line. */
  #last: number;
  #directives: readonly Directive[] | undefined;

  constructor(owner: Directive, wordings: readonly HaproxyWording[], head: number, at: number) {
    this.owner = owner;
    this.start = owner.end;
    this.end = owner.end;
    this.#wordings = wordings;
    this.#head = head;
    this.#last = head;
    this.#at = at;
  }

  /** Has the section reach to a line and its end. */
  take(index: number, end: number): void {
    this.#last = index;
    this.end = end;
  }

  get directives(): readonly Directive[] {
    this.#directives ??= this.#made();
    return this.#directives;
  }

  /** Its lines, but those without a word. */
  get lines(): readonly HaproxyWording[] {
    return this.#wordings
      .slice(this.#head + 1, this.#last + 1)
      .filter(({ words }) => words.length > 0);
  }

  /** True where its lines are these. */
  isOf(lines: readonly HaproxyWording[]): boolean {
    let count = 0;
    for (let i = this.#head + 1; i <= this.#last; i++) {
      const wording = this.#wordings[i] as HaproxyWording;
      if (wording.words.length > 0 && wording !== lines[count++]) return false;
    }
    return count === lines.length;
  }

  #made(): readonly Directive[] {
    const made: Directive[] = [];
    let at = this.#at;
    for (let i = this.#head; i <= this.#last; i++) {
      const wording = this.#wordings[i] as HaproxyWording;
      if (i > this.#head && wording.words.length > 0) made.push(new LineDirective(wording, at));
      at += wording.length;
    }
    return made;
  }
}

/** What stands below a section's head; the same object as long as the lines are of the same words. */
export interface SectionWording {
  readonly lines: readonly HaproxyWording[];
  /** True where macros or a template engine decide about lines. */
  readonly variable: boolean;
  /** True once the checks found nothing in it that its own lines decide. */
  fine: boolean;
}

const lastSections = kept<HaproxyWording, SectionWording>();

/** The lines of a section, macros among them. */
export function sectionWordingOf(head: Directive): SectionWording {
  const last = lastSections.get(wordingOf(head));
  const block = head.block as SectionBlock;
  if (last && block.isOf(last.lines)) return last;
  const { lines } = block;
  const variable = lines.some((line) => line.tagged || isMacroLine(line));
  const made = { lines, variable, fine: false };
  lastSections.set(wordingOf(head), made);
  return made;
}
