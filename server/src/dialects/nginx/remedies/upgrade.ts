import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../../delivery/delivery.ts';
import { addLocationAfter, editsOf, type Headers, headerLines } from '../edits.ts';
import { type Hop, hostRemoval } from '../journey.ts';
import { type Scope, scalar } from '../scope.ts';
import type { World } from '../world.ts';
import { blockOf, isGuarded, isMovedFirst, passLines, remedy, remedyIn } from './common.ts';

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
  const headers = upgradeHeaders(world);
  const needsVersion = scalar(block, 'proxy_http_version')?.args[0] !== '1.1' && !hostRemoval(hop);
  const editsIn = (scope: Scope) =>
    editsOf(scope, (edit) => {
      if (scope === block && needsVersion) edit.setScalar('proxy_http_version', '1.1');
      edit.setHeaders(headers);
    })();
  const edits = () => [...blocks].flatMap(editsIn);
  const deed = () => l10n.t('Pass Upgrade and Connection on');
  const here = remedyIn(block, 'pass-upgrade', deed, edits);
  return [here, ...socketLocation(hop, world)];
}

function setsUpgrade({ sent }: Hop): boolean {
  return sent.some(({ name, entry }) => name === 'upgrade' && !entry.args[1]?.includes('$'));
}

function socketLocation(hop: Hop, world: World): readonly Remedy[] {
  const location = hop.served.location;
  const sibling = location?.entry;
  if (!sibling || isMovedFirst(hop.served) || isGuarded(location.scope)) return [];
  if (hop.path === undefined || location.kind === 'exact' || location.kind === 'named') return [];
  if (location.kind !== 'regex' && !hop.request.path.startsWith(location.pattern)) return [];
  const there = hop.path;
  const body = () => [...passLines(hop, hop.request.path, there), ...socketLines(hop, world)];
  const title = () => l10n.t`Add a location for ${hop.request.path} alone`;
  return [
    remedy('pass-upgrade', title, false, () => [
      addLocationAfter(sibling, `= ${hop.request.path}`, body()),
    ]),
  ];
}

/** What a location of the socket's own needs beside its proxy_pass. */
export function socketLines({ scope }: Hop, world: World): readonly string[] {
  const headers = headerLines(scope, upgradeHeaders(world));
  return ['proxy_http_version 1.1;', ...headers, 'proxy_read_timeout 3600s;'];
}

function upgradeHeaders(world: World): Headers {
  return [
    ['Upgrade', '$http_upgrade'],
    ['Connection', connectionVariable(world) ?? '"upgrade"'],
  ];
}

/** The variable of a map that turns $http_upgrade into a Connection value, where the configuration has one. */
function connectionVariable(world: World): string | undefined {
  for (const [name, map] of world.maps) {
    const fromUpgrade = map.name === 'map' && map.args[0] === '$http_upgrade';
    const gives = map.inner?.own('default')[0]?.args[0]?.toLowerCase() === 'upgrade';
    if (fromUpgrade && gives) return `$${name}`;
  }
  return undefined;
}
