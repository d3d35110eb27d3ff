import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { WORDS_OF } from '../condition-start.ts';
import { type Complaint, complaint, incomplete, oneOf, wrong } from './complaint.ts';
import { converterArguments, scopeBeforeName } from './samples.ts';

/** How many words follow a part of an answer; undefined for what is none. */
function wordsOfPart(part: string): number | undefined {
  if (part === 'hdr') return 2;
  if (part === 'default-errorfiles') return 0;
  return /^(?:(?:deny_)?status|content-type|errorfiles?|(?:lf-)?(?:file|string))$/.test(part)
    ? 1
    : undefined;
}

const CONDITION = /^(?:if|unless)$/;
export const beforeCondition = () => l10n.t('if or unless before a condition');

/** HAProxy: `'http-request x' expects either 'if' or 'unless' followed by a condition but found 'y'`, `expects exactly 2 arguments`. */
export function actionComplaint(args: readonly Word[]): Complaint | undefined {
  const [action, first] = args;
  if (!action) return undefined;
  if (action.value === 'redirect') return redirectComplaint(args.slice(1));
  if (/^(?:deny|tarpit|return)$/.test(action.value)) return answerComplaint(args.slice(1));
  if (action.value === 'set-status')
    return (
      oneOf(first, /^[1-9]\d\d(?!\d)/, () => l10n.t('a status from 100 to 999')) ??
      oneOf(args[2], /^(?:if|unless|reason)$/, () =>
        l10n.t('reason, or if or unless before a condition'),
      )
    );
  if (/^(?:un)?set-var(?:-fmt)?\(/.test(action.value))
    return variableComplaint(action) ?? behindVariable(action.value, args);
  if (action.value === 'del-header') return oneOf(args[2], /^(?:if|unless|-m)$/, beforeCondition);
  const count = WORDS_OF.get(action.value);
  if (count === undefined) return undefined;
  if (args.length <= count) {
    const words = count === 1 ? l10n.t('one word') : l10n.t`${count} words`;
    return {
      ...complaint(
        action,
        (named) => l10n.t`${named} needs ${words} behind it; HAProxy refuses the file.`,
      ),
      code: 'argument-count',
    };
  }
  return oneOf(args[count + 1], CONDITION, beforeCondition);
}

/**
 * HAProxy: `Unexpected status code '999'`, `status code '418' not handled by default`, `a content
 * type must be defined`, and what it says of a word that is
 * no part of an answer.
 */
function answerComplaint(args: readonly Word[]): Complaint | undefined {
  const parts = new Map<string, Word>();
  for (let at = 0; at < args.length; at++) {
    const part = args[at] as Word;
    if (CONDITION.test(part.value)) break;
    const count = wordsOfPart(part.value);
    if (count === undefined) return wrong(part, beforeCondition());
    if (args.length <= at + count) return incomplete(part);
    const found = /status$/.test(part.value)
      ? oneOf(args[at + 1], /^[2-5]\d\d/, () => l10n.t('a status from 200 to 599'))
      : undefined;
    if (found) return found;
    parts.set(part.value, part.value === 'deny_status' ? (args[at + 1] as Word) : part);
    at += count;
  }
  const text = parts.get('string') ?? parts.get('lf-string');
  if (text && !parts.has('content-type')) {
    return complaint(
      text,
      (named) => l10n.t`${named} needs content-type before it; HAProxy refuses the file.`,
    );
  }
  return parts.size === 1 ? oneOf(parts.get('deny_status'), WITH_PAGE, statusWithPage) : undefined;
}

/** Statuses of which HAProxy has a page of its own. */
export const WITH_PAGE = /^(?:200|40[0134578]|41[03]|42[1259]|50[0-4])(?!\d)/;
export function statusWithPage(): string {
  return l10n.t('a status of which HAProxy has a page, such as 403, 429, 502 or 503');
}

/** HAProxy: `invalid variable name 'x'. A variable name must be start by its scope.` */
function variableComplaint(action: Word): Complaint | undefined {
  return oneOf(action, /\((?:proc|sess|txn|req|res|check)\./, scopeBeforeName);
}

/** Converters may follow an expression as words of their own (measured on 2.6.12). */
function behindVariable(action: string, args: readonly Word[]): Complaint | undefined {
  const next = args[action.startsWith('unset') ? 1 : 2];
  const converts = action.startsWith('set-var(') && /^[a-z][\w-]*/.exec(next?.value ?? '')?.[0];
  if (converts && converterArguments.has(converts)) return undefined;
  return oneOf(next, CONDITION, beforeCondition);
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
      return wrong(word, l10n.t('location, prefix, scheme or code before it'));
    const value = args[++i];
    if (!value) return incomplete(word);
    if (word.value === 'code') {
      const found = oneOf(value, /^30[12378]/, () => l10n.t('301, 302, 303, 307 or 308'));
      if (found) return found;
    }
  }
  return undefined;
}
