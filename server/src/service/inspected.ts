import type { Configuration } from '../dialects/configuration.ts';
import { type Inspection, inspect, type Severities } from '../rules/inspect.ts';
import type { Rule } from '../rules/rule.ts';
import type { Application } from '../stigman/application.ts';
import { languageFindings } from './language-findings.ts';

/** A configuration with what the rules find in it: what every feature works from. */
export interface Inspected extends Configuration, Inspection {}

export interface InspectedOptions {
  readonly application: Application;
  readonly severities: Severities;
  /** Whether faults of the language itself are looked for. */
  readonly languageChecks: boolean;
  /** Told of a rule or of checks that threw. */
  readonly onFailure: (message: string, error: unknown) => void;
  /** The rules to run; all of them where absent. */
  readonly rules?: readonly Rule[] | undefined;
}

/** Looks for all that is to be said about a configuration. */
export function inspected(configuration: Configuration, options: InspectedOptions): Inspected {
  const { analysis, sources, repaired } = configuration;
  const { application, severities, languageChecks, onFailure, rules } = options;
  const found = inspect(
    analysis,
    application,
    {
      severities,
      onFailure,
      repaired: repaired?.analysis,
      languageFindings: languageChecks ? languageFindings(configuration, onFailure) : undefined,
      ...(rules && { rules }),
    },
    sources,
  );
  return { ...configuration, ...found };
}
