import * as l10n from '@vscode/l10n';
import type { MisreadDuration, TimeLimit } from '../../delivery/delivery.ts';
import type { RelatedPlace } from '../../text/place.ts';
import {
  type Configuration,
  type Line,
  placeOfHead,
  placeOfLine,
  type Section,
  textOfLine,
} from './configuration.ts';
import { meantSeconds, parseDuration } from './durations.ts';
import type { Journey } from './journey.ts';
import { isVariable } from './lexer.ts';
import { hasOption, linesWhere, modeOf, settingOf } from './lines-in-force.ts';
import { durationRemedy, timeoutRemedy } from './remedies.ts';

/** The times that end an exchange, and whether some of them cannot be told. */
export interface Limits {
  readonly limits: readonly TimeLimit[];
  readonly unknown: readonly Line[];
  /** Those that only the answer to a WebSocket handshake is under: `timeout tunnel` takes their place after it. */
  readonly handshake: readonly TimeLimit[];
}

/**
 * The idle times that end a response. `timeout server` does, or `set-timeout server` in its place; in a tunnel (a
 * WebSocket, or tcp mode) `timeout tunnel` alone, and without one the shorter of server and client. In tcp mode with
 * `independent-streams` what is sent to a client does not count as its activity, and its time ends a stream however
 * active (measured on 2.6.12): whether one lasts so long cannot be told.
 */
export function limitsOf(
  journey: Pick<Journey, 'frontend' | 'timeouts'>,
  backend: Section,
  socket: boolean,
  wanted: number,
  heedsClient = true,
): Limits {
  const tunnelled = socket || modeOf(backend) !== 'http';
  const override = (kind: string) => journey.timeouts.findLast((timeout) => timeout.kind === kind);
  const chosen = (kind: string): readonly Source[] => {
    const over = override(kind);
    if (over) return [{ kind, line: over.line, text: over.text, owner: backend }];
    const line = settingOf(backend, 'timeout', kind);
    return line ? [sourceOf(line, kind, backend)] : [];
  };
  const tunnel = tunnelled ? chosen('tunnel') : [];
  const client = settingOf(journey.frontend, 'timeout', 'client');
  const behind =
    tunnelled && heedsClient && client ? [sourceOf(client, 'client', journey.frontend)] : [];
  const tunnels = tunnel.some(isLimit);
  const server = chosen('server');
  const sources = tunnels ? tunnel : [...server, ...behind];
  const remedy = tunnelled ? 'tunnel' : 'server';
  const isDeaf = !socket && tunnelled && hasOption(journey.frontend, 'independent-streams');
  const deaf = isDeaf ? [...tunnel, ...behind].filter(isLimit) : [];
  const limits = (of: readonly Source[], kind: string) =>
    of.flatMap((source) => limitOf(source, backend, kind, wanted));
  return {
    limits: limits(
      sources.filter((source) => !deaf.includes(source)),
      remedy,
    ),
    handshake: socket && tunnels ? limits(server, 'server') : [],
    unknown: sources
      .filter((source) => source.text === undefined || deaf.includes(source))
      .map((source) => source.line),
  };
}

/** Seconds in which a request hardly comes from a client to the proxy. */
const HASTE = 0.02;

/** The line that gives a request so little time that its answer may be a 408, as its way through the network decides. */
export function hasteOf(frontend: Section): Line | undefined {
  const line =
    settingOf(frontend, 'timeout', 'http-request') ?? settingOf(frontend, 'timeout', 'client');
  const seconds = parseDuration(line?.words[2] ?? '')?.seconds ?? 0;
  return modeOf(frontend) === 'http' && seconds > 0 && seconds <= HASTE ? line : undefined;
}

interface Source {
  readonly kind: string;
  readonly line: Line;
  /** The duration as written; undefined where the configuration does not tell. */
  readonly text: string | undefined;
  /** The section in which it takes effect. */
  readonly owner: Section;
}

function sourceOf(line: Line, kind: string, owner: Section): Source {
  const word = line.directive.args[1];
  const open = word === undefined || isVariable(word);
  return { kind, line, text: open ? undefined : word.value, owner };
}

function isLimit(source: Source): boolean {
  return source.text === undefined || (parseDuration(source.text)?.seconds ?? 0) > 0;
}

function limitOf(
  source: Source,
  backend: Section,
  remedy: string,
  wanted: number,
): readonly TimeLimit[] {
  const { kind, line, text, owner } = source;
  const seconds = text === undefined ? undefined : parseDuration(text)?.seconds;
  if (text === undefined || seconds === undefined || seconds === 0) return [];
  const meant = meantSeconds(kind, text);
  return [
    {
      place: placeOfLine(line),
      subject: textOfLine(line),
      origin: line.proxy === owner ? 'explicit' : 'inherited',
      related: chainTo(line, owner, backend),
      remedies: [timeoutRemedy(backend, remedy, line, wanted)],
      kind: 'idle',
      seconds,
      misread: meant === undefined ? undefined : { written: text, meantSeconds: meant },
    },
  ];
}

/** The way from the section that holds a line to the one in which it takes effect, and to the backend. */
export function chainTo(line: Line, owner: Section, backend: Section): readonly RelatedPlace[] {
  const steps: RelatedPlace[] = [];
  if (line.proxy !== owner) {
    steps.push({
      ...placeOfHead(owner),
      message: l10n.t`${nameOf(owner)} takes it from ${nameOf(line.proxy)}.`,
    });
  }
  if (owner !== backend) {
    steps.push({
      ...placeOfHead(backend),
      message: l10n.t`The request goes on to ${nameOf(backend)}.`,
    });
  }
  return steps;
}

/** A section as a reader of the file would name it. */
export function nameOf(proxy: Section): string {
  return proxy.name === '' ? proxy.kind : `${proxy.kind} ${proxy.name}`;
}

/** Durations that count as milliseconds though seconds were meant, wherever they stand. */
export function misreadDurations(configuration: Configuration): readonly MisreadDuration[] {
  return configuration.proxies.flatMap((proxy) =>
    misreadLines(proxy).flatMap((line) => {
      const [kind, index] = durationOf(line.words) ?? [];
      const word = index === undefined ? undefined : line.directive.args[index];
      if (kind === undefined || word === undefined || isVariable(word)) return [];
      const meant = meantSeconds(kind, word.value);
      if (meant === undefined) return [];
      return [
        {
          place: placeOfLine(line),
          subject: textOfLine(line),
          origin: 'explicit' as const,
          related: [],
          remedies: [durationRemedy(line, word)],
          written: word.value,
          readSeconds: Number(word.value) / 1000,
          meantSeconds: meant,
        },
      ];
    }),
  );
}

/** Which timeout a line sets, and the index of its duration among the arguments. */
function durationOf([keyword, first = '', second = '']: readonly string[]):
  | readonly [string, number]
  | undefined {
  if (keyword === 'timeout') return [first, 1];
  if (keyword === 'http-request' && first === 'set-timeout') return [second, 2];
  return undefined;
}

const misreadLines = linesWhere((words) => {
  const [kind, index] = durationOf(words) ?? [];
  return kind !== undefined && meantSeconds(kind, words[(index ?? 0) + 1] ?? '') !== undefined;
});
