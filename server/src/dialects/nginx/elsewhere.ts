import type { Recognition } from '../../stigman/recognition.ts';
import { identityOf, nameIn, valuesIn } from '../../syntax/shift.ts';
import { walk } from '../../syntax/tree.ts';
import { isMarkedAround } from '../marks.ts';
import { kept } from '../once.ts';
import { isWhole } from './includes.ts';
import type { Pass } from './passes.ts';
import { recognize } from './recognition.ts';
import type { Entry } from './scope.ts';
import type { Server } from './servers.ts';
import type { World } from './world.ts';

/** What a server block says of where it sends requests, if all go to other applications than those that are known here. */
interface Elsewhere {
  /** By which the applications were told. */
  readonly recognition: Recognition;
  readonly addresses: readonly { readonly host: string; readonly port: number }[];
}

const found = kept<object, Elsewhere>();

/**
 * True for a server whose block has the words of one that was found to lead elsewhere, where no upstream has come to have
 * one of the names that it sends requests to, and no server to listen on one of the ports.
 */
export function isElsewhere(
  { scope: { owner } }: Server,
  { groups, index }: World,
  recognition: Recognition,
): boolean {
  if (!owner || isMarkedAround(owner.tree, owner.directive)) return false;
  const known = found.get(identityOf(owner.directive));
  if (known?.recognition !== recognition) return false;
  return !known.addresses.some(({ host, port }) => groups.has(host) || index.has(port));
}

/** Notes a server, if all that it passes on goes elsewhere by its own words alone. */
export function noteElsewhere(
  { scope: { owner } }: Server,
  passes: readonly Pass[],
  recognition: Recognition,
): void {
  const isPlain = ({ upstream, location, path }: Pass) =>
    upstream.host !== undefined &&
    location?.kind !== 'named' &&
    recognize(upstream, location, path, recognition) === 'other';
  if (!owner || !passes.every(isPlain) || !isSettled(owner)) return;
  const addresses = passes.map(({ upstream: { host = '', port } }) => ({ host, port }));
  found.set(identityOf(owner.directive), { recognition, addresses });
}

/** True for a block whose own words tell every path and address that it passes requests on to. */
function isSettled({ tree, directive }: Entry): boolean {
  if (isMarkedAround(tree, directive)) return false;
  for (const inner of directive.block ? walk(directive.block) : []) {
    const name = nameIn(inner);
    if (name === 'rewrite') return false;
    if (name === 'proxy_pass' && /[${]/.test(valuesIn(inner)[0] ?? '')) return false;
  }
  return isWhole(directive);
}
