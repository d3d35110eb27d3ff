import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { patternFault } from '../../../text/pattern-fault.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint } from './complaint.ts';
import { testsIn } from './condition-words.ts';

/** Actions whose argument at an index, from the action on, is a pattern. */
const ACTIONS = wordTable<number>({
  'replace-header': 2,
  'replace-value': 2,
  'replace-path': 1,
  'replace-pathq': 1,
  'replace-uri': 1,
});

/** HAProxy: `regex 'x' is invalid`. Only what each engine refuses that HAProxy may be built with. */
export function patternComplaints(wording: HaproxyWording): readonly Complaint[] {
  const { values, args } = wording;
  const tested = testsIn(wording).flatMap(valuesOf);
  return [...patternsIn(values[0] ?? '', args), ...tested].flatMap((word) => {
    const fault = patternFault(word.value, false);
    return fault === undefined
      ? []
      : [
          {
            ...complaint(
              word,
              (named) =>
                l10n.t`${named} does not compile, for ${fault}. Complete it, or put a backslash before a character that stands for itself; HAProxy refuses the file.`,
            ),
            code: 'invalid-pattern',
          },
        ];
  });
}

function patternsIn(keyword: string, args: readonly Word[]): readonly Word[] {
  if (keyword === 'http-check' || keyword === 'tcp-check') return expectedIn(args);
  const [action, , flag, method] = args;
  if (action?.value === 'del-header' && flag?.value === '-m' && method?.value === 'reg')
    return args.slice(1, 2);
  const at = /^http-/.test(keyword) ? (ACTIONS.get(action?.value ?? '') ?? 0) : 0;
  return at > 0 ? args.slice(at, at + 1) : [];
}

/** `expect rstatus …` and `expect rstring …`. */
function expectedIn(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(({ value }) => /^!?r(?:status|string)$/.test(value));
  return args[0]?.value === 'expect' && at > 0 ? args.slice(at + 1, at + 2) : [];
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
