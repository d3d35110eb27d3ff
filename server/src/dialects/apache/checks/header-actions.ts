import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument, faultAtHead, refused } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** What RequestHeader can do with a header. */
export const ACTIONS = ['add', 'append', 'edit', 'edit*', 'merge', 'set', 'setifempty', 'unset'];
/** What Header can do with a header. */
export const RESPONSE_ACTIONS = [...ACTIONS, 'echo', 'note'];

/** httpd: `first argument must be 'add', 'set', …` of Header and RequestHeader; only Header takes a condition before. */
export function headerActions({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { name } = each.node;
    if (name !== 'header' && name !== 'requestheader') return [];
    const conditional = name === 'header' && /^(always|onsuccess)$/i.test(each.node.argument(0));
    const index = conditional ? 1 : 0;
    const known = name === 'header' ? RESPONSE_ACTIONS : ACTIONS;
    return [
      ...actionFaults(each, index, known),
      ...missingFaults(each, index),
      ...surplusFaults(each, index),
    ];
  });
}

/** Words behind the action, its header and what it does with it. */
const WORDS = wordTable<number>({
  ...{ add: 3, append: 3, merge: 3, set: 3, setifempty: 3, note: 3 },
  ...{ unset: 2, echo: 2, edit: 4, 'edit*': 4 },
});

/** httpd: `Header requires three arguments`, `Header edit requires a match and a substitution`. */
function missingFaults(met: Met, index: number): readonly LanguageFault[] {
  const { args, title } = met.node;
  const action = met.node.argument(index).toLowerCase();
  const words = WORDS.get(action) ?? 0;
  if (words < 3 || args.length >= index + words || !args.every(isSettledWord)) return [];
  const head = `${title} ${action}`;
  const problem =
    words === 3
      ? l10n.t`${head} takes a header and a value`
      : l10n.t`${head} takes a header, a pattern and a replacement`;
  const message = refused(problem, l10n.t('Add what is missing.'));
  return [faultAtHead(met, { code: 'argument-count', message })];
}

/** httpd: `Unknown parameter: x`, `Too many arguments to directive`. */
function surplusFaults(met: Met, index: number): readonly LanguageFault[] {
  const { args } = met.node;
  const words = WORDS.get(met.node.argument(index).toLowerCase());
  if (words === undefined || !args.every(isSettledWord)) return [];
  const at = index + words;
  const extra = args[at];
  if (!extra || (args.length === at + 1 && /^(?:early$|env=|expr=)/i.test(extra.value))) return [];
  const message = refused(
    l10n.t`${met.node.title} takes no ${extra.value} there but early, env=… or expr=… alone`,
    l10n.t('Put quotes around what belongs together.'),
  );
  return [faultAtArgument(met, at, { code: 'header-action', message })];
}

function actionFaults(met: Met, index: number, known: readonly string[]): readonly LanguageFault[] {
  const action = met.node.args[index];
  if (action && (!isSettledWord(action) || known.includes(action.value.toLowerCase()))) return [];
  const title = met.node.title;
  const meant = nearest(action?.value.toLowerCase() ?? '', known);
  const advice =
    meant === undefined ? l10n.t`Write one of ${known.join(', ')}.` : l10n.t`Write ${meant}.`;
  const message = refused(l10n.t`${title} has no action ${action?.value ?? ''}`, advice);
  return [
    faultAtArgument(met, index, {
      code: 'header-action',
      message: action ? message : refused(l10n.t`${title} needs an action`, advice),
      ...(meant !== undefined && { replacement: meant }),
    }),
  ];
}
