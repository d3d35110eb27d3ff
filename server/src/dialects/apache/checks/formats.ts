import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** What may follow a percent sign in a log format of httpd's own modules (measured on 2.4.71). */
const LOG_PART =
  /%(?:%|[!\d,<>]*(?:\{[^}]*\}[!\d,<>]*)?(?:[aAbBCDefhHiklLmnopPqrRsStTuUvVXIOcx]|\^(?:FB|ti|to)))/y;
/** The same in the value of a header; a percent sign at its end is one. */
const HEADER_PART = /%(?:[%tDlib]|\{[^}]*\}[es]|$)/y;

/** httpd: `Unrecognized LogFormat directive %Q`, `Unrecognized header format %Q`. */
export function formats({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    switch (each.node.name) {
      case 'logformat':
        return faultsOf(each, 0, LOG_PART);
      case 'customlog':
      case 'globallog':
        return faultsOf(each, 1, LOG_PART);
      case 'header':
      case 'requestheader':
        return headerFaults(each);
      default:
        return [];
    }
  });
}

function headerFaults(met: Met): readonly LanguageFault[] {
  const action = /^(?:always|onsuccess)$/i.test(met.node.argument(0)) ? 1 : 0;
  const name = met.node.argument(action).toLowerCase();
  const behind = /^edit/.test(name) ? 3 : 2;
  const formatted = /^(?:add|append|edit\*?|merge|note|set|setifempty)$/.test(name);
  return formatted ? faultsOf(met, action + behind, HEADER_PART) : [];
}

/** A part of a log format may be another module's; one of a header's value may not. */
function faultsOf(met: Met, index: number, part: RegExp): readonly LanguageFault[] {
  const format = met.node.args[index];
  if (!format || !isSettledWord(format) || format.value.startsWith('expr=')) return [];
  const wrong = wrongPart(format.value, part);
  if (wrong === undefined) return [];
  const { title } = met.node;
  const message =
    part === LOG_PART
      ? l10n.t`httpd knows no ${wrong} in the format of ${title}, and refuses the file unless a module that is loaded knows it. Write %% for a percent sign.`
      : l10n.t`httpd knows no ${wrong} in the format of ${title}, and refuses the file. Write %% for a percent sign.`;
  const severity = part === LOG_PART ? 'warning' : 'error';
  return [faultAtArgument(met, index, { code: 'invalid-format', severity, message })];
}

function wrongPart(format: string, part: RegExp): string | undefined {
  for (let at = format.indexOf('%'); at >= 0; at = format.indexOf('%', part.lastIndex)) {
    part.lastIndex = at;
    if (!part.test(format)) return /%(?:\{[^}]*\}?)?.?/su.exec(format.slice(at))?.[0];
  }
  return undefined;
}
