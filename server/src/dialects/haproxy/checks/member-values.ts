import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { type Complaint, incomplete, wrong } from './complaint.ts';
import { timeComplaint } from './times.ts';
import { serverParameters } from './word-data.ts';

const TIMES = new Set(['inter', 'fastinter', 'downinter', 'agent-inter', 'slowstart']);

/** Parameters whose value HAProxy does not miss. */
const LAX = /^(?:init-addr|m(?:ax|in)conn|maxqueue|resolve-opts|resolvers|weight)$/;

/** Values of parameters of servers (measured on 2.6.12: of most numbers HAProxy takes whatever is there). */
export function memberComplaint(args: readonly Word[]): Complaint | undefined {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Word;
    const name = word.value;
    if (serverParameters.rest.includes(name)) return undefined;
    if (!serverParameters.one.includes(name)) continue;
    const value = args[++i];
    if (!value) return LAX.test(name) ? undefined : incomplete(word);
    const found = valueComplaint(name, value);
    if (found) return found;
  }
  return undefined;
}

function valueComplaint(name: string, word: Word): Complaint | undefined {
  if (TIMES.has(name)) return timeComplaint(word);
  const number = Number.parseInt(word.value, 10) || 0;
  if (name === 'weight' && (number < 0 || number > 256))
    return wrong(word, l10n.t('a weight from 0 to 256'));
  if ((name === 'rise' || name === 'fall') && number <= 0)
    return wrong(word, l10n.t('a number over 0'));
  return undefined;
}
