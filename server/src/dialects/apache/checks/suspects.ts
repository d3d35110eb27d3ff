import type { LanguageFault } from '../../language.ts';
import { kept } from '../../once.ts';
import type { Met } from '../configuration.ts';
import { type HostWording, hostWordingOf } from '../host-wording.ts';
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
    const { met } = site;
    const found: Met[] = [];
    for (let i = 0; i < met.length; ) {
      const { node } = met[i] as Met;
      const host = hostWordingOf(node);
      const end = host ? endOfHost(met, i, host) : i + 1;
      const around = level.within(node.parent);
      const before = found.length;
      if (host && fineHostsIn.get(host) === around) i = end;
      for (; i < end; i++) this.#look(met[i] as Met, site, level, found);
      if (host && found.length === before) fineHostsIn.set(host, around);
    }
    return found;
  }

  #look(met: Met, site: Site, level: Surroundings, into: Met[]): void {
    const { node } = met;
    if (!node.literal) {
      into.push(met);
      return;
    }
    const around = level.within(node.parent);
    const wording = wordingOf(node.directive);
    if (wording.fineIn === around) return;
    if (this.#isFine(met, site)) wording.fineIn = around;
    else into.push(met);
  }

  #isFine(met: Met, site: Site): boolean {
    const alone = { ...site, met: [met] };
    return !isUnknown(met) && this.#checks.every((check) => check(alone).length === 0);
  }
}

/** The surroundings in which the checks found nothing in a virtual host, the last ones. */
const fineHostsIn = kept<HostWording, Surroundings>();

/** Index behind the last directive of a virtual host whose head stands at an index; that of its head where not all are there. */
function endOfHost(met: readonly Met[], at: number, { directives }: HostWording): number {
  const head = met[at]?.node;
  const last = met[at + directives - 1]?.node;
  const isWhole = head && last?.tree === head.tree && last.directive.start < head.directive.end;
  return isWhole ? at + directives : at + 1;
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
