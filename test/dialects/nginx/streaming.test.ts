import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFiles, onlyMount, server, verdictsIn } from './served.ts';

const PASS = 'proxy_pass http://stigman:54000/;';
const IGNORE = 'proxy_ignore_headers X-Accel-Buffering;';

function eventsWith(lines: string, around = ''): string {
  return verdictsIn(server(`location /stigman/ { ${PASS} ${lines} }`, around)).streamStateSse;
}

describe('buffering', () => {
  it('holds where the header is ignored, over HTTP/1.0 or under gzip only', () => {
    assert.equal(eventsWith(IGNORE), 'held');
    assert.equal(eventsWith(`${IGNORE} proxy_http_version 1.1;`), 'ok');
    assert.equal(
      eventsWith(`${IGNORE} proxy_http_version 1.1; gzip on; gzip_types text/event-stream;`),
      'held',
    );
    assert.equal(eventsWith(`${IGNORE} proxy_buffering off;`), 'ok');
    assert.equal(eventsWith('proxy_buffering on;'), 'ok');
  });
  it('inherits the ignored headers as a set', () => {
    assert.equal(eventsWith('', IGNORE), 'held');
    assert.equal(eventsWith('proxy_ignore_headers Expires;', IGNORE), 'ok');
  });
  it('reads what the module headers-more adds to an inner answer, block by block', () => {
    const no = '"X-Accel-Buffering: no"';
    const behind = (within: string, around = '') =>
      onlyMountOf(`http { server { listen 80; location /stigman/ { proxy_pass http://127.0.0.1:8001/; } }
        server { listen 127.0.0.1:8001; ${around} location / { proxy_pass http://stigman:54000; ${within} } } }`);
    assert.equal(behind(`more_set_headers ${no};`), undefined);
    assert.equal(behind('more_set_headers "X-Other: a";', `more_set_headers ${no};`), undefined);
    assert.equal(behind(`more_set_headers -t text/event-stream "X-Other: a" ${no};`), undefined);
    assert.equal(behind(`more_set_headers -s 404 ${no};`), 'proven');
    assert.equal(behind(`more_set_headers -t text/html -s '200 404' ${no};`), 'proven');
  });
  it('holds behind a second hop that removes the header', () => {
    const hops = (outer: string, inner: string) => {
      const mount =
        onlyMountOf(`http { server { listen 80; location /stigman/ { proxy_pass http://127.0.0.1:8001/; ${outer} } }
        server { listen 127.0.0.1:8001; location / { proxy_pass http://stigman:54000; ${inner} } } }`);
      return mount;
    };
    assert.equal(hops('', ''), 'proven');
    assert.equal(hops('proxy_buffering off;', ''), undefined);
    assert.equal(hops('', 'proxy_pass_header X-Accel-Buffering;'), undefined);
    assert.equal(hops('proxy_http_version 1.1;', ''), 'unproven');
    assert.equal(hops('proxy_http_version 1.1;', 'chunked_transfer_encoding off;'), 'proven');
  });
});

function onlyMountOf(text: string): string | undefined {
  const [outer] = analyzeFiles({ 'nginx.conf': text }).entries;
  return outer?.mounts[0]?.deliveries[0]?.holds[0]?.certainty;
}

describe('time limits', () => {
  it('reads nginx times and inherits them', () => {
    assert.equal(eventsWith('proxy_read_timeout 30s;'), 'cut');
    assert.equal(eventsWith('proxy_read_timeout 31;'), 'ok');
    assert.equal(eventsWith('', 'proxy_read_timeout 29000ms;'), 'cut');
    assert.equal(eventsWith('proxy_read_timeout 1m1s;', 'proxy_read_timeout 5s;'), 'ok');
  });
  it('names where a limit comes from', () => {
    const limit = onlyMount(server(`location /stigman/ { ${PASS} }`, 'proxy_read_timeout 20s;'))
      .deliveries[0]?.limits[0];
    assert.equal(limit?.origin, 'inherited');
    assert.equal(limit?.subject, 'proxy_read_timeout 20s');
    assert.equal(limit?.related[0]?.message, 'inherited here, where the request is answered');
  });
});

describe('the log socket', () => {
  const socket = (lines: string, around = '') =>
    verdictsIn(server(`location /stigman/ { ${PASS} ${lines} }`, around)).logSocket;
  const both = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection "upgrade";';
  it('needs both headers', () => {
    assert.equal(socket(''), 'refused');
    assert.equal(socket('proxy_set_header Upgrade $http_upgrade;'), 'refused');
    assert.equal(socket('proxy_set_header Connection upgrade;'), 'refused');
    assert.equal(socket(both), 'ok');
    assert.equal(
      socket(
        'proxy_set_header upgrade $http_upgrade; proxy_set_header connection "close, Upgrade";',
      ),
      'ok',
    );
  });
  it('loses the inherited ones to any other proxy_set_header', () => {
    assert.equal(socket('', both), 'ok');
    assert.equal(socket('proxy_set_header Host $host;', both), 'refused');
  });
  it('takes Connection from a map', () => {
    const map = (otherwise: string) => `map $http_upgrade $c { default ${otherwise}; '' close; }`;
    const lines = 'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $c;';
    assert.equal(socket(lines, map('upgrade')), 'ok');
    assert.equal(socket(lines, map('close')), 'refused');
  });
});

describe('bodies', () => {
  const upload = (around: string, lines = '') =>
    verdictsIn(`http { ${around} server { listen 80; location /stigman/ { ${PASS} ${lines} } } }`)
      .postReviewsByAsset;
  it('applies the nearest limit', () => {
    assert.equal(upload(''), 'refused');
    assert.equal(upload('client_max_body_size 30m;'), 'ok');
    assert.equal(upload('client_max_body_size 31457279;'), 'refused');
    assert.equal(upload('client_max_body_size 1m;', 'client_max_body_size 0;'), 'ok');
  });
});
