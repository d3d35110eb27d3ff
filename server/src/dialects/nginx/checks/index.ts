import { identityOf } from '../../../syntax/shift.ts';
import type { Checks, LanguageFault } from '../../language.ts';
import { kept } from '../../once.ts';
import { isBalanced } from '../nesting.ts';
import type { Entry } from '../scope.ts';
import { argumentCount, mapArguments } from './argument-count.ts';
import { unfitBuffers } from './buffers.ts';
import { missingCertificates } from './certificates.ts';
import type { Context } from './contexts.ts';
import { duplicateDirectives } from './duplicates.ts';
import { missingEvents } from './events.ts';
import { invalidFlag } from './flags.ts';
import { longMapKeys } from './hashes.ts';
import { conflictingNames, duplicateListens } from './listens.ts';
import { duplicateLocations } from './locations.ts';
import { repeatedMapKeys } from './map-keys.ts';
import { undefinedNamedLocations } from './named-locations.ts';
import { misplacedLocations } from './nested-locations.ts';
import { invalidParameter } from './parameters.ts';
import { invalidMapPatterns, invalidPattern } from './patterns.ts';
import { noteQuietServers } from './quiet-servers.ts';
import { invalidShares } from './shares.ts';
import { type DirectiveCheck, type DirectiveTest, type Site, siteOf } from './site.ts';
import type { Group } from './sorting.ts';
import { unknownDirective } from './unknown-directive.ts';
import { duplicateUpstreams, emptyUpstreams, misspeltUpstreams } from './upstreams.ts';
import { uriInLocation } from './uri-in-location.ts';
import { invalidValue } from './values.ts';
import { undefinedVariables } from './variables.ts';
import { wrongContext } from './wrong-context.ts';
import { undefinedZones } from './zones.ts';

/** Checks that look at nothing but the words of a directive and its context. */
const wordChecks: readonly DirectiveCheck[] = [
  wrongContext,
  argumentCount,
  invalidFlag,
  invalidValue,
  invalidParameter,
  invalidPattern,
];
/** Checks that look at the block around or at the file as well. */
const placeChecks: readonly DirectiveCheck[] = [unknownDirective, uriInLocation];

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
  missingCertificates,
  repeatedMapKeys,
  invalidShares,
  missingEvents,
  longMapKeys,
  unfitBuffers,
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
    noteQuietServers(site, [...found.values()]);
    return [...found.values()];
  },
};

/** The context in which the words of a directive were found to be fine, the last one. */
const fineIn = kept<object, Context>();

function faultsIn(group: Group): readonly LanguageFault[] {
  const ofWords = testsOf(wordChecks, group);
  const ofPlace = testsOf(placeChecks, group);
  if (ofWords.length + ofPlace.length === 0) return [];
  const found: LanguageFault[] = [];
  for (const entry of group.entries) {
    const identity = identityOf(entry.directive);
    if (fineIn.get(identity) !== group.context) {
      const before = found.length;
      run(ofWords, entry, found);
      if (found.length === before) fineIn.set(identity, group.context);
    }
    run(ofPlace, entry, found);
  }
  return found;
}

function testsOf(checks: readonly DirectiveCheck[], group: Group): readonly DirectiveTest[] {
  return checks.map((check) => check(group)).filter((test) => test !== undefined);
}

function run(tests: readonly DirectiveTest[], entry: Entry, into: LanguageFault[]): void {
  for (const test of tests) {
    const fault = test(entry);
    if (fault) into.push(fault);
  }
}
