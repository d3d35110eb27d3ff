import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { isVariable } from '../lexer.ts';
import type { SectionWording } from '../section-block.ts';
import { wordingOf } from '../wording.ts';
import { faultAt } from './fault.ts';
import type { Section, Site } from './site.ts';

/**
 * HAProxy: `http frontend 'f' tries to use incompatible tcp backend 'b' as its default backend (see 'mode')`, or `in a
 * 'use_backend' rule`; a tcp frontend may use an http backend (measured on 2.6.12). Sections in which macros or a
 * template decide about lines are left out.
 */
export function incompatibleModes({ sections, enabled, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  const modes = modesOf(sections);
  const targets = new Map<string, Section>();
  for (const section of sections) {
    const takes = section.kind === 'backend' || section.kind === 'listen';
    if (takes && modes.get(section) === 'tcp') targets.set(section.name, section);
  }
  if (targets.size === 0) return [];
  return enabled
    .filter(
      (section) => /^(?:frontend|listen)$/.test(section.kind) && modes.get(section) === 'http',
    )
    .flatMap((section) =>
      targetsIn(section.wording).flatMap((index) => {
        const line = section.lines[index];
        const word = line?.args[0];
        const target = targets.get(word?.value ?? '');
        if (!line || !word || !target) return [];
        const message = l10n.t`The ${section.kind} ${section.name} is in mode http and the ${target.kind} ${target.name} in mode tcp, which HAProxy takes when nothing else is said, and it refuses the file. Write mode http in both, or in the defaults above them.`;
        return [faultAt(word, line, { code: 'incompatible-mode', message })];
      }),
    );
}

/** The modes of the sections of which it is known, each its own or that of its defaults. */
function modesOf(sections: readonly Section[]): ReadonlyMap<Section, string> {
  const modes = new Map<Section, string>();
  const named = new Map<string, Section>();
  let above: Section | undefined;
  for (const section of sections) {
    const base = baseOf(section);
    const parent = base === undefined ? above : named.get(base);
    const inherited = base !== undefined || above ? parent && modes.get(parent) : 'tcp';
    const mode = section.certain ? (ownMode(section.wording) ?? inherited) : undefined;
    if (mode !== undefined && !section.wording.variable) modes.set(section, mode);
    if (section.kind !== 'defaults') continue;
    above = section;
    named.set(section.name, section);
  }
  return modes;
}

/** The defaults that a section takes by name. */
function baseOf({ head }: Section): string | undefined {
  const { values } = wordingOf(head);
  const at = values.indexOf('from', 1);
  return at < 0 ? undefined : (values[at + 1] ?? '');
}

/** The last mode that a section writes; undefined where it writes none. */
const ownMode = oncePer(({ lines }: SectionWording) => {
  const last = lines.findLast(({ values }) => values[0] === 'mode');
  return last?.args.some(isVariable) ? 'open' : last?.values[1];
});

/** Which lines send requests to a section by its name: every use_backend, and the last default_backend. */
const targetsIn = oncePer(({ lines }: SectionWording): readonly number[] => {
  const last = lines.findLastIndex(({ values }) => values[0] === 'default_backend');
  return lines.flatMap(({ values }, i) => (values[0] === 'use_backend' || i === last ? [i] : []));
});
