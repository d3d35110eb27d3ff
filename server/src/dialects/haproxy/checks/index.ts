import type { Checks, LanguageFault } from '../../language.ts';
import { duplicates } from './duplicates.ts';
import { keywordFaults } from './keywords.ts';
import { type Site, siteOf } from './site.ts';
import { undefinedAcls } from './undefined-acls.ts';
import { undefinedNames } from './undefined-names.ts';
import { wordFaults } from './words.ts';

const CHECKS: readonly ((site: Site) => readonly LanguageFault[])[] = [
  keywordFaults,
  wordFaults,
  duplicates,
  undefinedNames,
  undefinedAcls,
];

/** What `haproxy -c` would say of a configuration that can be read. */
export const checks: Checks = {
  faults: (configuration) => {
    const site = siteOf(configuration);
    return CHECKS.flatMap((check) => check(site));
  },
};
