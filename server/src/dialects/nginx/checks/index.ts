import type { Configuration } from '../../configuration.ts';
import type { Checks, LanguageFault } from '../../language.ts';
import { argumentCounts } from './argument-count.ts';
import { duplicateDirectives } from './duplicates.ts';
import { invalidFlags } from './flags.ts';
import { conflictingNames, duplicateListens } from './listens.ts';
import { duplicateLocations } from './locations.ts';
import { undefinedNamedLocations } from './named-locations.ts';
import { type Site, siteOf } from './site.ts';
import { unknownDirectives } from './unknown-directive.ts';
import { duplicateUpstreams, misspeltUpstreams } from './upstreams.ts';
import { undefinedVariables } from './variables.ts';
import { wrongContexts } from './wrong-context.ts';
import { undefinedZones } from './zones.ts';

const all: readonly ((site: Site) => readonly LanguageFault[])[] = [
  unknownDirectives,
  wrongContexts,
  argumentCounts,
  invalidFlags,
  duplicateDirectives,
  duplicateLocations,
  duplicateListens,
  conflictingNames,
  duplicateUpstreams,
  misspeltUpstreams,
  undefinedNamedLocations,
  undefinedVariables,
  undefinedZones,
];

/** Syntax faults after which it is not known what stands in which block. */
const UNBALANCED = /^(?:unclosed-block|stray-brace|unexpected-character)$/;

/** What `nginx -t` would say of a configuration whose braces balance. */
export const checks: Checks = {
  faults: (configuration) => {
    if (isUnbalanced(configuration)) return [];
    const site = siteOf(configuration);
    const found = new Map<string, LanguageFault>();
    for (const fault of all.flatMap((check) => check(site))) {
      const { uri, start, end } = fault.place;
      const key = `${fault.code} ${start} ${end} ${uri}`;
      if (!found.has(key)) found.set(key, fault);
    }
    return [...found.values()];
  },
};

function isUnbalanced({ analysis, sources }: Configuration): boolean {
  return analysis.files.some((uri) =>
    sources.tree(uri)?.faults.some(({ code }) => UNBALANCED.test(code)),
  );
}
