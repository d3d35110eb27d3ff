import type { Line, Section } from './configuration.ts';
import type { Door } from './exchange.ts';
import { isDisabled, rulesOf, starts } from './lines-in-force.ts';
import { readAddress } from './servers.ts';

/** An address on which a frontend or a listen section takes requests. */
export interface Bind {
  readonly line: Line;
  /** For a socket on this machine its path or abstract name, `abns@` before it. */
  readonly host: string;
  readonly port: number | undefined;
  readonly secure: boolean;
  readonly verify: Door['verify'];
  readonly asksHead: Line | undefined;
  readonly asksHttp2: Line | undefined;
  readonly http2: boolean;
  readonly strict: Line | undefined;
  readonly heardAt?: number | undefined;
  readonly isNear: boolean;
  /** The host that clients ask for who come in by it, where its own section names none. */
  readonly knownAs?: string | undefined;
}

/** The addresses by which clients get to a section, one for each port and kind; its sockets where it has nothing else. */
export function bindsOf(proxy: Section): readonly Bind[] {
  const binds = allBindsOf(proxy);
  const addresses = binds.filter((bind) => !isSocket(bind));
  return addresses.length > 0 ? addresses : binds;
}

/** The addresses and sockets of a section. */
export function allBindsOf(proxy: Section): readonly Bind[] {
  const found = new Map<string, Bind>();
  for (const line of proxy.lines) {
    if (!starts(line, 'bind')) continue;
    for (const bind of readBind(line)) {
      const key = `${bind.secure} ${bind.port ?? bind.host}`;
      if (!found.has(key)) found.set(key, bind);
    }
  }
  return [...found.values()];
}

const SOCKET = /^(\/|unix@|abns@)/;

/** True for a socket that only processes of this machine see. */
export function isSocket({ host }: { readonly host: string }): boolean {
  return SOCKET.test(host);
}

const HEADS: ReadonlySet<string> = new Set(['accept-proxy', 'accept-netscaler-cip']);

/** What a `crt-list` asks of clients for some of its certificates is not read: it may ask for theirs. */
function readBind(line: Line): readonly Bind[] {
  const params = line.words.slice(2);
  const secure = params.includes('ssl');
  const asked = params[params.indexOf('verify') + 1];
  const verifies = params.includes('verify') && (asked === 'optional' || asked === 'required');
  const protocols = ['alpn', 'proto'].map((word) => params[params.indexOf(word) + 1] ?? '');
  const http2 = ['alpn', 'proto'].some(
    (word, i) => params.includes(word) && protocols[i]?.split(',').includes('h2'),
  );
  const asksHead = params.some((word) => HEADS.has(word)) ? line : undefined;
  const listed = params.includes('crt-list') ? 'optional' : 'none';
  const verify = verifies ? (asked as Door['verify']) : listed;
  const asksHttp2 = params[params.indexOf('proto') + 1] === 'h2' ? line : undefined;
  const isStrict = params.includes('strict-sni') || (secure && verify === 'required');
  const strict = isStrict ? line : undefined;
  return (line.words[1] ?? '')
    .split(',')
    .filter((address) => !/^(fd@|sockpair@|quic[46]@)/.test(address))
    .map((address) => {
      const { host, port } = readAddress(
        SOCKET.test(address) ? address : address.replace(/-\d+$/, ''),
      );
      const isNear = isLoopback({ host }) && !asksHead;
      return { line, host, port, secure, verify, strict, asksHead, asksHttp2, http2, isNear };
    });
}

/** True where only this machine can connect. */
export function isLoopback({ host }: { readonly host: string }): boolean {
  return /^(127\.|localhost$|::1$)/.test(host);
}

/** True where a section takes requests from clients. */
export function isEntrance(proxy: Section): boolean {
  const takes = proxy.kind === 'frontend' || proxy.kind === 'listen';
  return takes && !isDisabled(proxy) && rulesOf(proxy, 'bind').length > 0;
}

/** scheme://host:port of a door, whose host may name a port by itself. */
export function urlOf(door: Pick<Door, 'secure' | 'port' | 'host'>): string {
  const scheme = door.secure ? 'https' : 'http';
  const port = door.port ?? (door.secure ? 443 : 80);
  return `${scheme}://${door.host.replace(/:\d+$/, '')}:${port}`;
}
