import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { parseDuration } from '../durations.ts';
import { type Complaint, complaint, wrong } from './complaint.ts';

/** The longest time that HAProxy keeps, in seconds. */
const LONGEST = 2_147_483.647;

/** HAProxy: `unexpected character 'x' in 'timeout client'`, `timer overflow`; behind a unit it only warns. */
export function timeComplaint(word: Word): Complaint | undefined {
  const [time] = /^\d+(?:[um]?s|[mhd])?/.exec(word.value) ?? [''];
  const duration = parseDuration(time);
  if (!duration || (time.length < word.value.length && /\d$/.test(time)))
    return wrong(word, l10n.t('a number with ms, s, m, h or d behind it'));
  if (duration.seconds > LONGEST) return complaint(word, isTooLong);
  if (time === word.value) return undefined;
  const message = l10n.t`HAProxy 2.6 reads ${time} of ${word.value} and drops the rest; later versions refuse the file. Write a single number and unit.`;
  return { word, message, severity: 'warning' };
}

function isTooLong(named: string): string {
  return l10n.t`${named} is over 24 days, the longest time; HAProxy refuses the file.`;
}
