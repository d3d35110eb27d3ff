import type { LanguageFault } from '../../language.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { ofFacts } from './contexts.ts';
import { faultAtHead } from './fault.ts';
import { type ArgumentCount, argumentCount, wider } from './forms.ts';
import { quoted } from './messages.ts';
import { hasPlaceholder, type Site } from './site.ts';

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
export function argumentCounts({ placed }: Site): readonly LanguageFault[] {
  return placed.flatMap(({ entry, facts }) => {
    const allowed = allowedCount(facts);
    const given = entry.args.length;
    if (!allowed || (allowed.least <= given && given <= allowed.most)) return [];
    if (hasPlaceholder(entry)) return [];
    const message = `${quoted(entry.name)} takes ${described(allowed)}, and nginx refuses the file with ${given}. ${given < allowed.least ? 'Add what is missing.' : 'Remove what is too much, or end the directive before it.'}`;
    return [faultAtHead(entry, { code: 'argument-count', severity: 'error', message })];
  });
}

/** Undefined where a directive is unknown. */
const allowedCount = ofFacts((facts): ArgumentCount | undefined =>
  facts.length === 0 ? undefined : facts.map(countOf).reduce(wider),
);

function countOf({ name, module, syntax }: DirectiveFact): ArgumentCount {
  const measured = MEASURED.find(([names, modules]) => names.test(name) && modules.test(module));
  return measured?.[2] ?? syntax.map(argumentCount).reduce(wider);
}

function described({ least, most }: ArgumentCount): string {
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`;
  if (most === 0) return 'no arguments';
  if (most === Number.POSITIVE_INFINITY) return `at least ${plural(least)}`;
  return least === most ? plural(most) : `${least} to ${plural(most)}`;
}
