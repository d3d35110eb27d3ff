import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { isVariable } from '../lexer.ts';
import { wordingOf } from '../wording.ts';
import { faultAt } from './fault.ts';
import type { Line, Section, Site } from './site.ts';

const NO_FAULTS: readonly LanguageFault[] = [];
const NO_SIDES: readonly string[] = [];

/** Sections of which one name may stand once; of two userlists HAProxy takes the first, and warns. */
const UNIQUE = /^(?:frontend|backend|peers|resolvers|cache|mailers|http-errors|fcgi-app|userlist)$/;

/**
 * HAProxy: `backend 'b' has the same name as proxy 'b'`, unless one of them is a frontend and the other a backend;
 * `another server named 's' was already defined`.
 */
export function duplicates({ sections, enabled }: Site): readonly LanguageFault[] {
  const taken = new Map<string, Map<string, Section>>();
  const named = sections.flatMap((section) => {
    if (!section.certain) return NO_FAULTS;
    let same: Section | undefined;
    for (const side of sidesOf(section)) {
      const names = taken.get(side) ?? new Map<string, Section>();
      taken.set(side, names);
      const before = names.get(section.name);
      if (!before) names.set(section.name, section);
      same ??= before;
    }
    return same ? [duplicateSection(section, same)] : NO_FAULTS;
  });
  const open = enabled.filter(({ certain, wording }) => certain && !wording.fine);
  return [...open.flatMap(duplicateServers), ...named];
}

function sidesOf({ kind, name, head }: Section): readonly string[] {
  const [first] = wordingOf(head).args;
  if (name === '' || !first || isVariable(first)) return NO_SIDES;
  if (kind === 'listen') return ['frontend', 'backend'];
  return UNIQUE.test(kind) ? [kind] : NO_SIDES;
}

function duplicateSection(section: Section, before: Section): LanguageFault {
  const warned = section.kind === 'userlist';
  const message = warned
    ? l10n.t`The ${section.kind} ${section.name} has the same name as a ${before.kind} above, and HAProxy warns and takes the first. Give it another.`
    : l10n.t`The ${section.kind} ${section.name} has the same name as a ${before.kind} above, and HAProxy refuses the file. Give it another.`;
  return faultAt(section.head.args[0] ?? section.head.name, section, {
    code: 'duplicate-section',
    message,
    severity: warned ? 'warning' : 'error',
  });
}

export function duplicateServers({ kind, lines }: Section): readonly LanguageFault[] {
  if (kind !== 'backend' && kind !== 'listen') return [];
  const known = new Set<string>();
  return lines.filter(isServer).flatMap((line) => {
    const [name] = line.args;
    if (!name || isVariable(name)) return [];
    if (!known.has(name.value)) {
      known.add(name.value);
      return [];
    }
    const message = l10n.t`A server ${name.value} is defined above in this section already, and HAProxy refuses the file. Give it another name.`;
    return [faultAt(name, line, { code: 'duplicate-server', message })];
  });
}

function isServer({ keyword, certain }: Line): boolean {
  return keyword.value === 'server' && certain;
}
