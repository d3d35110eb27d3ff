import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import type { Node } from '../node.ts';
import { type ApacheWording, wordingOf } from '../wording.ts';
import type { Site } from './site.ts';
import { isUnknown } from './unknown-directive.ts';

type Check = (site: Site) => readonly LanguageFault[];

/**
 * The directives in which some checks may find something. The checks look at nothing but a directive and the names of
 * the sections around it; so a line of given words, once it is fine between such sections, is always fine there.
 */
export class Suspects {
  readonly #checks: readonly Check[];
  readonly #fine = new Map<string, WeakMap<ApacheWording, boolean>>();

  constructor(checks: readonly Check[]) {
    this.#checks = checks;
  }

  among(site: Site): readonly Met[] {
    if (this.#fine.size > MOST_SURROUNDINGS) this.#fine.clear();
    const surroundings = new Map<Node | undefined, WeakMap<ApacheWording, boolean>>();
    return site.met.filter((met) => {
      const { node } = met;
      if (!node.literal) return true;
      const fine = surroundings.get(node.parent) ?? this.#fineIn(met, site);
      surroundings.set(node.parent, fine);
      const wording = wordingOf(node.directive);
      const known = fine.get(wording) ?? this.#isFine(met, site);
      fine.set(wording, known);
      return !known;
    });
  }

  #fineIn({ node }: Met, { level }: Site): WeakMap<ApacheWording, boolean> {
    const names: string[] = [];
    for (let at = node.parent; at; at = at.parent) names.push(at.name);
    const key = JSON.stringify([level, ...names]);
    const known = this.#fine.get(key) ?? new WeakMap();
    this.#fine.set(key, known);
    return known;
  }

  #isFine(met: Met, site: Site): boolean {
    const alone = { ...site, met: [met] };
    return !isUnknown(met) && this.#checks.every((check) => check(alone).length === 0);
  }
}

const MOST_SURROUNDINGS = 1000;
