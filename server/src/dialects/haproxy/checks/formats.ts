import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { WORDS_OF } from '../condition-start.ts';
import { parseFormat } from '../expressions.ts';
import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint, type Sentence } from './complaint.ts';
import { formatVariables } from './word-data.ts';

/** Variables of formats (measured on 2.6.12). */
const VARIABLES = new Set(formatVariables);
/** Actions whose last word is a format. */
const FORMATTING = /^(?:(?:add|set)-header|replace-\w+|set-(?:path|pathq|query|uri|method))$/;

/**
 * HAProxy: `no such format variable 'x'`, `unexpected variable name near '2'`, `truncated line after '%'`, `missing ']'
 * after 'x'`, of log formats, headers, paths and redirects; what `redirect` alone sends is none (measured on 2.6.12).
 */
export function formatComplaints(wording: HaproxyWording): readonly Complaint[] {
  return formatsIn(wording).flatMap((word) => {
    const problem = word.value.includes('%') ? problemIn(word.value) : undefined;
    return problem === undefined ? [] : [complaint(word, problem)];
  });
}

function problemIn(format: string): Sentence | undefined {
  for (const piece of parseFormat(format.replaceAll('%%', ''))) {
    if (piece.kind === 'alias' && !VARIABLES.has(piece.name))
      return (named) =>
        l10n.t`${named} has %${piece.name}, which is no variable of formats. Write %% for the sign itself; HAProxy refuses the file.`;
    if (piece.kind !== 'text') continue;
    if (/%(?:\{[^}]*\})?\[/.test(piece.text)) return opensBracket;
    if (/%(?=[\d\s]|$)/.test(piece.text)) return beginsNothing;
  }
  return undefined;
}

function opensBracket(named: string): string {
  return l10n.t`${named} opens a bracket that no "]" closes; HAProxy refuses the file.`;
}

function beginsNothing(named: string): string {
  return l10n.t`${named} has a percent sign that begins nothing. Write %% for the sign itself; HAProxy refuses the file.`;
}

function formatsIn({ values, args }: HaproxyWording): readonly Word[] {
  const [keyword = '', action = ''] = values;
  if (/^(?:log-format|unique-id-format)$/.test(keyword)) return args.slice(0, 1);
  if (!/^http-(?:after-)?re(?:quest|sponse)$/.test(keyword)) return [];
  if (action === 'redirect') return targetsIn(args);
  if (action.startsWith('set-var-fmt(')) return args.slice(1, 2);
  const last = FORMATTING.test(action) ? (WORDS_OF.get(action) ?? 0) : 0;
  return last > 0 ? args.slice(last, last + 1) : [];
}

function targetsIn(args: readonly Word[]): readonly Word[] {
  const at = args.findIndex(({ value }) => /^(?:location|prefix|scheme)$/.test(value));
  return at < 0 ? [] : args.slice(at + 1, at + 2);
}
