import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dialectOf, inspectedText } from './support/inspected.ts';

/** So long that a reading which takes the square of it does not come to an end in time. */
const LENGTH = 300_000;

const AROUND: Readonly<Record<string, (line: string) => string>> = {
  nginx: (line) => `events {}
http {
    server {
        listen 80;
        ${line}
        location /stigman/ { proxy_pass http://stigman:54000/; }
    }
}
`,
  apacheconf: (line) => `Listen 80
<VirtualHost *:80>
    ServerName stig.example.mil
    ${line}
    ProxyPass /stigman/ http://stigman:54000/
</VirtualHost>
`,
  haproxy: (line) => `defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 60s
frontend web
    bind :80
    ${line}
    use_backend stigman if { path_beg /stigman/ }
backend stigman
    server stigman stigman:54000
`,
};

/** Lines with … where a long word stands, and what that is made of. */
const LINES: readonly (readonly [languageId: string, line: string, unit: string])[] = [
  ['nginx', 'proxy_read_timeout …x;', '0'],
  ['nginx', 'keepalive_timeout "…x";', '0 '],
  ['nginx', 'proxy_pass_header …;', '${'],
  ['nginx', 'if ($http_upgrade ~ "…") { return 403; }', '('],
  ['apacheconf', 'Require "…"', '${'],
  ['apacheconf', '<Location "/x…"></Location>', '['],
  ['apacheconf', 'ProxyPass /x http://stigman:54000/…', 'a'],
  ['apacheconf', 'RequestHeader set X-Forwarded-Proto "…"', '%{'],
  ['apacheconf', '<If "…">\n</If>', '%{'],
  ['apacheconf', '<If "…">\n</If>', 'tolower('],
  ['apacheconf', 'ServerAlias …b', '*a'],
  ['apacheconf', 'DocumentRoot "/x…y"', '/'],
  ['apacheconf', 'RewriteRule "^/x{…" - [F]', '1'],
  ['apacheconf', '<IfVersion "…x y">\n</IfVersion>', ' '],
  ['haproxy', '.if …\n.endif', '!'],
  ['haproxy', '.if …\n.endif', '('],
  ['haproxy', 'http-request set-header X …', '%['],
  ['haproxy', 'http-request deny if { dst_port …x }', '1'],
  ['haproxy', 'http-request deny if { path_reg ^/… }', 'a.'],
];

describe('long words', () => {
  for (const [languageId, line, unit] of LINES) {
    test(`${languageId}: ${line.split('\n')[0]} of ${unit}`, () => {
      const long = line.replace('…', () => unit.repeat(LENGTH / unit.length));
      const text = AROUND[languageId]?.(long) ?? '';
      const { analysis } = inspectedText(dialectOf(languageId), text);
      assert.equal(analysis.entries.length, 1);
    });
  }
});
