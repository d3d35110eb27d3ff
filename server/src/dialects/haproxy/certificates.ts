import type { Line } from './configuration.ts';
import type { Door } from './exchange.ts';
import type { ListFile } from './literals.ts';

/**
 * True where a `strict-sni` line surely has a certificate for the host that is asked for. The names in certificates are
 * not read: one is taken to serve localhost. A `crt-list` may name the hosts for which each one serves.
 */
export function hasCertificate(line: Line, { host }: Door, listFile: ListFile): boolean {
  const at = line.words.indexOf('crt-list');
  const listed = at < 0 ? undefined : listFile(line.words[at + 1] ?? '');
  const served = listed?.map(hostsServed) ?? [];
  const isNamed = served.some((hosts) => hosts.includes(host.replace(/:\d+$/, '')));
  return isNamed || (host === 'localhost' && served.every((hosts) => hosts.length === 0));
}

/** `certificate [options] host …`: the hosts, none where those in the certificate count. */
function hostsServed(line: string): readonly string[] {
  return line
    .replace(/^\S+\s*(?:\[[^\]]*\])?/, '')
    .split(/\s+/)
    .filter(Boolean);
}
