import type { Checks, LanguageFault } from '../../language.ts';
import { isBalanced } from '../nesting.ts';
import { argumentCount, mapArguments } from './argument-count.ts';
import { duplicateDirectives } from './duplicates.ts';
import { invalidFlag } from './flags.ts';
import { conflictingNames, duplicateListens } from './listens.ts';
import { duplicateLocations } from './locations.ts';
import { undefinedNamedLocations } from './named-locations.ts';
import { misplacedLocations } from './nested-locations.ts';
import { invalidParameter } from './parameters.ts';
import { invalidMapPatterns, invalidPattern } from './patterns.ts';
import { type DirectiveCheck, type Group, type Site, siteOf } from './site.ts';
import { unknownDirective } from './unknown-directive.ts';
import { duplicateUpstreams, emptyUpstreams, misspeltUpstreams } from './upstreams.ts';
import { uriInLocation } from './uri-in-location.ts';
import { invalidValue } from './values.ts';
import { undefinedVariables } from './variables.ts';
import { wrongContext } from './wrong-context.ts';
import { undefinedZones } from './zones.ts';

const directiveChecks: readonly DirectiveCheck[] = [
  unknownDirective,
  wrongContext,
  argumentCount,
  invalidFlag,
  invalidValue,
  invalidParameter,
  invalidPattern,
  uriInLocation,
];

/** Checks of several directives at once. */
const siteChecks: readonly ((site: Site) => readonly LanguageFault[])[] = [
  duplicateDirectives,
  duplicateLocations,
  misplacedLocations,
  duplicateListens,
  conflictingNames,
  duplicateUpstreams,
  emptyUpstreams,
  misspeltUpstreams,
  invalidMapPatterns,
  mapArguments,
  undefinedNamedLocations,
  undefinedVariables,
  undefinedZones,
];

/** What `nginx -t` would say of a configuration whose braces balance. */
export const checks: Checks = {
  faults: (configuration) => {
    const { analysis, sources } = configuration;
    if (!analysis.files.every((uri) => isBalanced(sources.tree(uri)?.faults ?? []))) return [];
    const site = siteOf(configuration);
    const found = new Map<string, LanguageFault>();
    const faults = site.groups.flatMap(faultsIn);
    for (const fault of [...faults, ...siteChecks.flatMap((check) => check(site))]) {
      const { uri, start, end } = fault.place;
      const key = `${fault.code} ${start} ${end} ${uri}`;
      if (!found.has(key)) found.set(key, fault);
    }
    return [...found.values()];
  },
};

function faultsIn(group: Group): readonly LanguageFault[] {
  const tests = directiveChecks.map((check) => check(group)).filter((test) => test !== undefined);
  if (tests.length === 0) return [];
  const found: LanguageFault[] = [];
  for (const entry of group.entries) {
    for (const test of tests) {
      const fault = test(entry);
      if (fault) found.push(fault);
    }
  }
  return found;
}
