import type { LanguageFault } from '../../language.ts';
import type { HaproxyWording } from '../parser.ts';
import type { Line } from './site.ts';

/** Wordings in which a check has found nothing. */
export type Fine = WeakSet<HaproxyWording>;

const NONE: readonly LanguageFault[] = [];

/** What a check finds that looks at nothing but the words of a line: it need not look twice at those that are fine. */
export function foundIn(
  line: Line,
  fine: Fine,
  find: (line: Line) => readonly LanguageFault[],
): readonly LanguageFault[] {
  if (fine.has(line.wording)) return NONE;
  const found = find(line);
  if (found.length === 0) fine.add(line.wording);
  return found;
}
