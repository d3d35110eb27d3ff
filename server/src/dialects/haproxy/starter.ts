import { type Choices, indented, lines, type Starter } from '../starter.ts';

/** A whole haproxy.cfg. */
export function starter(choices: Choices): Starter {
  const text = lines(
    'defaults',
    indented([
      'mode http',
      'timeout connect 5s',
      'timeout client 1h',
      'timeout server 1h',
      'timeout tunnel 1h',
    ]),
    '',
    'frontend stigman_in',
    indented(frontendLines(choices)),
    '',
    'backend stigman',
    indented(stigmanLines(choices)),
    choices.keycloak && ['', 'backend keycloak', ...indented(keycloakLines(choices))],
  );
  return { fileName: 'haproxy.cfg', text };
}

function frontendLines(choices: Choices): readonly string[] {
  const { mount, keycloak } = choices;
  const bare = mount.slice(0, -1);
  return [
    ...bindLines(choices),
    ...(bare === ''
      ? []
      : [`http-request redirect location ${mount} code 301 if { path ${bare} }`]),
    ...(keycloak ? [`use_backend keycloak if { path_beg ${keycloak.mount} }`] : []),
    bare === '' ? 'default_backend stigman' : `use_backend stigman if { path_beg ${mount} }`,
  ];
}

function bindLines({ tls, smartCard }: Choices): readonly string[] {
  if (!tls) return ['bind *:80'];
  const clientCertificate = smartCard
    ? ' ca-file /etc/haproxy/tls/client-ca.pem verify optional'
    : '';
  return [
    'bind *:80',
    `bind *:443 ssl crt /etc/haproxy/tls/server.pem${clientCertificate}`,
    'http-request redirect scheme https code 301 unless { ssl_fc }',
  ];
}

function stigmanLines({ mount, upstream }: Choices): readonly string[] {
  return [
    ...(mount === '/' ? [] : [`http-request replace-path ${mount}(.*) /\\1`]),
    `server stigman ${upstream}`,
  ];
}

function keycloakLines({ keycloak, smartCard }: Choices): readonly string[] {
  if (!keycloak) return [];
  return [
    ...(keycloak.mount === '/' ? [] : [`http-request replace-path ${keycloak.mount}(.*) /\\1`]),
    'http-request set-header X-Forwarded-For %[src]',
    'http-request set-header X-Forwarded-Host %[req.hdr(Host)]',
    'http-request set-header X-Forwarded-Port %[dst_port]',
    'http-request set-header X-Forwarded-Proto https if { ssl_fc }',
    'http-request set-header X-Forwarded-Proto http unless { ssl_fc }',
    ...(smartCard
      ? [
          'http-request del-header ssl-client-cert',
          'http-request set-header ssl-client-cert %[ssl_c_der,base64] if { ssl_c_used }',
        ]
      : []),
    `server keycloak ${keycloak.upstream}`,
  ];
}
