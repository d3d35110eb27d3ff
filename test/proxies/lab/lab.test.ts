import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Verdict } from '../../../server/src/delivery/verdict.ts';
import type { OperationId } from '../../../server/src/stigman/endpoints.ts';
import { checkApache, startApache } from './apache.ts';
import { checkCaddy, startCaddy } from './caddy.ts';
import { checkHaproxy, startHaproxy } from './haproxy.ts';
import { type Lab, openLab, withPorts } from './lab.ts';
import { startNginx } from './nginx.ts';
import { brisk } from './pace.ts';
import { freePort } from './ports.ts';
import { probe, verdictsOf } from './probe.ts';
import { type CheckResult, hasProxy, type ProxyName, type RunningProxy } from './process.ts';

/** One server before STIG Manager; PLACEHOLDERS stand for what a case is about. */
function nginx(parts: {
  http?: string;
  location?: string;
  server?: string;
  prefix?: string;
}): string {
  return `events {}
http {
  ${parts.http ?? ''}
  map $http_upgrade $connection_upgrade { default upgrade; '' close; }
  client_max_body_size 40m;
  server {
    listen 127.0.0.1:18080;
    ${parts.server ?? ''}
    location ${parts.prefix ?? '/stigman/'} {
      proxy_pass http://127.0.0.1:54000/;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      ${parts.location ?? ''}
    }
  }
}
`;
}

const fine: Record<OperationId, Verdict> = {
  streamStateSse: 'ok',
  cloneCollection: 'ok',
  exportToCollection: 'ok',
  replaceAppData: 'ok',
  logSocket: 'ok',
  postReviewsByAsset: 'ok',
};
const streams = (verdict: Verdict) => ({
  streamStateSse: verdict,
  cloneCollection: verdict,
  exportToCollection: verdict,
  replaceAppData: verdict,
});
const beats = (verdict: Verdict) => ({ streamStateSse: verdict, logSocket: verdict });
const ignored = 'proxy_ignore_headers X-Accel-Buffering;';
const gzip = 'gzip on; gzip_types *; gzip_proxied any;';

/** Facts that were measured on nginx 1.22.1 with real time; the probes must find each of them again. */
const facts: readonly [string, string, Partial<Record<OperationId, Verdict>>][] = [
  ['a plain mount', nginx({}), {}],
  ['explicit buffering', nginx({ location: 'proxy_buffering on;' }), {}],
  ['ignored header over HTTP/1.0', nginx({ location: ignored }), streams('held')],
  ['ignored header, buffering off', nginx({ location: `${ignored} proxy_buffering off;` }), {}],
  ['ignored header over HTTP/1.1', nginx({ location: `${ignored} proxy_http_version 1.1;` }), {}],
  [
    'ignored header over HTTP/1.1 with gzip',
    nginx({ http: gzip, location: `${ignored} proxy_http_version 1.1;` }),
    streams('held'),
  ],
  ['gzip alone', nginx({ http: gzip }), {}],
  ['hidden header', nginx({ location: 'proxy_hide_header X-Accel-Buffering;' }), {}],
  ['read timeout under the heartbeat', nginx({ http: 'proxy_read_timeout 2s;' }), beats('cut')],
  ['read timeout at the heartbeat', nginx({ http: 'proxy_read_timeout 3s;' }), beats('cut')],
  ['read timeout over the heartbeat', nginx({ http: 'proxy_read_timeout 4s;' }), {}],
  ['send and keepalive timeouts', nginx({ http: 'send_timeout 2s; keepalive_timeout 2s;' }), {}],
  [
    'inherited upgrade headers dropped',
    nginx({ server: 'proxy_set_header X-A a;' }).replace(/proxy_set_header (Upgrade|Conn).*/g, ''),
    { logSocket: 'refused' },
  ],
  [
    'body limit',
    nginx({ location: 'client_max_body_size 20m;' }),
    { postReviewsByAsset: 'refused' },
  ],
  ['body limit of exactly 30m', nginx({ location: 'client_max_body_size 30m;' }), {}],
  [
    'prefix not stripped',
    nginx({}).replace(':54000/;', ':54000;'),
    {
      ...streams('unreachable'),
      logSocket: 'unreachable',
      postReviewsByAsset: 'unreachable',
    },
  ],
  [
    'slash mismatch',
    nginx({ prefix: '/stigman' }),
    { ...streams('unreachable'), logSocket: 'unreachable', postReviewsByAsset: 'unreachable' },
  ],
  [
    'access refused',
    nginx({ location: 'deny all;' }),
    { ...streams('refused'), logSocket: 'refused', postReviewsByAsset: 'refused' },
  ],
];

describe('the lab finds the measured facts of nginx again', { concurrency: 8 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab();
  });
  after(() => lab.close());

  for (const [name, text, expected] of facts) {
    it(name, async (t) => {
      if (!hasProxy(t, 'nginx')) return;
      const port = await freePort();
      const server = await startNginx(
        { text: withPorts(text, { 54000: lab.stigman.port, 18080: port }) },
        [port],
      );
      try {
        const found = await probe(lab, { url: `http://localhost:${port}`, basePath: '/stigman/' });
        assert.deepEqual(verdictsOf(found), { ...fine, ...expected }, JSON.stringify(found));
      } finally {
        await server.stop();
      }
    });
  }
});

const APACHE = `Listen 127.0.0.1:18080
<VirtualHost 127.0.0.1:18080>
  ProxyPass /stigman/ http://127.0.0.1:54000/ upgrade=websocket
</VirtualHost>
`;
const HAPROXY = `defaults
  mode http
  timeout connect 2s
  timeout client 1m
  timeout server 1m
frontend in
  bind 127.0.0.1:18080
  http-request set-path %[path,regsub(^/stigman/,/)]
  default_backend stigman
backend stigman
  server s 127.0.0.1:54000
`;
const CADDY = `{
  admin off
}
http://localhost:18080 {
  handle_path /stigman/* {
    reverse_proxy 127.0.0.1:54000
  }
}
`;

describe('each proxy serves STIG Manager in the lab', { concurrency: 3 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab(brisk);
  });
  after(() => lab.close());

  const servers: readonly [
    ProxyName,
    string,
    (text: string) => CheckResult,
    (text: string, ports: readonly number[]) => Promise<RunningProxy>,
  ][] = [
    [
      'apache2',
      APACHE,
      (text) => checkApache({ text }),
      (text, ports) => startApache({ text }, ports),
    ],
    ['haproxy', HAPROXY, checkHaproxy, startHaproxy],
    ['caddy', CADDY, checkCaddy, startCaddy],
  ];
  for (const [name, template, check, start] of servers) {
    it(name, async (t) => {
      if (!hasProxy(t, name)) return;
      const port = await freePort();
      const text = withPorts(template, { 54000: lab.stigman.port, 18080: port });
      const checked = check(text);
      assert.equal(checked.ok, true, checked.output);
      assert.equal(check(`${text}\nno such directive {\n`).ok, false);
      const server = await start(text, [port]);
      try {
        const found = await probe(lab, { url: `http://localhost:${port}`, basePath: '/stigman/' });
        assert.deepEqual(verdictsOf(found), fine, JSON.stringify(found));
      } finally {
        await server.stop();
      }
    });
  }
});
