/** Files of one nginx configuration, by relative path; `nginx.conf` is the main file. */
export type Tree = Readonly<Record<string, string>>;

/** A configuration in which a timeout of 20 s is edited. */
export interface Sample {
  readonly tree: Tree;
  /** Its main file. */
  readonly main: string;
  readonly languageId: string;
  /** What stands before the 20. */
  readonly before: string;
}

const LOCATIONS = 12;

export function nginxSample(lines: number): Sample {
  const tree = treeOf(lines, 20);
  return { tree, main: 'nginx.conf', languageId: 'nginx', before: 'proxy_read_timeout ' };
}

export function apacheSample(lines: number): Sample {
  const all = [
    'Listen 127.0.0.1:18080',
    '<VirtualHost *:18080>',
    '    ServerName stigman.example.org',
    '    ProxyTimeout 20',
    '    ProxyPass /stigman/ http://stigman:54000/',
    '</VirtualHost>',
  ];
  for (let i = 0; all.length < lines; i++) {
    all.push('<VirtualHost *:18080>', `    ServerName s${i}.example.org`, '    RewriteEngine On');
    for (let j = 0; j < LOCATIONS; j++) {
      all.push(
        `    <Location /application${j}/>`,
        '        Require all granted',
        `        Header set X-Site "${i}"`,
        '    </Location>',
        `    RewriteRule ^/files${j}/(.*)$ /static/$1 [R=301,L]`,
        `    ProxyPass /application${j}/ http://127.0.0.1:${8000 + j}/`,
      );
    }
    all.push('</VirtualHost>');
  }
  const tree = { 'httpd.conf': text(all) };
  return { tree, main: 'httpd.conf', languageId: 'apacheconf', before: 'ProxyTimeout ' };
}

export function haproxySample(lines: number): Sample {
  const head = [
    'defaults',
    '    mode http',
    '    timeout connect 5s',
    '    timeout client 60s',
    '    timeout server 20s',
    'frontend web',
    '    bind 127.0.0.1:18080',
    '    use_backend stigman if { path_beg /stigman/ }',
  ];
  const backends = ['backend stigman', '    server stigman 10.0.0.1:54000'];
  for (let i = 0; head.length + backends.length < lines; i++) {
    head.push(`    acl is_${i} path_beg /application${i}/`, `    use_backend b${i} if is_${i}`);
    backends.push(
      `backend b${i}`,
      '    balance roundrobin',
      '    option httpchk GET /health',
      `    http-request set-header X-Application ${i}`,
      '    timeout server 90s',
      `    server a 10.0.1.${i % 250}:8080 check`,
    );
  }
  const tree = { 'haproxy.cfg': text([...head, ...backends]) };
  return { tree, main: 'haproxy.cfg', languageId: 'haproxy', before: 'timeout server ' };
}

/** A main file of about so many lines, with STIG Manager in its first server, and so many included files. */
export function treeOf(lines: number, includes: number): Tree {
  const head = [
    'pid nginx.pid;',
    'error_log stderr;',
    'events {}',
    'http {',
    '    access_log off;',
    '    server_names_hash_max_size 8192;',
    '    map $http_upgrade $connection_upgrade {',
    '        default upgrade;',
    "        '' close;",
    '    }',
    ...stigManager(),
  ];
  for (let i = 0; head.length < lines - 2; i++) head.push(...site(`main${i}`));
  const files: Record<string, string> = {};
  for (let i = 0; i < includes; i++) files[`conf.d/site${i}.conf`] = text(site(`extra${i}`));
  return { 'nginx.conf': text([...head, '    include conf.d/*.conf;', '}']), ...files };
}

/** A file as small sites have it. */
export function smallFile(name: string): string {
  return text([...stigManager(), ...site(name)].map((line) => line.slice(4)));
}

function text(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}

function stigManager(): string[] {
  return [
    '    upstream stigman {',
    '        server 127.0.0.1:54000;',
    '    }',
    '    server {',
    '        listen 127.0.0.1:18080;',
    '        server_name stigman.example.org;',
    '        location /stigman/ {',
    '            proxy_pass http://stigman/;',
    '            proxy_http_version 1.1;',
    '            proxy_set_header Upgrade $http_upgrade;',
    '            proxy_set_header Connection $connection_upgrade;',
    '            proxy_read_timeout 20s;',
    '            client_max_body_size 40m;',
    '        }',
    '    }',
  ];
}

function site(name: string): string[] {
  const lines = [
    '    server {',
    '        listen 127.0.0.1:18080;',
    `        server_name ${name}.example.org www.${name}.example.org;`,
    '        # one of the sites beside STIG Manager',
  ];
  for (let i = 0; i < LOCATIONS; i++) {
    lines.push(
      i % 4 === 3
        ? `        location ~* ^/files${i}/(.+)\\.(css|js|png)$ {`
        : `        location /application${i}/ {`,
      '            proxy_set_header Host $host;',
      '            proxy_set_header X-Forwarded-Proto $scheme;',
      '            proxy_read_timeout 90s;',
      i % 4 === 3
        ? `            return 302 "/static/$1?site=${name}&number=${i}";`
        : `            proxy_pass http://127.0.0.1:${8000 + i}/;`,
      '        }',
    );
  }
  return [...lines, '    }'];
}
