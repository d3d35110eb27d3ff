import * as l10n from '@vscode/l10n';
import type { Access } from './access.ts';
import type { Node } from './node.ts';
import type { Request } from './request.ts';
import { allNamed, type Layer, nearest } from './sections.ts';
import { type Server, setting } from './server.ts';

/** What SSLRequireSSL, SSLRequire and SSLVerifyClient make of a request; undefined where they let anyone in. */
export function tlsAccess(
  server: Server,
  layers: readonly Layer[],
  request: Request,
): Access | undefined {
  const tls = nearest(layers, 'sslrequiressl')?.node;
  if (tls && !request.secure) {
    return { kind: 'denied', status: 403, node: tls, why: l10n.t('only TLS is let in') };
  }
  if (!request.secure) return undefined;
  return certificateDemand(server, layers) ?? requirement(layers);
}

/**
 * A server that requires a certificate gets it before any section is looked at; a section that asks for more than its
 * server needs it after the handshake, which browsers do not give over TLS 1.3: 403 (measured).
 */
function certificateDemand(server: Server, layers: readonly Layer[]): Access | undefined {
  const base = setting(server, 'sslverifyclient');
  if (base && modeOf(base) === 'require') return { kind: 'unknown', node: base };
  const sections = layers.filter(({ section }) => section);
  const node = nearest(sections, 'sslverifyclient')?.node;
  if (!node || modeOf(node) === 'none') return undefined;
  if (!base || modeOf(base) === 'none') {
    return renegotiates(server) ? { kind: 'unknown', node } : { kind: 'certificate', node };
  }
  return modeOf(node) === 'require' ? { kind: 'unknown', node } : undefined;
}

function modeOf(node: Node): string {
  return node.argument(0).toLowerCase();
}

/** True where TLS 1.3 is switched off, so that a certificate may be asked for at any time. */
function renegotiates(server: Server): boolean {
  const protocols = setting(server, 'sslprotocol')?.args.map((arg) => arg.value.toLowerCase());
  if (!protocols) return false;
  const allows = protocols.some((word) => /^\+?(?:all|tlsv1\.3)$/.test(word));
  return !allows || protocols.includes('-tlsv1.3');
}

/** Only the running httpd knows what SSLRequire asks of a connection, but for what any cipher of today has. */
function requirement(layers: readonly Layer[]): Access | undefined {
  const node = allNamed(layers, 'sslrequire').find((each) => !isAlwaysMet(each));
  return node && { kind: 'unknown', node };
}

function isAlwaysMet(node: Node): boolean {
  const written = node.args.map((arg) => arg.value).join(' ');
  const bits = /^%\{SSL_CIPHER_USEKEYSIZE\}\s*(?:>=|-ge|ge)\s*"?(\d+)"?$/i.exec(written)?.[1];
  return written.toLowerCase() === 'true' || (bits !== undefined && Number(bits) <= 128);
}
