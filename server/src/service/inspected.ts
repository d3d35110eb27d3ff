import type { Configuration } from '../dialects/configuration.ts';
import type { Inspection } from '../rules/inspect.ts';

/** A configuration with what the rules find in it: what every feature works from. */
export interface Inspected extends Configuration, Inspection {}
