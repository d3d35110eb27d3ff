import { hostLike } from '../host-pattern.ts';
import { expectedIn, isPlainWord, keysOf, namedGroups, withText } from './captures.ts';
import { conditionWords } from './conditions.ts';
import { hostFor } from './host-name.ts';
import { type Scope, scopesWithin } from './scope.ts';
import type { Server } from './servers.ts';
import type { World } from './world.ts';

/** Hosts that are tried; a table of all sites of a company has more. */
const MOST = 50;
const HOST = /^\$\{?(host|http_host|ssl_server_name)\}?$/;
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

function hostOfKey(key: string): string | undefined {
  return (key.startsWith('~') ? hostLike(key.replace(/^~\*?/, '')) : hostFor(key))?.toLowerCase();
}

function capturedHosts({ names, scope }: Server, world: World): readonly (string | undefined)[] {
  return names
    .filter((name) => name.startsWith('~'))
    .flatMap((name) =>
      namedGroups(name).flatMap(([opening, capture]) => {
        const isIt = (source: string) => source.replace(/[{}]/g, '') === `$${capture}`;
        const compared = conditionsOn(scope, isIt).map(({ right }) => right);
        const parts = [...expectedIn(capture, world), ...compared.filter(isPlainWord)];
        return parts.map((part) => hostLike(withText(name.slice(1), opening, part))?.toLowerCase());
      }),
    );
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
