import type { SyntaxFault } from '../../syntax/tree.ts';
import { isMostlyBlock } from './vocabulary.ts';

/** Blocks whose entries are data, not directives. */
const DATA = new Set([
  'map',
  'geo',
  'types',
  'split_clients',
  'charset_map',
  'num_map',
  'match',
  'geoip2',
]);
/** Data blocks whose entries have two words, never more. */
const PAIRS = new Set(['map', 'geo', 'split_clients', 'charset_map', 'num_map']);
/** Blocks that stand in `main`, and those that stand right below it. */
const TOP = new Set(['http', 'events', 'stream', 'mail']);
const BELOW_TOP = new Set(['server', 'upstream', 'map', 'geo', 'split_clients']);
const INNER = new Set(['server', 'location', 'if', 'limit_except']);

/** True where the names inside a block are data: `map`, `types` … */
export function isDataBlock(owner: string | undefined): boolean {
  return owner !== undefined && DATA.has(owner);
}

/** True where an entry of a block has at most two words. */
export function holdsPairs(owner: string | undefined): boolean {
  return owner !== undefined && PAIRS.has(owner);
}

/** True where a directive can only mean that the block around it should have ended before. */
export function endsBlock(name: string, owner: string): boolean {
  return TOP.has(name) || (BELOW_TOP.has(name) && INNER.has(owner));
}

/** True where nginx knows all directives of a block, so that their kinds can be judged; `undefined` is the file itself. */
export function isOwnBlock(owner: string | undefined): boolean {
  return owner === undefined || (isMostlyBlock(owner) && !DATA.has(owner));
}

/** False for faults after which it is not known what stands in which block. */
export function isBalanced(faults: readonly SyntaxFault[]): boolean {
  return !faults.some(({ code }) =>
    /^(?:unclosed-block|stray-brace|unexpected-character)$/.test(code),
  );
}
