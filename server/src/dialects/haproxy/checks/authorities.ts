import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import type { SectionWording } from '../section-block.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

/**
 * HAProxy: `verify is enabled by default but no CA file specified`, of a server with `ssl` or `check-ssl`. Not told where a defaults
 * section or `ssl-server-verify none` of global may settle it.
 */
export function missingAuthorities({
  sections,
  enabled,
  complete,
}: Site): readonly LanguageFault[] {
  const lacking = enabled.filter(({ wording }) => lackingIn(wording).length > 0);
  if (!complete || lacking.length === 0) return [];
  if (sections.some(({ kind, wording }) => /^(?:defaults|global)$/.test(kind) && settles(wording)))
    return [];
  return lacking.flatMap((section) =>
    lackingIn(section.wording).flatMap((index) => {
      const line = section.lines[index];
      const word = line?.args.findLast(({ value }) => WITH_TLS.test(value));
      if (!line || !word) return [];
      const message = l10n.t(
        'HAProxy verifies the certificate of this server against no authority, and refuses the file. Add ca-file, or verify none.',
      );
      return [faultAt(word, line, { code: 'missing-certificate', message })];
    }),
  );
}

const WITH_TLS = /^(?:check-)?ssl$/;
const SETTLED = /^(?:ca-file|none)$|[$"]/;

/** Which lines of a section are servers with TLS that it gives no authority. */
const lackingIn = oncePer((wording: SectionWording): readonly number[] => {
  if (wording.variable || settles(wording)) return [];
  return wording.lines.flatMap(({ values }, index) =>
    /^server(?:-template)?$/.test(values[0] ?? '') &&
    ['ssl', 'check-ssl'].some((word) => isOn(word, values.slice(3))) &&
    !values.some((each) => SETTLED.test(each))
      ? [index]
      : [],
  );
});

/** True where the last of `word` and `no-word` switches it on. */
function isOn(word: string, values: readonly string[]): boolean {
  return values.lastIndexOf(word) > values.lastIndexOf(`no-${word}`);
}

/** True where a section settles for servers whether they are verified. */
const settles = oncePer(({ lines }: SectionWording) =>
  lines.some(
    ({ values }) =>
      /^(?:default-server|ssl-server-verify)$/.test(values[0] ?? '') &&
      values.some((each) => SETTLED.test(each)),
  ),
);
