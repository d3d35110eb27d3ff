import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Diagnostic } from 'vscode-languageserver-types';
import { connected, pulling } from '../support/language-client.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

interface Project {
  readonly languageId: string;
  readonly files: readonly (readonly [uri: string, text: string])[];
  /** What is typed into it, beside single characters. */
  readonly pieces: readonly string[];
}

const nginx: Project = {
  languageId: 'nginx',
  files: [
    [
      'file:///w/nginx.conf',
      `events {}
http {
  map $http_upgrade $connection_upgrade {
    default upgrade;
    '' close;
  }
  server {
    listen 443 ssl;
    location /stigman/ {
      proxy_pass http://stigman:54000/;
      proxy_read_timeout 20s;
      include conf.d/headers.conf;
    }
  }
}
`,
    ],
    [
      'file:///w/conf.d/headers.conf',
      'proxy_set_header Upgrade $http_upgrade;\nproxy_set_header Connection $connection_upgrade;\n',
    ],
  ],
  pieces: ['{', '}', ';', 'proxy_read_timeout 9s;'],
};

/** Server blocks that stay as they are while what they depend on is edited. */
const nginxServers: Project = {
  languageId: 'nginx',
  files: [
    [
      'file:///w/nginx.conf',
      `events {}
http {
  limit_req_zone $binary_remote_addr zone=few:1m rate=1r/s;
  upstream apq {
    server 10.0.0.2:54000;
  }
  map $uri $pols {
    default http://10.0.0.2:54000;
  }
  server {
    listen 8080;
    server_name one;
    set $own 1;
    location ~ ^/(?<part>a|b)/ {
      return 200 "$own $part";
    }
  }
  server {
    listen 8080;
    server_name two;
    limit_req zone=few;
    location / {
      proxy_set_header X-Own $own;
      proxy_set_header X-Part $part;
      proxy_pass http://10.0.0.1:9000;
    }
    location /app/ {
      proxy_pass http://app/;
    }
    location /in/ {
      proxy_pass http://127.0.0.1:8081/stigman/;
    }
  }
  server {
    listen 8082;
    server_name three;
    location /stigman/ {
      proxy_pass http://10.0.0.2:54000/;
    }
  }
  server {
    listen 8083;
    server_name four;
    location / {
      proxy_pass $pool;
    }
  }
  server { listen 8084; location / { proxy_pass http://10.0.0.3:9000; } } server {
    listen 8085;
  }
}
`,
    ],
  ],
  pieces: [
    '{',
    '}',
    ';',
    '}\nserver {\n',
    'set $other 2;',
    'proxy_set_header X $othre;',
    'location / {}',
    'listen 8080;',
    'server_name one;',
    'set $own',
    '{{ x }}',
    '(?<part>',
    '# stigman-proxy-lint: upstream\n',
    'include none.conf;',
  ],
};

/** A name that is none unless a template engine replaces it; so long as `<%` stands somewhere, one may. */
const nginxTemplate: Project = {
  languageId: 'nginx',
  files: [
    [
      'file:///w/nginx.conf',
      'events {}\nhttp {\n  server {\n    return 200 "<% x";\n    no-name x;\n  }\n}\n',
    ],
  ],
  pieces: [],
};

const apache: Project = {
  languageId: 'apacheconf',
  files: [
    [
      'file:///w/httpd.conf',
      `Listen 18080
Define HOST stigman
<Macro Way $path>
  ProxyPass $path http://${'$'}{HOST}:54000/ timeout=20
</Macro>
<VirtualHost *:18080>
  ServerName stigman.example.org
  ProxyTimeout 20
  <Location /kc/>
    ProxyPass http://keycloak:8080/
    Require all granted
  </Location>
  RewriteEngine On
  RewriteRule ^/old/(.*)$ /stigman/$1 [R=301,L]
  Use Way /stigman/
  Include extra.conf
</VirtualHost>
`,
    ],
    ['file:///w/extra.conf', 'Header set X-Site "1"\nRequestHeader unset Connection\n'],
  ],
  pieces: [
    '\\\n',
    '\n</VirtualHost>\n',
    '\n<Location /a/>\n',
    '\n</Location>\n',
    '\n<IfModule x>\n',
    '\n</IfModule>\n',
    '\nProxyTimeout On\n',
    '\nRewriteEngine 5\n',
    '\nUse Way\n',
    '${HOST}',
    '$path',
    '<',
  ],
};

/** Virtual hosts of which each is read by itself, though the others and the main server have a say in where it leads. */
const virtualHosts: Project = {
  languageId: 'apacheconf',
  files: [
    [
      'file:///w/httpd.conf',
      `Listen 18080
Listen 18081
<Proxy balancer://pool>
  BalancerMember http://10.0.0.1:9000
  ProxySet stickysession=ID
</Proxy>
ProxyPass /main/ http://10.0.0.1:9001/
<VirtualHost *:18080>
  ServerName outer.example.org
  ProxyPass /in/ http://127.0.0.1:18081/ timeout=20
  ProxyPass /pool/ balancer://pool/
</VirtualHost>
<VirtualHost *:18080>
  ServerName other.example.org
  RewriteEngine On
  RewriteRule ^/moved/(.*)$ /main/$1 [PT]
  # a comment
  ProxyPass /app/ http://10.0.0.2:8080/ timeout=20
  RequestHeader set X-Certificate "%{SSL_CLIENT_CERT}s"
</VirtualHost>
<VirtualHost *:18081>
  ServerName inner.example.org
  ProxyPass /x/ http://10.0.0.3:54000/ timeout=20
</VirtualHost>
`,
    ],
  ],
  pieces: [
    '54000',
    '# stigman-proxy-lint: upstream\n',
    '# stigman-proxy-lint: ignore\n',
    '/auth/',
    'stigman',
    '\n<VirtualHost *:18080>\n',
    '\n</VirtualHost>\n',
    '\n<IfModule x>\n',
    '\nRegexDefaultOptions +ICASE\n',
    '\nProxyTimeout 20h\n',
    '${HOST}',
  ],
};

const haproxy: Project = {
  languageId: 'haproxy',
  files: [
    [
      'file:///w/haproxy.cfg',
      `global
    log stdout local0
defaults
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 20
frontend web
    bind 127.0.0.1:18080
    acl ours path_beg /stigman/
    acl kc path_beg /kc/
    http-request deny if { path /secret }
    use_backend stigman if ours
    use_backend keycloak if kc !ours
backend stigman
    http-request set-path %[path,regsub(^/stigman/,/)]
    use-server stigman if { path_beg /stigman/ }
    server stigman 10.0.0.1:54000
backend keycloak
    server keycloak 10.0.0.2:8080
`,
    ],
  ],
  pieces: [
    '\nbackend stigman\n',
    '\nfrontend web\n',
    '\n    acl ours path /y\n',
    '\n    server stigman 10.0.0.1:1 chck\n',
    '\n    use-server s if TRUE\n',
    '\n    use_backend other if nothing\n',
    '\n    timeout tunnel 10\n',
    '\n    optoin httpchk\n',
    '\n.if defined(X)\n',
    '\n.if 0\n',
    '\n.endif\n',
    '{{ x }}',
    '"${X}"',
  ],
};

/** A frontend whose rules ask by acls that stand in its defaults. */
const frontends: Project = {
  languageId: 'haproxy',
  files: [
    [
      'file:///haproxy/frontends.cfg',
      `defaults web
    mode http
    timeout connect 5s
    timeout client 60s
    timeout server 20
    acl ours path_beg /stigman/
frontend web from web
    bind 127.0.0.1:18080
    use_backend stigman if ours { hdr(host) -i stigman.example.org }
    default_backend other
backend stigman from web
    server stigman 10.0.0.1:54000
backend other from web
    server other 10.0.0.3:8080
`,
    ],
  ],
  pieces: ['\n    acl ours path /y\n', '\n    use_backend other if ours\n', 'defaults\n', ' !'],
};

interface Edit {
  /** The file, in parts of their number, and the place in it, in parts of its text. */
  readonly file: number;
  readonly at: number;
  readonly length: number;
  readonly text: string;
}

function editOf({ pieces }: Project): fc.Arbitrary<Edit> {
  return fc.record({
    file: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.constantFrom(0, 0, 1, 2, 12),
    text: fc.constantFrom('', '\n', '"', ' ', '#', '5', '\r\n', ...pieces),
  });
}

/** Without the versions, which differ on purpose. */
function plain(diagnostics: readonly Diagnostic[]): readonly object[] {
  return diagnostics.map(({ data, ...rest }) => ({
    ...rest,
    fixes: (data as { fixes?: unknown } | undefined)?.fixes,
  }));
}

async function freshly(documents: readonly TextDocument[]): Promise<readonly object[]> {
  const client = await connected(new MemoryFileSystem(), { capabilities: pulling });
  for (const document of documents)
    await client.open(document.uri, document.getText(), document.languageId);
  const found = [];
  for (const document of documents) found.push(...plain(await client.pull(document.uri)));
  await client.shutDown();
  return found;
}

const projects = { nginx, nginxServers, apache, virtualHosts, haproxy, frontends };

describe('after any edits', () => {
  for (const [name, project] of Object.entries(projects)) {
    const { languageId, files } = project;
    it(`the diagnostics are those of the same text freshly opened: ${name}`, async () => {
      const edits = fc.array(editOf(project), { maxLength: 8 });
      const property = fc.asyncProperty(edits, async (changes) => {
        const documents = files.map(([uri, text]) => TextDocument.create(uri, languageId, 1, text));
        const client = await connected(new MemoryFileSystem(), { capabilities: pulling });
        for (const document of documents)
          await client.open(document.uri, document.getText(), document.languageId);
        await client.pull(documents[0]?.uri ?? '');
        for (const { file, at, length, text } of changes) {
          const document = documents[Math.floor(file * documents.length)] as TextDocument;
          const start = Math.floor(at * document.getText().length);
          const range = {
            start: document.positionAt(start),
            end: document.positionAt(start + length),
          };
          const change = { range, text };
          TextDocument.update(document, [change], document.version + 1);
          await client.change(document.uri, document.version, change);
          if (at > 0.5) await client.pull(document.uri);
        }
        const found = [];
        for (const document of documents) found.push(...plain(await client.pull(document.uri)));
        await client.shutDown();
        assert.deepEqual(found, await freshly(documents));
      });
      await fc.assert(property, { numRuns: 60 });
    });
  }
});

/** One edit that changes what is found in blocks other than its own: what is written before it, and then. */
const farReaching: readonly (readonly [Project, from: string, to: string])[] = [
  [nginxServers, 'set $own 1', 'set $owm 1'],
  [nginxServers, '(?<part>a|b)', '(?<pert>a|b)'],
  [nginxServers, 'zone=few:1m', 'zone=fwe:1m'],
  [nginxServers, 'upstream apq', 'upstream app'],
  [nginxServers, 'listen 8082;', 'listen 8081;'],
  [nginxServers, '$uri $pols {', '$uri $pool {'],
  [nginxServers, '\n    listen 8085', ' # stigman-proxy-lint: upstream\n    listen 8085'],
  [nginxTemplate, '<% x', 'xx x'],
  [virtualHosts, 'http://10.0.0.1:9000', 'http://10.0.0.1:54000'],
  [virtualHosts, 'http://10.0.0.1:9001/', 'http://10.0.0.1:54000/'],
  [virtualHosts, '<Proxy balancer://pool>', '<Proxy http://10.0.0.1:9000/>'],
  [virtualHosts, 'http://10.0.0.3:54000/', 'http://10.0.0.3:9000/'],
  [
    virtualHosts,
    '18081>\n',
    '18081>\n  # stigman-proxy-lint: upstream\n  ProxyPass /x/ http://10.0.0.2:8080/\n',
  ],
  [virtualHosts, 'Listen 18081', 'Listen 18081\nRegexDefaultOptions +ICASE'],
  [frontends, 'path_beg /stigman/', 'path_beg /stigmen/'],
  [frontends, 'acl ours', 'acl owrs'],
  [frontends, 'mode http', 'mode tcp'],
];

describe('an edit in another block', () => {
  for (const [project, from, to] of farReaching) {
    it(`${JSON.stringify(from)} becomes ${JSON.stringify(to)}`, async () => {
      const [[uri, text]] = project.files as [readonly [string, string]];
      const document = TextDocument.create(uri, project.languageId, 1, text);
      const client = await connected(new MemoryFileSystem(), { capabilities: pulling });
      await client.open(uri, text, project.languageId);
      const before = plain(await client.pull(uri));
      const start = text.indexOf(from);
      const range = {
        start: document.positionAt(start),
        end: document.positionAt(start + from.length),
      };
      TextDocument.update(document, [{ range, text: to }], 2);
      await client.change(uri, 2, { range, text: to });
      const after = plain(await client.pull(uri));
      await client.shutDown();
      assert.deepEqual(after, await freshly([document]));
      assert.notDeepEqual(after, before);
    });
  }
});
