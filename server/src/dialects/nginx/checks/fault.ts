import { type Place, placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';
import { type Entry, headOf } from '../scope.ts';

/** What is told of a fault; an error unless it says otherwise. */
interface Statement extends Pick<LanguageFault, 'code' | 'message' | 'replacement'> {
  readonly severity?: LanguageFault['severity'];
}

export function faultAt(place: Place, statement: Statement): LanguageFault {
  return { severity: 'error', ...statement, place };
}

/** A fault of a directive, told at its name. */
export function faultAtName({ uri, directive }: Entry, statement: Statement): LanguageFault {
  return faultAt(placeOf(uri, directive.name), statement);
}

/** A fault of a directive with its arguments. */
export function faultAtHead(entry: Entry, statement: Statement): LanguageFault {
  return faultAt(headOf(entry), statement);
}

/** A fault of one argument; of the directive where there is none at the index. */
export function faultAtArgument(entry: Entry, index: number, statement: Statement): LanguageFault {
  const word = entry.directive.args[index];
  return faultAt(word ? placeOf(entry.uri, word) : headOf(entry), statement);
}
