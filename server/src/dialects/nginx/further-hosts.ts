import { hostLike } from '../host-pattern.ts';
import { conditionWords } from './conditions.ts';
import { hostFor } from './host-name.ts';
import { type Scope, scopesWithin } from './scope.ts';
import type { Server } from './servers.ts';
import { SPECIAL_KEYS } from './variables.ts';
import type { World } from './world.ts';

/** Hosts that are tried; a table of all sites of a company has more. */
const MOST = 50;
const HOST = /^\$\{?(http_)?host\}?$/;
const LIKELY = /stig/i;

/**
 * Hosts by which a server may know STIG Manager beside its plain names: keys of maps by host or by a part of the host
 * that the pattern of a name captures, upstreams that such a part may name, and conditions on the host. Those that
 * seem STIG Manager's come first.
 */
export function furtherHosts(server: Server, world: World): readonly string[] {
  const hosts = [
    ...keysOf(world, (source) => HOST.test(source)).map(hostOfKey),
    ...capturedHosts(server, world),
    ...conditionHosts(server),
  ].filter((host) => host !== undefined);
  const [likely, other] = [true, false].map((is) => hosts.filter((h) => LIKELY.test(h) === is));
  return [...new Set([...(likely ?? []), ...(other ?? [])])].slice(0, MOST);
}

function keysOf({ maps }: World, isSource: (source: string) => boolean): readonly string[] {
  return [...maps.values()]
    .filter(({ name, args }) => name === 'map' && isSource(args[0] ?? ''))
    .flatMap(({ inner }) => inner?.entries.map(({ name }) => name) ?? [])
    .filter((key) => !SPECIAL_KEYS.has(key));
}

function hostOfKey(key: string): string | undefined {
  return (key.startsWith('~') ? hostLike(key.replace(/^~\*?/, '')) : hostFor(key))?.toLowerCase();
}

function capturedHosts({ names, scope }: Server, world: World): readonly (string | undefined)[] {
  return names
    .filter((name) => name.startsWith('~'))
    .flatMap((name) =>
      [...name.matchAll(/\(\?P?<(\w+)>/g)].flatMap(([opening, capture = '']) => {
        const isIt = (source: string) => source.replace(/[{}]/g, '') === `$${capture}`;
        const words = [
          ...keysOf(world, isIt),
          ...conditionsOn(scope, isIt).map(({ right }) => right),
          ...world.groups.keys(),
        ];
        const parts = words.filter((word) => /^[\w.-]+$/.test(word));
        return parts.map((part) => hostWith(name.slice(1), opening, part));
      }),
    );
}

/** A host that a pattern matches with that text in the group that the opening begins. */
function hostWith(pattern: string, opening: string, text: string): string | undefined {
  const start = pattern.indexOf(opening);
  let depth = 1;
  let end = start + opening.length;
  while (end < pattern.length && depth > 0) {
    if (pattern[end] === '\\') end++;
    else if (pattern[end] === '(') depth++;
    else if (pattern[end] === ')') depth--;
    end++;
  }
  const literal = text.replace(/[.-]/g, '\\$&');
  return hostLike(pattern.slice(0, start) + literal + pattern.slice(end))?.toLowerCase();
}

function conditionHosts({ scope }: Server): readonly (string | undefined)[] {
  return conditionsOn(scope, (left) => HOST.test(left)).map(({ operator, right }) =>
    hostOfKey(operator.includes('~') ? `~${right}` : right),
  );
}

function conditionsOn(server: Scope, isSubject: (left: string) => boolean) {
  return [...scopesWithin(server, 'if')].flatMap(({ owner }) => {
    const [left = '', operator = '', right = ''] = conditionWords(owner?.args ?? []);
    return isSubject(left) ? [{ operator, right }] : [];
  });
}
