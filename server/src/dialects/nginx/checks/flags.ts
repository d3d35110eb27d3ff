import * as l10n from '@vscode/l10n';
import { oncePer } from '../../once.ts';
import { quoted } from '../quoted.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { faultAtArgument } from './fault.ts';
import { type DirectiveCheck, hasPlaceholder } from './site.ts';

/** nginx: `invalid value "x" in "y" directive, it must be "on" or "off"`. It takes them in any case. */
export const invalidFlag: DirectiveCheck = ({ name, facts }) => {
  if (!isFlag(facts)) return undefined;
  return (entry) => {
    const [value = 'on', ...others] = entry.args;
    if (others.length > 0 || /^(?:on|off)$/i.test(value) || hasPlaceholder(entry)) return undefined;
    const message = l10n.t`${quoted(name)} is either on or off, and nginx refuses the file with ${quoted(value)}. Write "on" or "off".`;
    return faultAtArgument(entry, 0, { code: 'invalid-flag', message });
  };
};

const isFlag = oncePer(
  (facts: readonly DirectiveFact[]) =>
    facts.length > 0 &&
    facts.every(({ syntax }) =>
      syntax.every((form) => /^on ?\| ?off$/.test(form.replace(/[`*]/g, '').trim())),
    ),
);
