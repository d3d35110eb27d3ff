import type { Word } from '../../../syntax/tree.ts';
import { placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';

export interface Statement extends Pick<LanguageFault, 'code' | 'message' | 'replacement'> {
  /** `error` by default. */
  readonly severity?: LanguageFault['severity'];
}

/**
 * A fault of one word. What HAProxy refuses is a warning where only the environment of its process tells whether it
 * reads the line.
 */
export function faultAt(
  word: Word,
  { uri, certain }: { readonly uri: string; readonly certain: boolean },
  statement: Statement,
): LanguageFault {
  const { severity = 'error', ...rest } = statement;
  return {
    ...rest,
    place: placeOf(uri, word),
    severity: severity === 'error' && !certain ? 'warning' : severity,
  };
}
