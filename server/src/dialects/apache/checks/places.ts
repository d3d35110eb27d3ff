import { wordTable } from '../../../text/word-table.ts';
import type { Met } from '../configuration.ts';
import type { Node } from '../node.ts';

/** Letters of `commandData` for the sections that surround a directive. */
const LETTERS = wordTable<string>({
  virtualhost: 'V',
  directory: 'D',
  directorymatch: 'D',
  location: 'L',
  locationmatch: 'L',
  files: 'F',
  filesmatch: 'F',
  proxy: 'P',
  proxymatch: 'P',
  if: 'I',
  elseif: 'I',
  else: 'I',
  limit: 'M',
  limitexcept: 'M',
});

/** The sections around a directive, innermost first. */
export function sectionsAround({ node }: Met): readonly Node[] {
  const found: Node[] = [];
  for (let at = node.parent; at; at = at.parent) found.push(at);
  return found;
}

/** The letter of a section; undefined for one whose directives are not httpd's usual ones. */
export function letterOf(section: Node): string | undefined {
  return LETTERS.get(section.name);
}

/**
 * How a mapping is written where it stands: with its path, or without since the section around has it; undefined where
 * httpd takes no mapping.
 */
export function mappingForm(met: Met): 'with path' | 'without path' | undefined {
  const letters = sectionsAround(met).map((section) => letterOf(section) ?? '');
  if (letters.some((letter) => /[DFIM]/.test(letter))) return undefined;
  return letters.some((letter) => /[LP]/.test(letter)) ? 'without path' : 'with path';
}
