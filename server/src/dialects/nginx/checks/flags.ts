import type { LanguageFault } from '../../language.ts';
import { ofFacts } from './contexts.ts';
import { faultAtArgument } from './fault.ts';
import { quoted } from './messages.ts';
import { hasPlaceholder, type Site } from './site.ts';

/** nginx: `invalid value "x" in "y" directive, it must be "on" or "off"`. It takes them in any case. */
export function invalidFlags({ groups }: Site): readonly LanguageFault[] {
  return groups
    .flatMap(({ entries, facts }) => (isFlag(facts) ? entries : []))
    .filter(({ args }) => args.length === 1 && !/^(?:on|off)$/i.test(args[0] ?? ''))
    .filter((entry) => !hasPlaceholder(entry))
    .map((entry) => {
      const message = `${quoted(entry.name)} is either on or off, and nginx refuses the file with ${quoted(entry.args[0] ?? '')}. Write "on" or "off".`;
      return faultAtArgument(entry, 0, { code: 'invalid-flag', severity: 'error', message });
    });
}

const isFlag = ofFacts(
  (facts) =>
    facts.length > 0 &&
    facts.every(({ syntax }) =>
      syntax.every((form) => /^on ?\| ?off$/.test(form.replace(/[`*]/g, '').trim())),
    ),
);
