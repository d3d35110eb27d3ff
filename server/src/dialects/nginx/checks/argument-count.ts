import type { LanguageFault } from '../../language.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { factsIn } from './contexts.ts';
import { faultAtHead } from './fault.ts';
import { type ArgumentCount, argumentCount, wider } from './forms.ts';
import { quoted } from './messages.ts';
import { hasPlaceholder, type Placed, type Site } from './site.ts';

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
  return placed.flatMap((each) => {
    const { entry } = each;
    const allowed = allowedCount(each);
    const given = entry.args.length;
    if (!allowed || (allowed.least <= given && given <= allowed.most)) return [];
    if (hasPlaceholder(entry)) return [];
    const message = `${quoted(entry.name)} takes ${described(allowed)}, and nginx refuses the file with ${given}. ${given < allowed.least ? 'Add what is missing.' : 'Remove what is too much, or end the directive before it.'}`;
    return [faultAtHead(entry, { code: 'argument-count', severity: 'error', message })];
  });
}

function allowedCount({ entry, context }: Placed): ArgumentCount | undefined {
  const facts = factsIn(entry.name, context);
  return facts.length === 0 ? undefined : facts.map(countOf).reduce(wider);
}

const counts = new WeakMap<DirectiveFact, ArgumentCount>();

function countOf(fact: DirectiveFact): ArgumentCount {
  let count = counts.get(fact);
  if (!count) {
    const measured = MEASURED.find(
      ([name, module]) => name.test(fact.name) && module.test(fact.module),
    );
    count = measured?.[2] ?? fact.syntax.map(argumentCount).reduce(wider);
    counts.set(fact, count);
  }
  return count;
}

function described({ least, most }: ArgumentCount): string {
  const plural = (count: number) => `${count} argument${count === 1 ? '' : 's'}`;
  if (most === 0) return 'no arguments';
  if (most === Number.POSITIVE_INFINITY) return `at least ${plural(least)}`;
  return least === most ? plural(most) : `${least} to ${plural(most)}`;
}
