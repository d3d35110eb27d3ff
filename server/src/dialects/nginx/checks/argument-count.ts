import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { faultAtHead } from './fault.ts';
import { type ArgumentCount, countIn, wider } from './forms.ts';
import { type DirectiveCheck, hasPlaceholder, isTemplated, type Site } from './site.ts';

/** Directives that take other numbers than their documented forms tell (measured on nginx 1.22), by family. */
const SOME: ArgumentCount = { least: 1, most: Number.POSITIVE_INFINITY };
const MEASURED: readonly (readonly [name: RegExp, module: RegExp, count: ArgumentCount])[] = [
  [/^server$/, /_upstream_module$/, SOME],
  [/^if$/, /_rewrite_module$/, SOME],
  [/^\w*ssl_protocols$/, /./, SOME],
  [/^(?:access_log|error_log)$/, /./, SOME],
  [/^stub_status$/, /./, { least: 0, most: 1 }],
];

/** nginx: `invalid number of arguments in "x" directive`. */
export const argumentCount: DirectiveCheck = ({ facts }) => {
  const allowed = allowedCount(facts);
  if (!allowed) return undefined;
  const { least, most } = allowed;
  return (entry) => {
    const given = entry.args.length;
    const fits = (least <= given && given <= most) || hasPlaceholder(entry);
    return fits ? undefined : wrongCount(entry, allowed);
  };
};

/** nginx: `invalid number of the map parameters`, of lines within a map. */
export function mapArguments({ others }: Site): readonly LanguageFault[] {
  return others.flatMap((entry) => {
    const { name, args, scope } = entry;
    const given = args.length;
    const bare = given === 0 && (name === 'hostnames' || name === 'volatile');
    if (scope.kind !== 'map' || given === 1 || bare || isTemplated(entry)) return [];
    return [wrongCount(entry, { least: 1, most: 1 })];
  });
}

function wrongCount(entry: Entry, allowed: ArgumentCount): LanguageFault {
  const given = entry.args.length;
  const name = quoted(entry.name);
  const taken = described(allowed);
  const message =
    given < allowed.least
      ? l10n.t`${name} takes ${taken}, and nginx refuses the file with ${given}. Add what is missing.`
      : l10n.t`${name} takes ${taken}, and nginx refuses the file with ${given}. Remove what is too much, or end the directive before it.`;
  return faultAtHead(entry, { code: 'argument-count', message });
}

/** Undefined where a directive is unknown. */
const allowedCount = oncePer((facts: readonly DirectiveFact[]): ArgumentCount | undefined =>
  facts.length === 0 ? undefined : facts.map(countOf).reduce(wider),
);

function countOf({ name, module, syntax }: DirectiveFact): ArgumentCount {
  const measured = MEASURED.find(([names, modules]) => names.test(name) && modules.test(module));
  return measured?.[2] ?? syntax.map(countIn).reduce(wider);
}

function described({ least, most }: ArgumentCount): string {
  if (most === 0) return l10n.t('no arguments');
  if (most === Number.POSITIVE_INFINITY)
    return least === 1 ? l10n.t('at least 1 argument') : l10n.t`at least ${least} arguments`;
  if (least < most)
    return most === 1 ? l10n.t('0 to 1 argument') : l10n.t`${least} to ${most} arguments`;
  return most === 1 ? l10n.t('1 argument') : l10n.t`${most} arguments`;
}
