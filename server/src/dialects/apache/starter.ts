import * as l10n from '@vscode/l10n';
import { type Choices, indented, lines, type Starter } from '../starter.ts';

const MODULES = ['proxy', 'proxy_http', 'headers', 'alias', 'ssl'];

/** A site file; the modules that it needs are named at its head. */
export function starter(choices: Choices): Starter {
  const text = lines(
    `# ${l10n.t`Needs the modules ${MODULES.join(', ')}.`}`,
    choices.tls && redirectHost(choices),
    `<VirtualHost *:${choices.tls ? 443 : 80}>`,
    indented(hostLines(choices)),
    '</VirtualHost>',
  );
  return { fileName: 'stigman.conf', text };
}

function redirectHost({ host }: Choices): readonly string[] {
  return [
    '<VirtualHost *:80>',
    `    ServerName ${host}`,
    `    Redirect permanent / https://${host}/`,
    '</VirtualHost>',
    '',
  ];
}

function hostLines(choices: Choices): readonly string[] {
  const { host, mount, upstream, keycloak } = choices;
  const bare = mount.slice(0, -1);
  return [
    `ServerName ${host}`,
    ...tlsLines(choices),
    '',
    ...(keycloak ? [...keycloakLines(choices), ''] : []),
    ...(bare === '' ? [] : [`RedirectMatch 301 ^${bare}$ ${mount}`]),
    `ProxyPass ${mount} http://${upstream}/ flushpackets=on timeout=3600 upgrade=websocket`,
    `ProxyPassReverse ${mount} http://${upstream}/`,
  ];
}

function tlsLines({ tls, smartCard }: Choices): readonly string[] {
  if (!tls) return [];
  return [
    'SSLEngine on',
    'SSLCertificateFile /etc/apache2/tls/server.crt',
    'SSLCertificateKeyFile /etc/apache2/tls/server.key',
    ...(smartCard
      ? [
          'SSLCACertificateFile /etc/apache2/tls/client-ca.pem',
          'SSLVerifyClient optional',
          'SSLVerifyDepth 4',
          'SSLOptions +StdEnvVars +ExportCertData',
        ]
      : []),
  ];
}

function keycloakLines({ keycloak, smartCard, tls }: Choices): readonly string[] {
  if (!keycloak) return [];
  return [
    `<Location ${keycloak.mount}>`,
    ...indented([
      `ProxyPass http://${keycloak.upstream}/`,
      `ProxyPassReverse http://${keycloak.upstream}/`,
      'ProxyPreserveHost On',
      'RequestHeader unset X-Forwarded-For',
      'RequestHeader unset X-Forwarded-Host',
      `RequestHeader set X-Forwarded-Proto "${tls ? 'https' : 'http'}"`,
      `RequestHeader set X-Forwarded-Port "${tls ? 443 : 80}"`,
      ...(smartCard ? ['RequestHeader set ssl-client-cert "%{SSL_CLIENT_CERT}s"'] : []),
    ]),
    '</Location>',
  ];
}
