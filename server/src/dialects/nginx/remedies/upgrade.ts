import type { Remedy } from '../../../delivery/delivery.ts';
import { addLocationAfter, ScopeEdit } from '../edits.ts';
import { type Hop, hostRemoval } from '../journey.ts';
import { type Scope, scalar, setOf, written } from '../scope.ts';
import type { World } from '../world.ts';
import { blockOf, passLines, remedy, remedyIn } from './common.ts';

/**
 * The Upgrade and Connection lines for the answering block, or for a location of the socket's own. Hops on the way that
 * set Upgrade for every request are mended along: the answering one would now pass it on.
 */
export function upgradeRemedies(
  hop: Hop,
  world: World,
  hops: readonly Hop[] = [],
): readonly Remedy[] {
  const block = blockOf(hop);
  const blocks = new Set([block, ...hops.filter(setsUpgrade).map(blockOf)]);
  const connection = connectionVariable(world) ?? '"upgrade"';
  const headers = [
    ['Upgrade', '$http_upgrade'],
    ['Connection', connection],
  ] as const;
  const editsIn = (scope: Scope) => {
    const edit = new ScopeEdit(scope);
    if (
      scope === block &&
      scalar(block, 'proxy_http_version')?.args[0] !== '1.1' &&
      !hostRemoval(hop)
    )
      edit.setScalar('proxy_http_version', '1.1');
    edit.setHeaders(headers);
    return edit.edits();
  };
  const edits = () => [...blocks].flatMap(editsIn);
  const here = remedyIn(block, 'pass-upgrade', 'Pass Upgrade and Connection on', edits);
  return [here, ...socketLocation(hop, headers)];
}

function setsUpgrade({ sent }: Hop): boolean {
  return sent.some(({ name, entry }) => name === 'upgrade' && !entry.args[1]?.includes('$'));
}

function socketLocation(
  hop: Hop,
  headers: readonly (readonly [string, string])[],
): readonly Remedy[] {
  const location = hop.served.location;
  const sibling = location?.entry;
  if (!sibling || hop.path === undefined || location.kind === 'exact' || location.kind === 'named')
    return [];
  if (location.kind !== 'regex' && !hop.request.path.startsWith(location.pattern)) return [];
  const there = hop.path;
  const body = () => [
    ...passLines(hop, hop.request.path, there),
    'proxy_http_version 1.1;',
    ...effectiveHeaders(hop.scope, headers),
    'proxy_read_timeout 3600s;',
  ];
  const title = `Add a location for ${hop.request.path} alone`;
  return [
    remedy('pass-upgrade', title, false, () => [
      addLocationAfter(sibling, `= ${hop.request.path}`, body()),
    ]),
  ];
}

export function effectiveHeaders(
  scope: Scope,
  headers: readonly (readonly [string, string])[],
): readonly string[] {
  const names = headers.map(([name]) => name.toLowerCase());
  const kept = setOf(scope, 'proxy_set_header').filter(
    (e) => !names.includes(e.args[0]?.toLowerCase() ?? ''),
  );
  return [
    ...kept.map((e) => `${written(e)};`),
    ...headers.map(([name, value]) => `proxy_set_header ${name} ${value};`),
  ];
}

/** The variable of a map that turns $http_upgrade into a Connection value, where the configuration has one. */
export function connectionVariable(world: World): string | undefined {
  for (const [name, map] of world.maps) {
    const fromUpgrade = map.name === 'map' && map.args[0] === '$http_upgrade';
    const gives = map.inner?.own('default')[0]?.args[0]?.toLowerCase() === 'upgrade';
    if (fromUpgrade && gives) return `$${name}`;
  }
  return undefined;
}
