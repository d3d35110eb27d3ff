import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { wordTable } from '../../../text/word-table.ts';
import { type Complaint, incomplete, oneOf, wrong } from './complaint.ts';
import { timeComplaint } from './times.ts';
import { bindParameters, serverParameters } from './word-data.ts';

type Reader = (value: Word) => Complaint | undefined;

function among(legal: string): Reader {
  const words = legal.split(' ');
  const pattern = new RegExp(`^(?:${words.join('|')})$`);
  return (value) =>
    oneOf(value, pattern, () => words.reduce((some, one) => l10n.t`${some} or ${one}`));
}

const positive: Reader = (value) => oneOf(value, /^[+ ]*0*[1-9]/, () => l10n.t('a number over 0'));
const version = among('SSLv3 TLSv1.0 TLSv1.1 TLSv1.2 TLSv1.3');

/** What HAProxy takes behind parameters (measured on 2.6.12: of most numbers it takes whatever is there). */
const OF_ALL = { 'ssl-min-ver': version, 'ssl-max-ver': version, id: positive };

const OF_SERVERS = wordTable<Reader>({
  ...OF_ALL,
  ...Object.fromEntries(
    'inter fastinter downinter agent-inter slowstart'
      .split(' ')
      .map((name) => [name, timeComplaint]),
  ),
  rise: positive,
  fall: positive,
  'error-limit': positive,
  verify: among('none required'),
  observe: among('none layer4 layer7'),
  'on-error': among('fastinter fail-check sudden-death mark-down'),
  'on-marked-down': among('shutdown-sessions'),
  'on-marked-up': among('shutdown-backup-sessions'),
  ws: among('auto h1 h2'),
  'resolve-prefer': among('ipv4 ipv6'),
  'log-proto': among('legacy octet-count'),
  weight: (value) => {
    const number = Number.parseInt(value.value, 10) || 0;
    return number < 0 || number > 256 ? wrong(value, l10n.t('a weight from 0 to 256')) : undefined;
  },
});

const OF_BINDS = wordTable<Reader>({
  ...OF_ALL,
  verify: among('none optional required'),
  level: among('user operator admin'),
  'severity-output': among('none number string'),
  'expose-fd': among('listeners'),
});

/** Parameters of servers whose value HAProxy does not miss. */
const LAX = /^(?:init-addr|m(?:ax|in)conn|maxqueue|resolve-opts|resolvers|weight)$/;

/** What is wrong with the parameters of a server. */
export function memberComplaint(args: readonly Word[]): Complaint | undefined {
  const own = args.findIndex(({ value }) => serverParameters.rest.includes(value));
  const words = own < 0 ? args : args.slice(0, own);
  return parameterComplaint(words, serverParameters.one, OF_SERVERS, LAX);
}

/** What is wrong with the parameters of an address that HAProxy listens on. */
export function listenerComplaint(args: readonly Word[]): Complaint | undefined {
  return parameterComplaint(args, bindParameters.one, OF_BINDS);
}

function parameterComplaint(
  args: readonly Word[],
  names: readonly string[],
  readers: ReadonlyMap<string, Reader>,
  lax?: RegExp,
): Complaint | undefined {
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as Word;
    if (!names.includes(word.value)) continue;
    const value = args[++i];
    if (!value) return lax?.test(word.value) ? undefined : incomplete(word);
    const found = readers.get(word.value)?.(value);
    if (found) return found;
  }
  return undefined;
}
