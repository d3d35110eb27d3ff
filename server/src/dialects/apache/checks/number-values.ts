import * as l10n from '@vscode/l10n';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

interface Numbered {
  readonly isLegal: (written: string) => boolean;
  readonly what: string;
  /** Set where every word is one of them, not the first alone. */
  readonly every?: true;
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

/** What httpd reads of the first word of these, and refuses otherwise (measured on 2.4.71). */
const NUMBERS = wordTable<Numbered>({
  errordocument: {
    isLegal: (written) => STATUSES.has(whole(written)),
    what: l10n.t('a status that httpd knows, such as 404 or 503'),
  },
  keepalivetimeout: {
    isLegal: (written) => /^\s*\+?\d+(?:s|ms|min?|h)?$/.test(written),
    what: l10n.t('seconds, or a number with ms, min or h'),
  },
  limitrequestbody: {
    isLegal: (written) => /^\s*\+?\d+$/.test(written),
    what: l10n.t('a number of bytes without a unit'),
  },
  limitrequestline: {
    isLegal: (written) => whole(written) >= 0,
    what: l10n.t('a number that is not negative'),
  },
  proxyiobuffersize: BUFFER,
  proxyreceivebuffersize: BUFFER,
  requestreadtimeout: {
    isLegal: isReadTimeout,
    what: l10n.t(
      'handshake=, header= or body= with seconds, and a rate behind a range that grows, as in header=20-40,MinRate=500',
    ),
    every: true,
  },
  proxytimeout: { isLegal: (written) => whole(written) >= 1, what: l10n.t('at least 1 second') },
});

/** httpd: `Proxy Timeout must be at least 1 second`, `LimitRequestBody requires a non-negative integer` and their kin. */
export function numberValues({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { node } = each;
    const numbered = node.directive.block ? undefined : NUMBERS.get(node.name);
    if (!numbered) return [];
    const { every, isLegal, what } = numbered;
    return node.args.slice(0, every ? undefined : 1).flatMap((arg, index) => {
      if (!isSettledWord(arg) || isLegal(arg.value)) return [];
      const message = l10n.t`${node.title} takes ${what}, and httpd refuses the file with ${arg.value}. Write such a value.`;
      return [faultAtArgument(each, index, { code: 'number-value', message })];
    });
  });
}
