import * as l10n from '@vscode/l10n';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

interface Numbered {
  readonly isLegal: (written: string) => boolean;
  readonly what: string;
  /** Which words are such, where it is not the first alone. */
  readonly words?: 'all' | 'second';
}

/** As httpd reads a number: leading digits, else 0. */
const whole = (written: string): number => Number.parseInt(written, 10) || 0;
const BUFFER: Numbered = {
  isLegal: (written) => whole(written) === 0 || whole(written) >= 512,
  what: l10n.t('0, or at least 512 bytes, without a unit'),
};

/** Statuses that httpd has a text for. */
const STATUSES = new Set(
  '100 101 102 103 200 201 202 203 204 205 206 207 208 226 300 301 302 303 304 305 307 308 400 401 402 403 404 405 406 407 408 409 410 411 412 413 414 415 416 417 421 422 423 424 425 426 428 429 431 451 500 501 502 503 504 505 506 507 508 510 511'
    .split(' ')
    .map(Number),
);

/** `header=20-40,MinRate=500`: a range grows, and needs the rate. */
function isReadTimeout(written: string): boolean {
  const [met, least, most, rate] =
    /^(?:handshake|header|body)=\+?(\d+)(?:-\+?(\d+))?(?:,minrate=\+?(\d+))?$/i.exec(written) ?? [];
  if (!met || whole(rate ?? '1') === 0) return false;
  return most === undefined || (rate !== undefined && whole(most) > whole(least ?? ''));
}

const NOT_NEGATIVE: Numbered = {
  isLegal: (written) => whole(written) >= 0,
  what: l10n.t('a number that is not negative'),
};
const POSITIVE: Numbered = {
  isLegal: (written) => whole(written) >= 1,
  what: l10n.t('at least 1'),
};
const between = (least: number, most: number): Numbered => ({
  isLegal: (written) => whole(written) >= least && whole(written) <= most,
  what: l10n.t`a number from ${least} to ${most}`,
});
const KIBIBYTE: Numbered = {
  isLegal: (written) => whole(written) >= 1024,
  what: l10n.t('at least 1024 bytes, without a unit'),
};
const TIME: Numbered = {
  isLegal: (written) => /^\s*\+?\d+(?:s|ms|min?|h)?$/.test(written),
  what: l10n.t('seconds, or a number with ms, min or h'),
};
/** What mod_expires looks at are the first letters of its words (measured). */
const EXPIRY: Numbered = {
  isLegal: (written) =>
    /^[AM]/.test(written) ||
    /^\s*[amn]\S*(?:\s+p\S*)?(?:\s+\d\S*\s+(?:y|mo|w|d|h|mi|s)\S*)*\s*$/i.test(written),
  what: l10n.t('access, now or modification with numbers and units, as in "access plus 1 month"'),
};

/** What httpd reads of a word of these, and refuses otherwise (measured on 2.4.71). */
const NUMBERS = wordTable<Numbered>({
  brotlicompressionquality: between(0, 11),
  deflatebuffersize: POSITIVE,
  deflatecompressionlevel: between(1, 9),
  deflatememlevel: between(1, 9),
  errordocument: {
    isLegal: (written) => STATUSES.has(whole(written)),
    what: l10n.t('a status that httpd knows, such as 404 or 503'),
  },
  expiresbytype: { ...EXPIRY, words: 'second' },
  expiresdefault: EXPIRY,
  h2maxdataframelen: NOT_NEGATIVE,
  h2maxheaderblocklen: NOT_NEGATIVE,
  h2maxsessionstreams: POSITIVE,
  h2maxstreamerrors: NOT_NEGATIVE,
  h2maxworkers: POSITIVE,
  h2minworkers: POSITIVE,
  h2padding: between(0, 8),
  h2pushdiarysize: {
    isLegal: (written) => {
      const size = whole(written);
      return size >= 0 && size <= 65_536 && (size & (size - 1)) === 0;
    },
    what: l10n.t('a power of 2 up to 65536, or 0'),
  },
  h2streammaxmemsize: KIBIBYTE,
  h2streamtimeout: TIME,
  h2windowsize: KIBIBYTE,
  keepalivetimeout: TIME,
  limitinternalrecursion: POSITIVE,
  limitrequestbody: {
    isLegal: (written) => /^\s*\+?\d+$/.test(written),
    what: l10n.t('a number of bytes without a unit'),
  },
  limitrequestline: NOT_NEGATIVE,
  limitxmlrequestbody: NOT_NEGATIVE,
  listenbacklog: POSITIVE,
  proxyiobuffersize: BUFFER,
  proxyreceivebuffersize: BUFFER,
  receivebuffersize: BUFFER,
  sendbuffersize: BUFFER,
  sslsessioncachetimeout: NOT_NEGATIVE,
  sslverifydepth: NOT_NEGATIVE,
  requestreadtimeout: {
    isLegal: isReadTimeout,
    what: l10n.t(
      'handshake=, header= or body= with seconds, and a rate behind a range that grows, as in header=20-40,MinRate=500',
    ),
    words: 'all',
  },
  proxytimeout: { isLegal: (written) => whole(written) >= 1, what: l10n.t('at least 1 second') },
});

/** httpd: `Proxy Timeout must be at least 1 second`, `LimitRequestBody requires a non-negative integer` and their kin. */
export function numberValues({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { node } = each;
    const numbered = node.directive.block ? undefined : NUMBERS.get(node.name);
    if (!numbered) return [];
    const { words, isLegal, what } = numbered;
    const only = words === 'second' ? 1 : 0;
    return node.args.flatMap((arg, index) => {
      if (words !== 'all' && index !== only) return [];
      if (!isSettledWord(arg) || isLegal(arg.value)) return [];
      const message = l10n.t`${node.title} takes ${what}, and httpd refuses the file with ${arg.value}. Write such a value.`;
      return [faultAtArgument(each, index, { code: 'number-value', message })];
    });
  });
}
