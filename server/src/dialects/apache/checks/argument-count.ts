import * as l10n from '@vscode/l10n';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { commandOf, type Form } from './commands.ts';
import { faultAtHead, refused } from './fault.ts';
import { mappingForm } from './places.ts';
import { isSettled } from './settled.ts';
import type { Site } from './site.ts';

interface Count {
  readonly least: number;
  readonly most: number;
}

const ANY = Number.POSITIVE_INFINITY;
const COUNTS: Readonly<Partial<Record<Form, Count>>> = {
  '0': { least: 0, most: 0 },
  '1': { least: 1, most: 1 },
  '2': { least: 2, most: 2 },
  '3': { least: 3, most: 3 },
  '1-2': { least: 1, most: 2 },
  '2-3': { least: 2, most: 3 },
  '1-3': { least: 1, most: 3 },
  '1+': { least: 1, most: ANY },
  '2+': { least: 2, most: ANY },
};

/** What modules ask of the lines that they read themselves (measured). */
const READ_BY_MODULE = wordTable<Count>({
  addoutputfilterbytype: { least: 2, most: ANY },
  rewriterule: { least: 2, most: ANY },
  rewritecond: { least: 2, most: ANY },
  setenvif: { least: 3, most: ANY },
  setenvifnocase: { least: 3, most: ANY },
  listen: { least: 1, most: 2 },
  balancermember: { least: 1, most: ANY },
});

/** What sections take before their closing bracket. */
function countIn(section: string): Count | undefined {
  if (/^(?:else|requireall|requireany|requirenone)$/.test(section)) return COUNTS['0'];
  if (/^(?:(?:directory|location|files)(?:match)?|(?:else)?if)$/.test(section)) return COUNTS['1'];
  return /^(?:virtualhost|if(?:module|define)|limit(?:except)?)$/.test(section)
    ? COUNTS['1+']
    : undefined;
}

/** httpd: `X takes one argument`, `X requires at least two arguments`, `<X> directive requires additional arguments`. */
export function argumentCounts({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const allowed = allowedCount(each);
    return allowed && isSettled(each.node) && !isGiven(each, allowed)
      ? [faultOf(each, allowed)]
      : [];
  });
}

function allowedCount(met: Met): Count | undefined {
  const { node } = met;
  if (node.directive.block) return countIn(node.name);
  if (/^(?:script)?alias$/.test(node.name)) return aliasCount(met);
  const form = commandOf(node.name, false)?.form;
  return form === 'raw' ? READ_BY_MODULE.get(node.name) : form && COUNTS[form];
}

/** The path and the folder, or the folder alone in the section of a path; httpd takes none elsewhere (measured on 2.4.71). */
function aliasCount(met: Met): Count | undefined {
  const form = mappingForm(met);
  return form && COUNTS[form === 'with path' ? '2' : '1'];
}

/** An empty word counts as none for httpd, but for the last optional ones. */
function isGiven(met: Met, { least, most }: Count): boolean {
  const { node } = met;
  const marked = node.directive.block && node.argument(0) === '~' && node.args.length > 1;
  const given = node.args.length - (marked ? 1 : 0);
  if (given < least || given > most) return false;
  if (node.directive.block || commandOf(node.name, false)?.form === 'raw') return true;
  return node.args.slice(0, least).every((arg) => arg.value !== '');
}

function faultOf(met: Met, allowed: Count): LanguageFault {
  const { node } = met;
  const given = node.args.length;
  const written = node.title;
  const title = node.directive.block ? `<${written}>` : written;
  const advice =
    given > allowed.most
      ? l10n.t('Put quotes around what belongs together, or take out what is too much.')
      : l10n.t('Add what is missing.');
  const message = refused(l10n.t`${title} takes ${described(allowed)}`, advice, given);
  return faultAtHead(met, { code: 'argument-count', message });
}

function described({ least, most }: Count): string {
  if (most === 0) return l10n.t('no arguments');
  if (most === ANY)
    return least === 1 ? l10n.t('at least 1 argument') : l10n.t`at least ${least} arguments`;
  if (least !== most) return l10n.t`${least} to ${most} arguments`;
  return most === 1 ? l10n.t('1 argument') : l10n.t`${most} arguments`;
}
