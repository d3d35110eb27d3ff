import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { wordTable } from '../../../text/word-table.ts';
import { type Complaint, complaint, incomplete, oneOf, wrong } from './complaint.ts';
import { timeComplaint } from './times.ts';

/** The words that may stand in a line in any order, by what HAProxy takes behind each; undefined where nothing follows. */
type Named = ReadonlyMap<string, ((value: Word) => Complaint | undefined) | undefined>;

const anything = () => undefined;

/** HAProxy: `stick-table: unknown argument 'x'`, `missing argument after 'x'`, and the same of cookies. */
function namedComplaint(args: readonly Word[], named: Named): Complaint | undefined {
  for (let at = 0; at < args.length; at++) {
    const word = args[at] as Word;
    if (!named.has(word.value)) return wrong(word, l10n.t`one of ${[...named.keys()].join(', ')}`);
    const read = named.get(word.value);
    if (!read) continue;
    const value = args[++at];
    if (!value) return word.value === 'store' ? undefined : incomplete(word);
    const found = read(value);
    if (found) return found;
  }
  return undefined;
}

const TABLE: Named = wordTable({
  type: (word: Word) =>
    oneOf(word, /^(?:ip|ipv6|integer|string|binary)$/, () =>
      l10n.t('ip, ipv6, integer, string or binary'),
    ),
  len: (word: Word) => oneOf(word, /^[1-9]/, () => l10n.t('a number over 0')),
  size: (word: Word) =>
    oneOf(word, /^[1-9]\d*[kmg]?$/i, () => l10n.t('a number over 0, with k, m or g behind it')),
  expire: timeComplaint,
  peers: anything,
  srvkey: (word: Word) => oneOf(word, /^(?:addr|name)$/, () => l10n.t('addr or name')),
  store: (word: Word) =>
    oneOf(word, STORED, () => l10n.t('what HAProxy counts, such as http_req_rate(10s)')),
  nopurge: undefined,
});

const STORED = (() => {
  const rate =
    '(?:gpc[01]|conn|sess|http_(?:req|err|fail)|bytes_(?:in|out))_rate\\(\\d+(?:[um]?s|[mhd])?\\)';
  const count =
    'server_(?:id|key)|gp[ct]0|gpc1|conn_(?:cnt|cur)|sess_cnt|http_(?:req|err|fail)_cnt|bytes_(?:in|out)_cnt';
  const several = 'gp[ct]\\((?:[1-9]\\d?|100)\\)|gpc_rate\\(\\d+,\\d+(?:[um]?s|[mhd])?\\)';
  /** Behind a parenthesis HAProxy reads nothing. */
  const one = `(?:(?:${rate}|${several})[^,]*|${count})`;
  return new RegExp(`^${one}(?:,${one})*$`);
})();

/** HAProxy: `stick-table: missing size.`, `unknown type 'x'`, `unknown store option 'x'` and their kin. */
export function tableComplaint(args: readonly Word[]): Complaint | undefined {
  const [first] = args;
  const missing = ['type', 'size'].find((name) => args.every(({ value }) => value !== name));
  return (
    namedComplaint(args, TABLE) ??
    (first && missing
      ? complaint(
          first,
          (named) =>
            l10n.t`${named} begins a table without ${missing}. Add it; HAProxy refuses the file.`,
        )
      : undefined)
  );
}

const COOKIE: Named = wordTable({
  ...Object.fromEntries(
    'rewrite insert prefix indirect nocache postonly preserve httponly secure dynamic'
      .split(' ')
      .map((name) => [name, undefined]),
  ),
  domain: anything,
  maxidle: timeComplaint,
  maxlife: timeComplaint,
  attr: (word: Word) => oneOf(word, /^[^;]*$/, () => l10n.t('an attribute without ";"')),
});

/** HAProxy: `'cookie' supports 'rewrite', …`, `cookie 'rewrite', 'insert' and 'prefix' modes are incompatible.` */
export function cookieComplaint([, ...args]: readonly Word[]): Complaint | undefined {
  const modes = args.filter(({ value }) => /^(?:rewrite|insert|prefix)$/.test(value));
  const second = modes.find(({ value }) => value !== modes[0]?.value);
  const indirect = args.find(({ value }) => value === 'indirect');
  const clash = second ?? (modes[0]?.value === 'rewrite' ? indirect : undefined);
  return namedComplaint(args, COOKIE) ?? (clash && clashOf(clash, modes[0]?.value ?? ''));
}

function clashOf(word: Word, other: string): Complaint {
  return complaint(
    word,
    (named) =>
      l10n.t`${named} does not go with ${other}. Take one of them out; HAProxy refuses the file.`,
  );
}

/** HAProxy: `'compression' : 'x' is not a supported algorithm.`, `'compression' expects <type>.` */
export function compressionComplaint([what, ...args]: readonly Word[]): Complaint | undefined {
  if (!what || what.value === 'offload') return undefined;
  if (args.length === 0) return incomplete(what);
  const wrongOne = args.find(({ value }) => !/^(?:identity|gzip|deflate|raw-deflate)$/.test(value));
  return what.value === 'algo'
    ? oneOf(wrongOne, /^$/, () => l10n.t('identity, gzip, deflate or raw-deflate'))
    : undefined;
}

const CAPTURES = /^(?:cookie \S+|(?:request|response) header \S+) len \S+$/;

/** HAProxy: `'capture cookie' expects 'cookie' <cookie_name> 'len' <len>.` */
export function captureComplaint(args: readonly Word[]): Complaint | undefined {
  const [first] = args;
  const isWhole = CAPTURES.test(args.map(({ value }) => value).join(' '));
  return first && !isWhole
    ? wrong(first, l10n.t('cookie, request header or response header, a name, len and a number'))
    : undefined;
}
