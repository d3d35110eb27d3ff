import { InvalidArgumentError } from 'commander';
import type { Dialect } from '../dialects/dialect.ts';
import { dialectsOnDemand } from '../dialects/on-demand.ts';
import type { Severities } from '../rules/inspect.ts';
import { rules } from '../rules/registry.ts';
import type { Severity } from '../rules/rule.ts';
import type { SessionOptions } from './session.ts';

/** What the flags that `check` and `explain` share say. */
export interface SharedFlags {
  readonly dialect?: string;
  readonly upstream: readonly string[];
  readonly basePath: string;
  readonly rule: Severities;
  readonly languageChecks?: boolean;
}

const severities: readonly (Severity | 'off')[] = [
  'error',
  'warning',
  'information',
  'hint',
  'off',
];

export function sessionOptions(flags: SharedFlags): SessionOptions {
  const { upstream, basePath, rule, languageChecks = true } = flags;
  return { recognition: { upstreams: upstream, basePath }, severities: rule, languageChecks };
}

export async function dialectNamed(id: string | undefined): Promise<Dialect | undefined> {
  return dialectsOnDemand.find((dialect) => dialect.id === id)?.load();
}

/** Reads `--dialect ID`. */
export function readDialect(id: string): string {
  const known = dialectsOnDemand.map((dialect) => dialect.id);
  if (known.some((each) => each === id)) return id;
  throw new InvalidArgumentError(`There are: ${known.join(', ')}.`);
}

/** Reads `--upstream HOST[:PORT]`, which may be repeated. */
export function readUpstream(value: string, previous: readonly string[]): readonly string[] {
  if (!/^[^\s:/]+(:\d+)?$|^\[[\dA-Fa-f:.]+\](:\d+)?$/.test(value)) {
    throw new InvalidArgumentError('It must be a host or host:port.');
  }
  return [...previous, value];
}

/** Reads `--rule id=severity`, which may be repeated. */
export function readRule(value: string, previous: Severities): Severities {
  const [id = '', severity = ''] = value.split('=');
  if (!rules.some((rule) => rule.id === id)) {
    throw new InvalidArgumentError(`There is no rule "${id}"; "rules" lists them.`);
  }
  const wanted = severities.find((known) => known === severity);
  if (!wanted)
    throw new InvalidArgumentError(`The severity must be one of ${severities.join(', ')}.`);
  return { ...previous, [id]: wanted };
}

/** Reads `--seconds N` of `verify`. */
export function readSeconds(value: string): number {
  const seconds = Number(value);
  if (!(seconds >= 1 && seconds <= 3600)) {
    throw new InvalidArgumentError('It must be a number from 1 to 3600.');
  }
  return seconds;
}
