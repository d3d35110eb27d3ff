import type { Checks, LanguageFault } from '../../language.ts';
import { argumentCounts } from './argument-count.ts';
import { missingCertificates } from './certificates.ts';
import { undefinedVariables } from './defines.ts';
import { expressions } from './expressions.ts';
import { flagValues } from './flags.ts';
import { formats } from './formats.ts';
import { headerActions } from './header-actions.ts';
import { duplicateListens } from './listens.ts';
import { macroFaults } from './macros.ts';
import { unloadedModules } from './modules.ts';
import { numberValues } from './number-values.ts';
import { optionValues } from './option-values.ts';
import { invalidPatterns } from './patterns.ts';
import { ports } from './ports.ts';
import { requirements } from './requirements.ts';
import { rewriteFlags } from './rewrite-flags.ts';
import { isTemplated, type Site, siteOf } from './site.ts';
import { straySections } from './stray-sections.ts';
import { Suspects } from './suspects.ts';
import { targets } from './targets.ts';
import { unclosedSections } from './unclosed-sections.ts';
import { unknownDirectives } from './unknown-directive.ts';
import { setParameters, workerParameters } from './worker-parameters.ts';
import { wrongContexts } from './wrong-context.ts';

type Check = (site: Site) => readonly LanguageFault[];

/** What looks at nothing but a directive and the names of the sections around it. */
const OF_ONE: ReadonlySet<Check> = new Set([
  unknownDirectives,
  wrongContexts,
  argumentCounts,
  flagValues,
  workerParameters,
  headerActions,
  optionValues,
  numberValues,
  requirements,
  invalidPatterns,
  rewriteFlags,
  targets,
  ports,
  formats,
  expressions,
]);
const CHECKS: readonly Check[] = [
  unknownDirectives,
  unloadedModules,
  wrongContexts,
  argumentCounts,
  flagValues,
  macroFaults,
  undefinedVariables,
  setParameters,
  workerParameters,
  headerActions,
  optionValues,
  numberValues,
  requirements,
  invalidPatterns,
  rewriteFlags,
  targets,
  ports,
  formats,
  expressions,
  duplicateListens,
  unclosedSections,
  straySections,
  missingCertificates,
];
const suspects = new Suspects([...OF_ONE]);

/** What httpd's own check would say of a configuration, each fault of a place once. */
export const checks: Checks = {
  faults: (configuration) => {
    const site = siteOf(configuration);
    const faults = new Map<string, LanguageFault>();
    const suspicious = { ...site, met: suspects.among(site).filter((met) => !isTemplated(met)) };
    for (const fault of CHECKS.flatMap((check) => check(OF_ONE.has(check) ? suspicious : site))) {
      const key = `${fault.place.uri} ${fault.place.start} ${fault.code}`;
      if (!faults.has(key)) faults.set(key, fault);
    }
    return [...faults.values()];
  },
};
