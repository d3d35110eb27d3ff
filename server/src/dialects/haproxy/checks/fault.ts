import { moved } from '../../../syntax/lines.ts';
import type { Word } from '../../../syntax/tree.ts';
import { placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';
import type { Line } from './site.ts';

/** The line or the section that a word stands in. */
export type Around = Pick<Line, 'uri' | 'certain' | 'at'>;

export interface Statement extends Pick<LanguageFault, 'code' | 'message' | 'replacement'> {
  /** `error` by default. */
  readonly severity?: LanguageFault['severity'];
}

/**
 * A fault of one word, whose offsets count from `at`. What HAProxy refuses is a warning where only the environment of its process tells whether it
 * reads the line.
 */
export function faultAt(
  word: Word,
  { uri, certain, at }: Around,
  statement: Statement,
): LanguageFault {
  const { severity = 'error', ...rest } = statement;
  return {
    ...rest,
    place: placeOf(uri, moved(word, at)),
    severity: severity === 'error' && !certain ? 'warning' : severity,
  };
}
