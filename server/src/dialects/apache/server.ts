import { oncePer } from '../once.ts';
import { isOn, type Node } from './node.ts';

/** The main server, or a virtual host on top of it. */
export interface Server {
  /** The <VirtualHost> section; undefined for the main server. */
  readonly section: Node | undefined;
  /** Its own directives and sections, in order. */
  readonly own: readonly Node[];
  readonly main: Server | undefined;
  /** Whether the file of a path is in sight. */
  readonly isThere: (path: string) => boolean;
}

/** An address at which httpd listens; port undefined in `*` of a virtual host. */
export interface Address {
  /** `*` for any. */
  readonly host: string;
  readonly port: number | undefined;
}

/** The value of a directive that a virtual host may override: the nearest, or undefined. */
export function setting(server: Server, name: string): Node | undefined {
  const own = lastByName(server.own).get(name);
  return own ?? (server.main && lastByName(server.main.own).get(name));
}

const lastByName = oncePer((nodes: readonly Node[]): ReadonlyMap<string, Node> => {
  const last = new Map<string, Node>();
  for (const node of nodes) last.set(node.name, node);
  return last;
});

/** True where a server speaks TLS: by SSLEngine On alone; the protocol of a Listen line switches none on (measured). */
export function isSecure(server: Server): boolean {
  return isOn(setting(server, 'sslengine'));
}

/** The address of a Listen line. */
export function listenOf(node: Node): Address {
  return addressOf(node.argument(0));
}

/** Reads `443`, `*:443`, `10.0.0.1:443`, `localhost:443`, `[::1]:443`, `*`, `_default_:443`. */
function addressOf(written: string): Address {
  if (/^\d+$/.test(written)) return { host: '*', port: Number(written) };
  const parts = /^(\[[^\]]*\]|[^:[\]]+|\*)(?::(\d+|\*))?$/.exec(written);
  const host = (parts?.[1] ?? written).toLowerCase();
  const port = parts?.[2] === undefined || parts[2] === '*' ? undefined : Number(parts[2]);
  const any = host === '_default_' || host === '0.0.0.0' || host === '[::]' || host === '*';
  return { host: any ? '*' : host.replace(/^localhost$/, '127.0.0.1'), port };
}

/** The addresses that a virtual host is for. */
export const addressesOf = oncePer((server: Server): readonly Address[] =>
  (server.section?.args ?? []).map((arg) => addressOf(arg.value)),
);

/** ServerName first, then the aliases. */
export function namesOf(server: Server): readonly string[] {
  const own = nameOf(server);
  return own === '' ? aliasesOf(server) : [own, ...aliasesOf(server)];
}

/** ServerName without its port, which selects nothing; a virtual host without one has the main server's (measured). */
export const nameOf = oncePer((server: Server): string => {
  const node = setting(server, 'servername');
  return /^(?:[a-z]+:\/\/)?([^:/]*)/i.exec(node ? node.argument(0) : '')?.[1]?.toLowerCase() ?? '';
});

/** Names of ServerAlias lines, in lower case; `*` and `?` may stand in them. */
export const aliasesOf = oncePer((server: Server): readonly string[] =>
  server.own
    .filter((node) => node.name === 'serveralias')
    .flatMap((node) => node.args.map((arg) => arg.value.toLowerCase())),
);
