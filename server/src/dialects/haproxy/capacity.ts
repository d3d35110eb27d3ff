import type { Configuration, Line } from './configuration.ts';
import { MOST_COUNTED } from './fetches.ts';
import { serverWords } from './health.ts';
import type { Journey } from './journey.ts';
import { modeOf, rulesOf, settingOf, starts } from './lines-in-force.ts';

/** A `dispatch` line: a handshake through it makes HAProxy crash, with whatever else is under way (measured on 2.6.12). */
export function crashing({
  backend,
  servers,
}: Pick<Journey, 'backend' | 'servers'>): Line | undefined {
  const found = servers.find(({ line }) => starts(line, 'dispatch'))?.line;
  return backend && modeOf(backend) === 'http' ? found : undefined;
}

/**
 * The line that lets in so few connections that one browser may use them up: STIG Manager's streams keep theirs, and
 * what finds no place waits, then gets 503 or nothing (measured on 2.6.12). Zero is no limit.
 */
export function narrowestOf({
  frontend,
  servers,
}: Pick<Journey, 'frontend' | 'servers'>): Line | undefined {
  const settings = [settingOf(frontend, 'maxconn'), settingOf(frontend, 'rate-limit', 'sessions')];
  const binds = rulesOf(frontend, 'bind').filter(({ words }) => words.includes('maxconn'));
  const door =
    settings.find((line) => isNarrow(line?.words.at(-1))) ??
    binds.find(({ words }) => isNarrow(words[words.lastIndexOf('maxconn') + 1]));
  if (door) return door;
  const narrow = servers.length > 0 && isNarrow(String(placesOf(servers)));
  return narrow ? servers[0]?.line : undefined;
}

/** The same of the line that limits the connections of the whole process. */
export function narrowestOfAll({ globals }: Configuration): Line | undefined {
  const line = globals
    .flatMap(({ lines }) => lines)
    .findLast(({ words }) => words[0] === 'maxconn');
  return isNarrow(line?.words[1]) ? line : undefined;
}

function isNarrow(written: string | undefined): boolean {
  const places = Number(written);
  return places > 0 && places < MOST_COUNTED;
}

/** How many requests the servers surely take at once; 0 where one of them has no limit. */
function placesOf(servers: Journey['servers']): number {
  const places = servers.map(({ line }) => {
    const words = serverWords(line);
    const word = ['minconn', 'maxconn'].find((one) => words.includes(one));
    const places = word === undefined ? 0 : Number(words[words.lastIndexOf(word) + 1]);
    return starts(line, 'server-template') ? places * countOf(line.words[2]) : places;
  });
  return places.includes(0) ? 0 : places.reduce((sum, one) => sum + one, 0);
}

/** How many servers a template makes: a number, or a range. */
function countOf(written = ''): number {
  const [first = 0, last] = written.split('-').map(Number);
  return last === undefined ? first : last - first + 1;
}
