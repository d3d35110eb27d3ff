import * as l10n from '@vscode/l10n';
import { placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';

export interface Statement extends Pick<LanguageFault, 'code' | 'message' | 'replacement'> {
  /** `error` by default. */
  readonly severity?: LanguageFault['severity'];
}

/** What is wrong, what comes of it, and what to do; `given`: what stands there. */
export function refused(problem: string, advice: string, given?: string | number): string {
  return given === undefined
    ? l10n.t`${problem}, and httpd refuses the file. ${advice}`
    : l10n.t`${problem}, and httpd refuses the file with ${given}. ${advice}`;
}

/** A fault of a directive, told at its name. */
export function faultAtName(met: Met, statement: Statement): LanguageFault {
  const { directive, place } = met.node;
  return faultAt(met, statement, placeOf(place.uri, directive.name));
}

/** A fault of a directive with its arguments. */
export function faultAtHead(met: Met, statement: Statement): LanguageFault {
  return faultAt(met, statement, met.node.place);
}

/** A fault of one argument; of the directive where there is none at the index. */
export function faultAtArgument(met: Met, index: number, statement: Statement): LanguageFault {
  return faultAt(met, statement, met.node.args[index]?.place ?? met.node.place);
}

/** What httpd refuses is a warning where only the running httpd knows whether it reads the line. */
function faultAt(met: Met, statement: Statement, place: LanguageFault['place']): LanguageFault {
  const severity = statement.severity ?? 'error';
  return {
    ...statement,
    place,
    severity: severity === 'error' && !met.certain ? 'warning' : severity,
  };
}
