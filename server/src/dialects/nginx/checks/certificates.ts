import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import { scalar, setOf } from '../scope.ts';
import type { Server } from '../servers.ts';
import { faultAtHead } from './fault.ts';
import type { Site } from './site.ts';

/**
 * nginx: `no "ssl_certificate" is defined for the "listen ... ssl" directive`, of the default server of an address, or of
 * the others where that one rejects handshakes; `no "ssl_certificate_key" is defined for certificate "x"`; `no
 * ssl_client_certificate for ssl_verify_client` (measured on 1.22).
 */
export function missingCertificates({ servers, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  return [...new Set(speakingFirst(servers))]
    .flatMap(withoutCertificate)
    .concat(servers.flatMap(withoutKey), servers.flatMap(withoutAuthority));
}

/** The servers whose certificate an address with TLS needs. */
function speakingFirst(servers: readonly Server[]): readonly Server[] {
  const byAddress = new Map<string, Server[]>();
  for (const server of servers) {
    for (const { address, port, secure, isDefault } of server.listens) {
      if (!secure) continue;
      const key = `${address} ${port}`;
      const sharing = byAddress.get(key) ?? [];
      byAddress.set(key, isDefault ? [server, ...sharing] : [...sharing, server]);
    }
  }
  return [...byAddress.values()].flatMap((sharing) => {
    const [first] = sharing;
    return first && rejectsHandshakes(first) ? sharing : sharing.slice(0, 1);
  });
}

function rejectsHandshakes({ scope }: Server): boolean {
  return scalar(scope, 'ssl_reject_handshake')?.args[0] === 'on';
}

function withoutCertificate(server: Server): readonly LanguageFault[] {
  const { scope } = server;
  const { owner } = scope;
  if (!owner || scalar(scope, 'ssl_certificate') || rejectsHandshakes(server)) return [];
  const message = l10n.t(
    'This server answers TLS connections and has no certificate, and nginx refuses the file. Add ssl_certificate and ssl_certificate_key.',
  );
  return [faultAtHead(owner, { code: 'missing-certificate', message })];
}

function withoutKey({ scope }: Server): readonly LanguageFault[] {
  const certificates = setOf(scope, 'ssl_certificate');
  const lacking = certificates[setOf(scope, 'ssl_certificate_key').length];
  if (!lacking) return [];
  const message = l10n.t`Nothing names the key of ${quoted(lacking.args[0] ?? '')}, and nginx refuses the file. Add ssl_certificate_key.`;
  return [faultAtHead(lacking, { code: 'missing-certificate', message })];
}

function withoutAuthority({ scope }: Server): readonly LanguageFault[] {
  const verifying = scalar(scope, 'ssl_verify_client');
  const known = ['ssl_client_certificate', 'ssl_trusted_certificate'];
  if (!verifying || !/^(?:on|optional)$/.test(verifying.args[0] ?? '')) return [];
  if (!scalar(scope, 'ssl_certificate') || known.some((name) => scalar(scope, name))) return [];
  const message = l10n.t(
    'Client certificates are verified against no authority, and nginx refuses the file. Add ssl_client_certificate.',
  );
  return [faultAtHead(verifying, { code: 'missing-certificate', message })];
}
