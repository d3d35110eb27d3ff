import { type Choices, indented, lines, type Starter } from '../starter.ts';

/** A whole nginx.conf. */
export function starter(choices: Choices): Starter {
  const text = lines(
    'events {',
    '}',
    '',
    'http {',
    indented([
      'map $http_upgrade $connection_upgrade {',
      '    default upgrade;',
      "    ''      close;",
      '}',
      '',
      ...(choices.tls ? [...redirectServer(choices), ''] : []),
      'server {',
      ...indented(serverLines(choices)),
      '}',
    ]),
    '}',
  );
  return { fileName: 'nginx.conf', text };
}

function redirectServer({ host }: Choices): readonly string[] {
  return [
    'server {',
    '    listen 80;',
    `    server_name ${host};`,
    '    return 301 https://$host$request_uri;',
    '}',
  ];
}

function serverLines(choices: Choices): readonly string[] {
  return [
    choices.tls ? 'listen 443 ssl;' : 'listen 80;',
    `server_name ${choices.host};`,
    '',
    ...tlsLines(choices),
    `location ${choices.mount} {`,
    ...indented([
      `proxy_pass http://${choices.upstream}/;`,
      'proxy_http_version 1.1;',
      'proxy_set_header Host $host;',
      'proxy_set_header Upgrade $http_upgrade;',
      'proxy_set_header Connection $connection_upgrade;',
      'proxy_buffering off;',
      'proxy_read_timeout 3600s;',
      'client_max_body_size 100m;',
    ]),
    '}',
    ...keycloakLines(choices),
  ];
}

function tlsLines({ tls, smartCard }: Choices): readonly string[] {
  if (!tls) return [];
  return [
    'ssl_certificate /etc/nginx/tls/server.crt;',
    'ssl_certificate_key /etc/nginx/tls/server.key;',
    ...(smartCard
      ? [
          'ssl_client_certificate /etc/nginx/tls/client-ca.pem;',
          'ssl_verify_client optional;',
          'ssl_verify_depth 4;',
        ]
      : []),
    '',
  ];
}

function keycloakLines({ keycloak, smartCard }: Choices): readonly string[] {
  if (!keycloak) return [];
  return [
    '',
    `location ${keycloak.mount} {`,
    ...indented([
      `proxy_pass http://${keycloak.upstream}/;`,
      'proxy_set_header Host $host;',
      'proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;',
      'proxy_set_header X-Forwarded-Proto $scheme;',
      'proxy_set_header X-Forwarded-Host $host;',
      'proxy_set_header X-Forwarded-Port $server_port;',
      ...(smartCard ? ['proxy_set_header ssl-client-cert $ssl_client_escaped_cert;'] : []),
      'proxy_buffer_size 128k;',
      'proxy_buffers 4 256k;',
      'proxy_busy_buffers_size 256k;',
    ]),
    '}',
  ];
}
