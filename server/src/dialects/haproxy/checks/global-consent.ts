import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { isVariable } from '../lexer.ts';
import type { SectionWording } from '../section-block.ts';
import type { HaproxyWording } from '../wording.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

/**
 * HAProxy: `'normalize-uri' action is experimental, must be allowed via a global 'expose-experimental-directives'` (of
 * the rules of 2.6.12 the only one), and `verify is enabled by default but no CA file specified`.
 */
export function lackingConsent({ sections, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  const wanted = sections.filter(({ wording }) => asks(wording));
  if (wanted.length === 0) return [];
  const given = sections.flatMap(({ wording }) => givenBy(wording));
  return wanted
    .flatMap(({ lines }) => lines)
    .flatMap((line) => {
      const need = needOf(line.wording);
      const word = line.args.findLast(({ value }) => need?.words.test(value));
      if (!need || !word || given.includes(need.code)) return [];
      const { code, advice } = need;
      return [faultAt(word, line, { code, message: `${advice}; HAProxy refuses the file.` })];
    });
}

const EXPERIMENTAL = {
  code: 'experimental-action',
  words: /^normalize-uri$/,
  advice:
    'normalize-uri is experimental. Write expose-experimental-directives in a global section above',
};
const UNVERIFIED = {
  code: 'unverified-server',
  words: /^(?:check-)?ssl$/,
  advice:
    'The certificate of this server cannot be verified without ca-file. Write that, or verify none',
};

function needOf({ values, args }: HaproxyWording): typeof EXPERIMENTAL | undefined {
  if (values[0] === 'http-request')
    return EXPERIMENTAL.words.test(values[1] ?? '') ? EXPERIMENTAL : undefined;
  if (values[0] !== 'server' || args.some(isVariable) || isVerified(values)) return undefined;
  const speaksTls = values.slice(3).some((word) => UNVERIFIED.words.test(word));
  return speaksTls && !values.some((word) => /^no-.*ssl$/.test(word)) ? UNVERIFIED : undefined;
}

/** True where `ca-file` or `verify none` stands, whichever line it is. */
function isVerified(values: readonly string[]): boolean {
  return values.includes('ca-file') || values[values.lastIndexOf('verify') + 1] === 'none';
}

const asks = oncePer(
  ({ lines }: SectionWording) =>
    lines.some((line) => needOf(line)) && lines.every(({ values }) => values[0] !== 'disabled'),
);

/** The needs that lines of a section take away, a default-server of some section those of all servers. */
const givenBy = oncePer(({ lines }: SectionWording): readonly string[] =>
  lines.flatMap(({ values }) => {
    if (values[0] === 'expose-experimental-directives') return [EXPERIMENTAL.code];
    const isMeant =
      values[0] === 'ssl-server-verify' || (values[0] === 'default-server' && isVerified(values));
    return isMeant ? [UNVERIFIED.code] : [];
  }),
);
