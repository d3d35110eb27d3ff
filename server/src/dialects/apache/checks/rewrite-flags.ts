import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** Flags of rules and of conditions (measured on 2.4.71); case does not count. */
const OF_RULES =
  /^(?:B|BNE|BNP|BCTLS|C|chain|CO|cookie|DPI|discardpath|E|env|END|F|forbidden|G|gone|H|handler|L|last|N|next|NC|nocase|NE|noescape|NS|nosubreq|P|proxy|PT|passthrough|QSA|qsappend|QSD|qsdiscard|QSL|qslast|R|redirect|S|skip|T|type|UNC|UnsafeAllow3F|UnsafePrefixStat)$/i;
const OF_CONDITIONS = /^(?:NC|nocase|OR|ornext|NV|novary)$/i;

/** httpd: `RewriteRule: bad flag delimiters`, `unknown flag 'x'`, `invalid HTTP response code 'x' for flag 'R'`. */
export function rewriteFlags({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { name } = each.node;
    if (name !== 'rewriterule' && name !== 'rewritecond') return [];
    const flags = each.node.args[2];
    if (!flags || !isSettledWord(flags)) return [];
    const problem = problemOf(flags.value, name === 'rewriterule' ? OF_RULES : OF_CONDITIONS);
    return problem === undefined ? [] : [faultOf(each, problem)];
  });
}

function faultOf(met: Met, problem: string): LanguageFault {
  const message = `The flags of ${met.node.title} ${problem}, and httpd refuses the file.`;
  return faultAtArgument(met, 2, { code: 'rewrite-flag', message });
}

function problemOf(text: string, known: RegExp): string | undefined {
  const inner = /^\[(.*)\]$/s.exec(text)?.[1];
  if (inner === undefined)
    return `are ${text}: they stand in brackets, with nothing but commas between, or all in quotes`;
  for (const flag of inner.split(',')) {
    const [written = '', value = ''] = flag.split(/=(.*)/s);
    const name = written.trim();
    if (/^B(?:NE)?$/i.test(name) && value !== '') return undefined;
    if (!known.test(name)) return name === '' ? 'have an empty one' : `have ${name}, which is none`;
    const status = /^R(?:edirect)?$/i.test(name) ? /^\d+/.exec(value)?.[0] : undefined;
    if (status !== undefined && (Number(status) < 100 || Number(status) > 599))
      return `have the status ${value}; write one from 300 to 399`;
  }
  return undefined;
}
