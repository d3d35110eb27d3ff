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
  /** What stands for sections of given names, by those names. */
  readonly #surroundings = new Map<string, object>();

  constructor(checks: readonly Check[]) {
    this.#checks = checks;
  }

  among(site: Site): readonly Met[] {
    if (this.#surroundings.size > MOST_SURROUNDINGS) this.#surroundings.clear();
    let parent: Node | undefined;
    let around = this.#around(parent, site);
    return site.met.filter((met) => {
      const { node } = met;
      if (!node.literal) return true;
      if (node.parent !== parent) {
        parent = node.parent;
        around = this.#around(parent, site);
      }
      const wording = wordingOf(node.directive);
      if (wording.fineIn === around) return false;
      if (!this.#isFine(met, site)) return true;
      wording.fineIn = around;
      return false;
    });
  }

  #around(parent: Node | undefined, { level }: Site): object {
    const names: string[] = [];
    for (let at = parent; at; at = at.parent) names.push(at.name);
    const key = JSON.stringify([level, ...names]);
    const around = this.#surroundings.get(key) ?? {};
    this.#surroundings.set(key, around);
    return around;
  }

  #isFine(met: Met, site: Site): boolean {
    const alone = { ...site, met: [met] };
    return !isUnknown(met) && this.#checks.every((check) => check(alone).length === 0);
  }
}

const MOST_SURROUNDINGS = 1000;
