import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import type { SectionWording } from '../section-block.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

/**
 * HAProxy: `'normalize-uri' action is experimental, must be allowed via a global 'expose-experimental-directives'`, of the
 * rules of 2.6.12 the only one.
 */
export function experimentalActions({ sections, complete }: Site): readonly LanguageFault[] {
  if (!complete || sections.some(({ wording }) => exposesAll(wording))) return [];
  return sections.flatMap((section) =>
    experimentalIn(section.wording).flatMap((index) => {
      const line = section.lines[index];
      const word = line?.args[0];
      if (!line || !word) return [];
      const message = l10n.t(
        'normalize-uri is experimental, and HAProxy refuses the file. Write expose-experimental-directives in a global section above.',
      );
      return [faultAt(word, line, { code: 'experimental-action', message })];
    }),
  );
}

const exposesAll = oncePer(({ lines }: SectionWording) =>
  lines.some(({ values }) => values[0] === 'expose-experimental-directives'),
);

const experimentalIn = oncePer(({ lines }: SectionWording): readonly number[] =>
  lines.flatMap(({ values: [keyword, action] }, index) =>
    keyword === 'http-request' && action === 'normalize-uri' ? [index] : [],
  ),
);
