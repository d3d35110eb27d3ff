import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { isPredefined } from '../conditions.ts';
import { conditionWords } from './condition-words.ts';
import { faultAt } from './fault.ts';
import { isProxy, type Line, type Section, type Site } from './site.ts';

/** HAProxy: `no such ACL : 'x'`. An acl must stand above, in the same section; one of the defaults does not count. */
export function undefinedAcls({ sections, templated }: Site): readonly LanguageFault[] {
  return templated ? [] : sections.filter(isProxy).flatMap(aclFaults);
}

export function aclFaults(section: Section): readonly LanguageFault[] {
  if (section.wording.fine) return [];
  const known = new Set<string>();
  return section.lines.flatMap((line) => {
    if (line.keyword.value === 'acl') known.add(line.args[0]?.value ?? '');
    return conditionWords(line.wording)
      .acls.filter(({ value }) => !known.has(value) && !isPredefined(value))
      .map((word) => faultOf(word, line, known));
  });
}

function faultOf(word: Word, line: Line, known: ReadonlySet<string>): LanguageFault {
  const meant = nearest(word.value, known);
  const message =
    meant === undefined
      ? l10n.t`No acl ${word.value} is defined above in this section, and HAProxy refuses the file. Define it above this line in the same section.`
      : l10n.t`No acl ${word.value} is defined above in this section, and HAProxy refuses the file. Write ${meant}.`;
  return faultAt(word, line, {
    code: 'undefined-acl',
    message,
    ...(meant !== undefined && { replacement: meant }),
  });
}
