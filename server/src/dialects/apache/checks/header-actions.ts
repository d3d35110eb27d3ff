import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument } from './fault.ts';
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
    if (name === 'requestheader') return actionFaults(each, 0, ACTIONS);
    if (name !== 'header') return [];
    const conditional = /^(always|onsuccess)$/i.test(each.node.argument(0));
    return actionFaults(each, conditional ? 1 : 0, RESPONSE_ACTIONS);
  });
}

function actionFaults(met: Met, index: number, known: readonly string[]): readonly LanguageFault[] {
  const action = met.node.args[index];
  if (action && (!isSettledWord(action) || known.includes(action.value.toLowerCase()))) return [];
  const title = met.node.directive.name.value;
  const meant = nearest(action?.value.toLowerCase() ?? '', known);
  const advice = meant === undefined ? `Write one of ${known.join(', ')}.` : `Write ${meant}.`;
  const message = `${title} has no action ${action?.value ?? ''} and httpd refuses the file. ${advice}`;
  return [
    faultAtArgument(met, index, {
      code: 'header-action',
      message: action ? message : `${title} needs an action, and httpd refuses the file. ${advice}`,
      ...(meant !== undefined && { replacement: meant }),
    }),
  ];
}
