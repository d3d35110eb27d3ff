import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
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
    const known = name === 'rewriterule' ? OF_RULES : OF_CONDITIONS;
    const message = problemOf(each.node.title, flags.value, known);
    return message === undefined
      ? []
      : [faultAtArgument(each, 2, { code: 'rewrite-flag', message })];
  });
}

function problemOf(title: string, text: string, known: RegExp): string | undefined {
  const inner = /^\[(.*)\]$/s.exec(text)?.[1];
  if (inner === undefined)
    return l10n.t`The flags of ${title} are ${text}: they stand in brackets, with nothing but commas between, or all in quotes, and httpd refuses the file.`;
  for (const flag of inner.split(',')) {
    const [written = '', value = ''] = flag.split(/=(.*)/s);
    const name = written.trim();
    if (/^B(?:NE)?$/i.test(name) && value !== '') return undefined;
    if (!known.test(name))
      return name === ''
        ? l10n.t`The flags of ${title} have an empty one, and httpd refuses the file.`
        : l10n.t`The flags of ${title} have ${name}, which is none, and httpd refuses the file.`;
    const status = /^R(?:edirect)?$/i.test(name) ? /^\d+/.exec(value)?.[0] : undefined;
    if (status !== undefined && (Number(status) < 100 || Number(status) > 599))
      return l10n.t`The flags of ${title} have the status ${value}; write one from 300 to 399, and httpd refuses the file.`;
  }
  return undefined;
}
