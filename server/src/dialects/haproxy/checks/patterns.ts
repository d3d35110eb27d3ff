import type { Word } from '../../../syntax/tree.ts';
import { patternFault } from '../../../text/pattern-fault.ts';
import type { HaproxyWording } from '../parser.ts';
import { type Complaint, complaint } from './complaint.ts';

/** Actions whose argument at an index, from the action on, is a pattern. */
const ACTIONS: Readonly<Record<string, number>> = {
  'replace-header': 2,
  'replace-value': 2,
  'replace-path': 1,
  'replace-pathq': 1,
  'replace-uri': 1,
};

/** HAProxy: `regex 'x' is invalid`. Only what each engine refuses that HAProxy may be built with. */
export function patternComplaints({ values, args }: HaproxyWording): readonly Complaint[] {
  return patternsIn(values[0] ?? '', args).flatMap((word) => {
    const fault = patternFault(word.value, false);
    const advice = 'Complete it, or put a backslash before a character that stands for itself';
    return fault === undefined
      ? []
      : [
          {
            ...complaint(word, `does not compile, for ${fault}. ${advice}`),
            code: 'invalid-pattern',
          },
        ];
  });
}

function patternsIn(keyword: string, args: readonly Word[]): readonly Word[] {
  if (keyword === 'acl') return valuesOf(args.slice(1));
  if (keyword === 'http-check' || keyword === 'tcp-check') return expectedIn(args);
  const [action, , flag, method] = args;
  if (action?.value === 'del-header' && flag?.value === '-m' && method?.value === 'reg')
    return [...args.slice(1, 2), ...anonymousIn(args)];
  const at = /^http-/.test(keyword) ? (ACTIONS[action?.value ?? ''] ?? 0) : 0;
  const own = at > 0 ? args.slice(at, at + 1) : [];
  return [...own, ...anonymousIn(args)];
}

/** `expect rstatus …` and `expect rstring …`. */
function expectedIn(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(({ value }) => /^!?r(?:status|string)$/.test(value));
  return args[0]?.value === 'expect' && at > 0 ? args.slice(at + 1, at + 2) : [];
}

function anonymousIn(args: readonly Word[]): readonly Word[] {
  const found: Word[] = [];
  for (let at = 0; at < args.length; at++) {
    if (!/^!*\{$/.test(args[at]?.value ?? '')) continue;
    const end = args.findIndex(({ value }, i) => i > at && value === '}');
    if (end < 0) return found;
    found.push(...valuesOf(args.slice(at + 1, end)));
    at = end;
  }
  return found;
}

/** The values of a test that matches by patterns: those of `-m reg`, and of methods that end in `_reg`. */
function valuesOf([method, ...rest]: readonly Word[]): readonly Word[] {
  let patterns = /^[\w.]+_reg(?:\(|$)/.test(method?.value ?? '');
  for (let i = 0; i < rest.length; i++) {
    const { value } = rest[i] as Word;
    if (value === '-m') patterns = rest[++i]?.value === 'reg';
    else if (value === '--') return patterns ? rest.slice(i + 1) : [];
    else if (/^-[fMuo]/.test(value)) i++;
    else if (!/^-[in]$/.test(value)) return patterns ? rest.slice(i) : [];
  }
  return [];
}
