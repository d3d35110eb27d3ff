import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import type { SectionWording } from '../section-block.ts';
import type { HaproxyWording } from '../wording.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

/**
 * HAProxy: `'normalize-uri' action is experimental, must be allowed via a global 'expose-experimental-directives'` (of
 * the rules of 2.6.12 the only one).
 */
export function experimentalActions({ sections, complete }: Site): readonly LanguageFault[] {
  if (!complete || sections.some(({ wording }) => exposes(wording))) return [];
  return sections
    .filter(({ wording }) => normalizes(wording))
    .flatMap(({ lines }) => lines.filter((line) => isNormalizing(line.wording)))
    .map((line) => {
      const message =
        'normalize-uri is experimental, and HAProxy refuses the file. Write expose-experimental-directives in a global section above.';
      return faultAt(line.args[0] ?? line.keyword, line, { code: 'experimental-action', message });
    });
}

const exposes = oncePer(({ lines }: SectionWording) =>
  lines.some(({ values }) => values[0] === 'expose-experimental-directives'),
);

const normalizes = oncePer(({ lines }: SectionWording) => lines.some(isNormalizing));

function isNormalizing({ values }: HaproxyWording): boolean {
  return values[0] === 'http-request' && values[1] === 'normalize-uri';
}
