import { conditionOf } from './conditions.ts';
import type { Line } from './configuration.ts';
import type { Context } from './exchange.ts';
import { formatText } from './formats.ts';
import { serverWords } from './health.ts';
import type { End } from './journey.ts';
import { withQuery } from './message-fetches.ts';

/**
 * What a `redirect` rule answers, if it does; `start` is the index of its first word after the keyword. With
 * `ignore-empty` it answers nothing where its target is empty.
 */
export function redirectOf(line: Line, start: number, context: Context): End | undefined {
  const words = line.words.slice(start, conditionOf(line)?.at ?? line.words.length);
  const after = (keyword: string) => {
    const at = words.indexOf(keyword);
    return at < 0 ? undefined : words[at + 1];
  };
  const status = Number(after('code') ?? 302);
  const location = locationOf(words, after, context);
  if (location === '' && words.includes('ignore-empty')) return undefined;
  return {
    kind: 'redirect',
    status,
    line,
    location,
    toTls: isToTls(after('scheme'), after('location'), location, context),
  };
}

/** What HAProxy itself answers to a GET whose turn falls to a server with `redir` (measured on 2.6.12). */
export function redirectToServer(
  line: Line,
  context: Context,
): (End & { readonly line: Line }) | undefined {
  const words = serverWords(line);
  if (!words.includes('redir') || context.request.sentMethod !== 'GET') return undefined;
  const asked = withQuery(context.request);
  const location =
    asked === undefined ? undefined : (words[words.lastIndexOf('redir') + 1] ?? '') + asked;
  const toTls = isToTls(undefined, undefined, location, context);
  return { kind: 'redirect', status: 302, line, location, toTls };
}

function locationOf(
  words: readonly string[],
  after: (keyword: string) => string | undefined,
  context: Context,
): string | undefined {
  const whole = after('location');
  if (whole !== undefined) return formatText(whole, context);
  const { path, query, door } = context.request;
  if (path === undefined || query === undefined) return undefined;
  const slash = words.includes('append-slash') && !path.endsWith('/') ? '/' : '';
  const rest = path + slash + (query === '' || words.includes('drop-query') ? '' : `?${query}`);
  const prefix = after('prefix');
  if (prefix !== undefined) {
    const base = formatText(prefix, context);
    return base === undefined ? undefined : (base === '/' ? '' : base) + rest;
  }
  const scheme = after('scheme');
  const wanted = scheme === undefined ? undefined : formatText(scheme, context);
  return wanted === undefined ? undefined : `${wanted}://${door.host}${rest}`;
}

/** A target over TLS that ends with the one that is asked for, whatever its host. */
const SAME_OVER_TLS = /^https:\/\/.*%\[(capture\.req\.uri|url|pathq)\]$/i;

/** True where a plain request is sent to the same path over TLS. */
function isToTls(
  scheme: string | undefined,
  format: string | undefined,
  location: string | undefined,
  context: Context,
): boolean {
  if (context.request.door.secure) return false;
  if (scheme?.toLowerCase() === 'https') return true;
  if (location === undefined) return SAME_OVER_TLS.test(format ?? '');
  const path = context.request.path;
  return path !== undefined && isSamePath(location, path);
}

function isSamePath(location: string, path: string): boolean {
  const [, rest] = /^https:\/\/[^/]*(.*)$/is.exec(location) ?? [];
  return rest !== undefined && rest.split('?')[0] === path;
}
