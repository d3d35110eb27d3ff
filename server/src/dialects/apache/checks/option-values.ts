import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import type { Argument } from '../node.ts';
import { faultAtArgument, refused } from './fault.ts';
import { levels, type Options, optionData } from './option-data.ts';
import { isSettled, isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

const CODE = 'option-value';
const OPTIONS = wordTable(optionData);
/** Of those with signs, what takes None too. */
const TAKES_NONE = new Set(['options', 'fileetag', 'indexoptions']);

/** httpd: `Illegal option X`, `Log level keyword must be one of …`, `X: Invalid argument`, `parameter must be …` (measured). */
export function optionValues({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { name, directive } = each.node;
    if (directive.block) return [];
    if (name === 'loglevel') return levelFaults(each);
    if (name === 'allowoverride') return overrideFaults(each);
    const options = OPTIONS.get(name);
    if (!options) return [];
    return [...wordFaults(each, options), ...(TAKES_NONE.has(name) ? signFaults(each) : [])];
  });
}

function wordFaults(met: Met, { words, first, signed }: Options): readonly LanguageFault[] {
  return met.node.args.slice(0, first).flatMap((arg, index) => {
    const [, sign = '', word = ''] =
      (signed ? /^([+-]?)(.*)$/s : /^()(.*)$/s).exec(arg.value) ?? [];
    const named = word.replace(/(?<==).*/s, '');
    return isSettledWord(arg) && !has(words, named) ? [wordFault(met, index, words, sign)] : [];
  });
}

function has(words: readonly string[], word: string): boolean {
  return words.some((known) => known.toLowerCase() === word.toLowerCase());
}

/** A word that is none of those that may stand there; `before` is what stands before it in its argument. */
function wordFault(
  met: Met,
  index: number,
  words: readonly string[],
  before: string,
): LanguageFault {
  const written = met.node.args[index]?.value.slice(before.length) ?? '';
  const meant = nearest(
    written.toLowerCase(),
    words.map((word) => word.toLowerCase()),
  );
  const proper = words.find((word) => word.toLowerCase() === meant);
  const advice =
    proper === undefined ? l10n.t`Write one of ${words.join(', ')}.` : l10n.t`Write ${proper}.`;
  const { title } = met.node;
  const problem =
    written === ''
      ? l10n.t`${title} does not take an empty word`
      : l10n.t`${title} does not take ${written}`;
  const message = refused(problem, advice);
  const replacement = proper === undefined ? {} : { replacement: before + proper };
  return faultAtArgument(met, index, { code: CODE, message, ...replacement });
}

/** httpd: `Either all Options must start with + or -, or no Option may`, `You may not use 'Options +None'`. */
function signFaults(met: Met): readonly LanguageFault[] {
  const { args, name, title } = met.node;
  if (!isSettled(met.node)) return [];
  const isSigned = ({ value }: Argument) => /^[+-]/.test(value);
  const index = args.findIndex((arg) => isSigned(arg) !== isSigned(args[0] as Argument));
  const whole = args.findIndex(({ value }) => /^[+-](?:none|all)$/i.test(value));
  if (whole >= 0) {
    const written = args[whole]?.value ?? '';
    const message = refused(
      l10n.t`${title} takes ${written.slice(1)} without a sign only`,
      l10n.t('Take the sign away, or name what is meant.'),
      written,
    );
    return [faultAtArgument(met, whole, { code: CODE, message })];
  }
  if (index < 0 || name !== 'options') return [];
  const message = l10n.t(
    'Either all options of a line have a sign or none has; httpd refuses the file with both. Write + before those without.',
  );
  return [faultAtArgument(met, index, { code: CODE, message })];
}

/** Levels alone, and `module:level`. */
function levelFaults(met: Met): readonly LanguageFault[] {
  return met.node.args.flatMap((arg, index) => {
    const [, before = '', level = ''] = /^([^:]*:)?(.*)$/s.exec(arg.value) ?? [];
    return isSettledWord(arg) && !has(levels, level) ? [wordFault(met, index, levels, before)] : [];
  });
}

const OVERRIDES = ['All', 'None', 'AuthConfig', 'FileInfo', 'Indexes', 'Limit', 'Options'];

/** Types alone or with `=…` behind; what stands behind `Nonfatal=` httpd takes as it comes (measured). */
function overrideFaults(met: Met): readonly LanguageFault[] {
  return met.node.args.flatMap((arg, index) => {
    const type = arg.value.replace(/=.*$/s, '');
    if (!isSettledWord(arg) || has([...OVERRIDES, 'Nonfatal'], type)) return [];
    return [wordFault(met, index, OVERRIDES, '')];
  });
}
