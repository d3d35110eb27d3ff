import type { Word } from '../../../syntax/tree.ts';
import { wordTable } from '../../../text/word-table.ts';
import { type Complaint, complaint, oneOf, wrong } from './complaint.ts';

/** How many words follow an action before its condition. */
const WORDS_OF = wordTable<number>({
  'add-header': 2,
  'set-header': 2,
  'replace-header': 3,
  'replace-value': 3,
  'replace-path': 2,
  'replace-pathq': 2,
  'replace-uri': 2,
  'set-path': 1,
  'set-pathq': 1,
  'set-query': 1,
  'set-uri': 1,
  'set-method': 1,
  'set-log-level': 1,
  'set-nice': 1,
  'use-service': 1,
  'cache-use': 1,
  'cache-store': 1,
  allow: 0,
  reject: 0,
  'disable-l7-retry': 0,
});
const ANSWERS =
  /^(?:if|unless|deny_status|status|content-type|default-errorfiles|errorfiles?|(?:lf-)?(?:file|string)|hdr)$/;
const CONDITION = /^(?:if|unless)$/;

/** HAProxy: `'http-request x' expects either 'if' or 'unless' followed by a condition but found 'y'`, `expects exactly 2 arguments`. */
export function actionComplaint(args: readonly Word[]): Complaint | undefined {
  const [action, first] = args;
  if (!action) return undefined;
  if (action.value === 'redirect') return redirectComplaint(args.slice(1));
  if (/^(?:deny|tarpit|return)$/.test(action.value))
    return oneOf(first, ANSWERS, 'if or unless before a condition') ?? statusComplaint(args);
  const count = WORDS_OF.get(action.value);
  if (count === undefined) return undefined;
  if (args.length <= count) {
    const words = count === 1 ? 'one word' : `${count} words`;
    return { ...complaint(action, `needs ${words} behind it`), code: 'argument-count' };
  }
  return oneOf(args[count + 1], CONDITION, 'if or unless before a condition');
}

/** HAProxy: `Unexpected status code '999'`. */
function statusComplaint(args: readonly Word[]): Complaint | undefined {
  const at = args.findIndex(({ value }) => value === 'status' || value === 'deny_status');
  return at < 0 ? undefined : oneOf(args[at + 1], /^[2-5]\d\d/, 'a status from 200 to 599');
}

const WITH_VALUE = /^(?:location|prefix|scheme|code|(?:set|clear)-cookie(?:-fmt)?)$/;
const ALONE = /^(?:drop-query|keep-query|append-slash|ignore-empty)$/;

/** HAProxy: `expects 'code', 'prefix', 'location', 'scheme', …`, `'code': unsupported HTTP code 'x'`. */
export function redirectComplaint(args: readonly Word[]): Complaint | undefined {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Word;
    if (CONDITION.test(word.value)) return undefined;
    if (ALONE.test(word.value)) continue;
    if (!WITH_VALUE.test(word.value))
      return wrong(word, 'location, prefix, scheme or code before it');
    const value = args[++i];
    if (word.value === 'code') {
      const found = oneOf(value, /^30[12378]/, '301, 302, 303, 307 or 308');
      if (found) return found;
    }
  }
  return undefined;
}
