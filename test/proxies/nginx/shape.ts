import type { Random } from '../lab/random.ts';
import { access, goodUpgrade, once, readTimeout, settings } from './settings.ts';

/** What a mount's shape may refer to. */
export interface Surroundings {
  readonly random: Random;
  /** Mount with slashes. */
  readonly base: string;
  /** host:port or upstream name of STIG Manager (or of the next hop). */
  readonly upstream: string;
  /** host:port of an application beside it. */
  readonly other: string;
  /** Path under which `upstream` serves the application: "/" or, for a hop that strips later, the mount. */
  readonly upstreamBase: string;
  /** Writes a map into the http block: its head and its lines. */
  readonly map: (head: string, ...lines: readonly string[]) => void;
  /** Moves lines into a file of their own and answers the directive that includes it. */
  readonly snippet: (lines: readonly string[]) => readonly string[];
}

/** The locations by which a server serves STIG Manager at a mount. */
export type Shape = (around: Surroundings) => readonly string[];

/** A block with its lines indented. */
export function block(
  head: string,
  ...lines: readonly (string | readonly string[])[]
): readonly string[] {
  return [`${head} {`, ...lines.flat().map((line) => `  ${line}`), '}'];
}

/** Settings inside a location that answers STIG Manager. */
export function inside({ random, snippet }: Surroundings): readonly string[] {
  const lines = once([...settings(random, 'location'), ...access(random)]);
  return lines.length > 0 && random.chance(0.08) ? snippet(lines) : lines;
}

/** proxy_pass with a URI part, below the application's root. */
export const to = (around: Surroundings, path = '') =>
  `proxy_pass http://${around.upstream}${around.upstreamBase}${path};`;
/** proxy_pass without a URI part. */
export const bare = (around: Surroundings) => `proxy_pass http://${around.upstream};`;

/** The rewrite that takes the mount off. */
export const strip = (around: Surroundings) =>
  `rewrite ^${around.base}(.*)$ ${around.upstreamBase}$1 break;`;

/** The commonest shape: one location that strips its prefix. */
export const plain: Shape = (around) => {
  const modifier = around.random.pick(['', '', '', '^~ ']);
  return block(`location ${modifier}${around.base}`, to(around), inside(around));
};

/** A location for the state events alone. */
export function sseLocation(around: Surroundings, base: string): readonly string[] {
  const { random } = around;
  const modifier = random.pick(['= ', '', '^~ ', '= ']);
  const path = 'api/op/state/sse';
  const target = random.chance(0.9) ? to(around, path) : to(around, 'api/op/state');
  const lines = random.chance(0.5)
    ? ['proxy_buffering off;', `proxy_read_timeout ${readTimeout(random)};`]
    : inside(around);
  return block(`location ${modifier}${base}${path}`, target, lines);
}

/** A location for the log socket, rightly or wrongly mapped. */
export function socketLocation(around: Surroundings, base: string): readonly string[] {
  const { random } = around;
  const lines = random.chance(0.6)
    ? [
        'proxy_http_version 1.1;',
        ...goodUpgrade(random),
        `proxy_read_timeout ${readTimeout(random)};`,
      ]
    : inside(around);
  const [path, target] = random.pick([
    ['socket/', 'socket/'],
    ['socket/', 'socket/'],
    ['socket/log-socket', 'socket/log-socket'],
    ['socket', 'socket'],
    ['socket/log-socket/', 'socket/log-socket/'],
    ['socket/', 'socket'],
    ['socket/', ''],
  ]);
  return block(`location ${random.pick(['', '', '^~ '])}${base}${path}`, to(around, target), lines);
}
