import { placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';
import { type Entry, headOf } from '../scope.ts';

type Statement = Pick<LanguageFault, 'code' | 'message' | 'severity' | 'replacement'>;

/** A fault of a directive, told at its name. */
export function faultAtName({ uri, directive }: Entry, statement: Statement): LanguageFault {
  return { ...statement, place: placeOf(uri, directive.name) };
}

/** A fault of a directive with its arguments. */
export function faultAtHead(entry: Entry, statement: Statement): LanguageFault {
  return { ...statement, place: headOf(entry) };
}

/** A fault of one argument; of the directive where there is none at the index. */
export function faultAtArgument(entry: Entry, index: number, statement: Statement): LanguageFault {
  const word = entry.directive.args[index];
  return { ...statement, place: word ? placeOf(entry.uri, word) : headOf(entry) };
}
