import type { Checks, LanguageFault } from '../../language.ts';
import { argumentFaults, missingArguments } from './argument-count.ts';
import { missingAuthorities } from './authorities.ts';
import { duplicateServers, duplicates } from './duplicates.ts';
import { experimentalActions } from './experimental-actions.ts';
import { hasFineKeywords, keywordFaults } from './keywords.ts';
import { incompatibleModes } from './modes.ts';
import { isProxy, type Section, type Site, siteOf } from './site.ts';
import { aclFaults, undefinedAcls } from './undefined-acls.ts';
import { serverFaults, undefinedNames } from './undefined-names.ts';
import { invalidValues, valueFaults } from './values.ts';
import { wordFaults } from './words.ts';

const CHECKS: readonly ((site: Site) => readonly LanguageFault[])[] = [
  keywordFaults,
  wordFaults,
  missingArguments,
  duplicates,
  undefinedNames,
  undefinedAcls,
  incompatibleModes,
  experimentalActions,
  invalidValues,
  missingAuthorities,
];

/** What `haproxy -c` would say of a configuration that can be read. */
export const checks: Checks = {
  faults: (configuration) => {
    const site = siteOf(configuration);
    const found = CHECKS.flatMap((check) => check(site));
    for (const section of site.sections) {
      if (!section.wording.fine && !site.templated) section.wording.fine = isFine(section);
    }
    return found;
  },
};

/**
 * True for a section in which the checks find nothing whatever else the configuration holds: what they find depends on
 * its head and lines alone, but for the names of other sections.
 */
function isFine(section: Section): boolean {
  return (
    isProxy(section) &&
    section.certain &&
    !section.wording.variable &&
    hasFineKeywords(section) &&
    section.lines.every(({ wording }) => wording.fineWords) &&
    argumentFaults(section).length === 0 &&
    valueFaults(section).length === 0 &&
    duplicateServers(section).length === 0 &&
    aclFaults(section).length === 0 &&
    serverFaults(section).length === 0
  );
}
