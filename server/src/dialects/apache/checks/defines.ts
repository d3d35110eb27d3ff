import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument } from './fault.ts';
import type { Site } from './site.ts';

/**
 * httpd only warns of a variable that nothing defines (`Config variable ${X} is not defined`), and takes the environment
 * for one that Define does not. So a name is told only where it comes near to a defined one, or its Define comes later.
 */
export function undefinedVariables({ met, acting }: Site): readonly LanguageFault[] {
  const later = new Set(acting.filter(isDefine).map(definedName));
  if (later.size === 0) return [];
  const known = new Set<string>();
  const found: LanguageFault[] = [];
  for (const each of met) {
    for (const [index, { value }] of each.node.args.entries()) {
      for (const [, name = ''] of value.matchAll(/\$\{([\w.-]+)\}/g)) {
        if (!known.has(name)) found.push(...faultOf(each, index, name, { known, later }));
      }
    }
    if (isDefine(each)) known.add(definedName(each));
  }
  return found;
}

function isDefine({ node }: Met): boolean {
  return node.name === 'define';
}

function definedName({ node }: Met): string {
  return node.args[0]?.value ?? '';
}

/** A variable as a line writes it. */
function used(name: string): string {
  return `\${${name}}`;
}

interface Names {
  readonly known: ReadonlySet<string>;
  readonly later: ReadonlySet<string>;
}

function faultOf(
  met: Met,
  index: number,
  name: string,
  { known, later }: Names,
): readonly LanguageFault[] {
  const meant = later.has(name) ? undefined : nearest(name, known);
  if (!later.has(name) && meant === undefined) return [];
  const message =
    meant === undefined
      ? l10n.t`${used(name)} is defined further down only: httpd warns and leaves it as it is written.`
      : l10n.t`${used(name)} is not defined, but ${used(meant)} is: httpd warns and leaves it as it is written.`;
  return [
    faultAtArgument(met, index, { code: 'undefined-variable', severity: 'warning', message }),
  ];
}
