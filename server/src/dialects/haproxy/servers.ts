import { oncePer } from '../once.ts';
import { applies } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import type { Context } from './exchange.ts';
import { passesCheck, serverWords } from './health.ts';
import type { Server } from './journey.ts';
import { linesWhere, starts } from './lines-in-force.ts';
import { question } from './questions.ts';
import { type HaproxyWording, wordingOf } from './wording.ts';

const SERVER_KEYWORDS: ReadonlySet<string> = new Set(['server', 'server-template', 'dispatch']);

/** True for a line that names a server. */
export function isServer({ values }: HaproxyWording): boolean {
  return SERVER_KEYWORDS.has(values[0] ?? '');
}

/** The servers of a backend that take part, those kept for failure aside unless there are no others. */
export const serversOf = oncePer((backend: Section) => foremost(linesOf(backend)));

/** The same by what a section's own lines say, whatever `default-server` lines say elsewhere, and those kept for failure. */
export function serversWritten(section: Section): readonly Server[] {
  const { active, backups } = sorted(section, ({ words }) => words);
  return [...active, ...backups].map(readServer);
}

/** The servers of a backend that wait for the failure of the others. */
export const backupsOf = oncePer((backend: Section) => linesOf(backend).backups.map(readServer));

/** `server name host` without a port, or with a difference to one: it is asked on the port that the client came to. */
export function takesPortAsked({ line }: Server): boolean {
  return starts(line, 'server') && /^[a-z0-9][\w.-]*(?::[-+]\d+)?$/i.test(line.words[2] ?? '');
}

interface ServerLines {
  readonly active: readonly Line[];
  /** Those that wait for the failure of the others. */
  readonly backups: readonly Line[];
}

function foremost({ active, backups }: ServerLines): readonly Server[] {
  return (active.length > 0 ? active : backups.slice(0, 1)).map(readServer);
}

const linesOf = oncePer((backend: Section) => sorted(backend, serverWords));

function sorted(backend: Section, wordsOf: (line: Line) => readonly string[]): ServerLines {
  const lines = serverLines(backend).filter((line) => !isOut(wordsOf(line)));
  const isBackup = (line: Line) => lastOf(wordsOf(line), ['backup', 'no-backup']) === 'backup';
  return { active: lines.filter((line) => !isBackup(line)), backups: lines.filter(isBackup) };
}

const serverLines = linesWhere((words) => SERVER_KEYWORDS.has(words[0] ?? ''));

/** True for a server that gets no requests, as its own words or its defaults say (measured on 2.6.12). */
function isOut(words: readonly string[]): boolean {
  return isDisabled(words) || words[words.lastIndexOf('weight') + 1] === '0';
}

function isDisabled(words: readonly string[]): boolean {
  return lastOf(words, ['disabled', 'enabled']) === 'disabled';
}

/** Which of some words comes last. */
function lastOf(words: readonly string[], wanted: readonly string[]): string | undefined {
  return words.findLast((word) => wanted.includes(word));
}

/**
 * True for a server that is spoken to with a PROXY protocol head or in HTTP/2:
 * STIG Manager answers 400 to the first and nothing to the second (measured on 2.6.12), so another proxy is behind it.
 */
export function speaksOtherwise(line: Line): boolean {
  const words = serverWords(line);
  const value = (keyword: string) => words[words.indexOf(keyword) + 1];
  const otherProtocol = words.includes('proto') && value('proto') !== 'h1';
  return otherProtocol || words.some(isHead);
}

/** True for a server that is told who the client is by a PROXY head. */
export function sendsHead({ line }: Server): boolean {
  return serverWords(line).some(isHead);
}

function isHead(word: string): boolean {
  return word.startsWith('send-proxy');
}

function readServer(line: Line): Server {
  const { name, host, port } = writtenServer(wordingOf(line.directive));
  return { name, host, port, line };
}

/** What a line says of a server wherever it stands. */
export const writtenServer = oncePer(({ values }: HaproxyWording) => {
  const [keyword, first = ''] = values;
  if (keyword === 'dispatch') return { name: '', ...readAddress(first) };
  return { name: first, ...readAddress(values[keyword === 'server-template' ? 3 : 2] ?? '') };
});

/** Host and port of an address; the port is undefined where it is none or relative. */
export function readAddress(address: string): {
  readonly host: string;
  readonly port: number | undefined;
} {
  const bare = address.replace(/^(ipv4|ipv6|tcp|tcp4|tcp6|quic4|quic6|udp|unix)@/, '');
  const colon = bare.lastIndexOf(':');
  const whole = colon < 0 || bare.startsWith('/') || bare.includes('@');
  const host = whole ? bare : bare.slice(0, colon);
  const port = whole ? '' : bare.slice(colon + 1);
  return {
    host: host.replace(/^\[(.*)\]$/, '$1'),
    port: /^\d+$/.test(port) ? Number(port) : undefined,
  };
}

/** True where the checks of a backend's servers cannot be foretold. */
export const isInDoubt = oncePer((backend: Section) =>
  serversOf(backend).some((server) => !passesCheck(server.line)),
);

/** The servers that take requests, if those whose checks cannot be foretold fail them or not. */
function standing(backend: Section, context: Context): readonly Server[] {
  const servers = serversOf(backend);
  const fails = isInDoubt(backend) && context.assumptions.holds(question('down', backend.name));
  if (!fails) return servers;
  const left = servers.filter((server) => passesCheck(server.line));
  return left.length > 0 ? left : linesOf(backend).backups.slice(0, 1).map(readServer);
}

/** The servers that a `use-server` rule may name: those of no weight and those kept for failure too (measured on 2.6.12). */
const namedServers = oncePer((backend: Section): readonly Server[] =>
  backend.lines
    .filter((line) => starts(line, 'server') && !isDisabled(serverWords(line)))
    .map(readServer),
);

/** The servers that may answer a request: the one that a `use-server` rule names, else all. */
export function serversFor(backend: Section, context: Context): readonly Server[] {
  const servers = standing(backend, context);
  for (const line of backend.lines) {
    if (!starts(line, 'use-server')) continue;
    const named = namedServers(backend).filter((server) => server.name === line.words[1]);
    if (named.length > 0 && applies(line, context)) return named;
  }
  return servers;
}
