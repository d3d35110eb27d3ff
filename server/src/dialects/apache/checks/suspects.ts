import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import type { Node } from '../node.ts';
import { wordingOf } from '../wording.ts';
import type { Site } from './site.ts';
import { isUnknown } from './unknown-directive.ts';

type Check = (site: Site) => readonly LanguageFault[];

/**
 * The directives in which some checks may find something. The checks look at nothing but a directive and the names of
 * the sections around it; so a line of given words, once it is fine between such sections, is always fine there.
 */
export class Suspects {
  readonly #checks: readonly Check[];
  /** What stands for the sections around a line, by the level of the file. */
  readonly #levels = new Map<Site['level'], Surroundings>();

  constructor(checks: readonly Check[]) {
    this.#checks = checks;
  }

  among(site: Site): readonly Met[] {
    const level = this.#levels.get(site.level) ?? new Surroundings();
    this.#levels.set(site.level, level);
    let parent: Node | undefined;
    let around = level;
    return site.met.filter((met) => {
      const { node } = met;
      if (!node.literal) return true;
      if (node.parent !== parent) {
        parent = node.parent;
        around = level.within(parent);
      }
      const wording = wordingOf(node.directive);
      if (wording.fineIn === around) return false;
      if (!this.#isFine(met, site)) return true;
      wording.fineIn = around;
      return false;
    });
  }

  #isFine(met: Met, site: Site): boolean {
    const alone = { ...site, met: [met] };
    return !isUnknown(met) && this.#checks.every((check) => check(alone).length === 0);
  }
}

const MOST_NAMES = 1000;

/** Stands for sections of given names around a line. */
class Surroundings {
  readonly #inner = new Map<string, Surroundings>();

  /** What stands for a section and all that is around it; for undefined, the file alone. */
  within(section: Node | undefined): Surroundings {
    if (!section) return this;
    const inner = this.within(section.parent).#inner;
    const known = inner.get(section.name);
    if (known) return known;
    if (inner.size > MOST_NAMES) inner.clear();
    const made = new Surroundings();
    inner.set(section.name, made);
    return made;
  }
}
