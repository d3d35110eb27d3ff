import type { Checks, LanguageFault } from '../../language.ts';
import { argumentCounts } from './argument-count.ts';
import { undefinedVariables } from './defines.ts';
import { flagValues } from './flags.ts';
import { headerActions } from './header-actions.ts';
import { macroFaults } from './macros.ts';
import { unloadedModules } from './modules.ts';
import { type Site, siteOf } from './site.ts';
import { unknownDirectives } from './unknown-directive.ts';
import { workerParameters } from './worker-parameters.ts';
import { wrongContexts } from './wrong-context.ts';

const CHECKS: readonly ((site: Site) => readonly LanguageFault[])[] = [
  unknownDirectives,
  unloadedModules,
  wrongContexts,
  argumentCounts,
  flagValues,
  macroFaults,
  undefinedVariables,
  workerParameters,
  headerActions,
];

/** What httpd's own check would say of a configuration, each fault of a place once. */
export const checks: Checks = {
  faults: (configuration) => {
    const site = siteOf(configuration);
    const faults = new Map<string, LanguageFault>();
    for (const fault of CHECKS.flatMap((check) => check(site))) {
      const key = `${fault.place.uri} ${fault.place.start} ${fault.code}`;
      if (!faults.has(key)) faults.set(key, fault);
    }
    return [...faults.values()];
  },
};
