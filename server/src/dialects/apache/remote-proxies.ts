import { matchPattern } from './expressions.ts';
import type { Node } from './node.ts';
import { hostOf } from './senders.ts';
import type { Server } from './server.ts';

/** The line that sends what is for a URL by way of another proxy, unless NoProxy names its host (measured on 2.4.71). */
export function remoteFor(server: Server, url: string, authority: string): Node | undefined {
  const nodes = [...(server.main?.own ?? []), ...server.own];
  const host = hostOf(authority).toLowerCase();
  const isDirect = nodes.some(
    (node) => node.name === 'noproxy' && node.args.some((arg) => names(arg.value, host)),
  );
  return isDirect ? undefined : nodes.find((node) => isRemoteFor(node, url));
}

/** By `*`, by scheme, by what the URL starts with, or by a pattern. */
function isRemoteFor(node: Node, url: string): boolean {
  const written = node.argument(0);
  if (node.name === 'proxyremotematch') return matchPattern(written, url) !== false;
  if (node.name !== 'proxyremote') return false;
  const wanted = written.toLowerCase();
  return (
    wanted === '*' || url.toLowerCase().startsWith(wanted.includes(':') ? wanted : `${wanted}:`)
  );
}

/** Whether a word of NoProxy names a host: as its name, a domain that it is of, or a network of its address. */
function names(written: string, host: string): boolean {
  const word = written.toLowerCase();
  if (word.startsWith('.')) return host.endsWith(word);
  const net = /^(\d+(?:\.\d+){0,3})(?:\/(\d+))?$/.exec(word);
  const address = bitsOf(host, 4);
  if (!net || address === undefined) return word === host;
  const base = net[1] ?? '';
  const parts = base.split('.').length;
  const bits = Number(net[2] ?? parts * 8);
  return bitsOf(base, parts)?.slice(0, bits) === address.slice(0, Math.min(bits, parts * 8));
}

/** The bits of an IPv4 address, or of the first parts of one. */
function bitsOf(written: string, parts: number): string | undefined {
  const numbers = written.split('.');
  if (numbers.length !== parts || !numbers.every((number) => /^\d+$/.test(number)))
    return undefined;
  return numbers.map((number) => Number(number).toString(2).padStart(8, '0')).join('');
}
