import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyzeFiles, server, verdictsIn } from './served.ts';

const PASS = 'proxy_pass http://stigman:54000/;';
const ZONES =
  'limit_req_zone $binary_remote_addr zone=slow:1m rate=1r/s; limit_req_zone $binary_remote_addr zone=quick:1m rate=50r/s; map $uri $few { default ""; } limit_req_zone $few zone=none:1m rate=1r/m; limit_conn_zone $binary_remote_addr zone=open:1m;';

function verdicts(lines: string, around = '') {
  return verdictsIn(server(`location /stigman/ { ${PASS} ${lines} }`, `${ZONES} ${around}`));
}

describe('limits on many requests at once', () => {
  const cases: readonly (readonly [lines: string, verdict: string])[] = [
    ['limit_req zone=slow;', 'unknown'],
    ['limit_req zone=quick burst=3 nodelay;', 'unknown'],
    ['limit_req zone=quick burst=20 nodelay;', 'ok'],
    ['limit_req zone=quick burst=20;', 'ok'],
    ['limit_req zone=slow burst=20;', 'unknown'],
    ['limit_req zone=slow; limit_req_dry_run on;', 'ok'],
    ['limit_req zone=none;', 'ok'],
    ['limit_conn open 2;', 'unknown'],
    ['limit_conn open 50;', 'ok'],
  ];
  for (const [lines, verdict] of cases) {
    it(`${lines} gives ${verdict}`, () => assert.equal(verdicts(lines).streamStateSse, verdict));
  }
  it('take back no break that is proven', () => {
    const lines = 'limit_req zone=slow; proxy_ignore_headers X-Accel-Buffering;';
    assert.equal(verdicts(lines).streamStateSse, 'held');
  });
});

describe('what a hop drops', () => {
  it('leaves requests with a body open where the body or its length is dropped', () => {
    for (const line of ['proxy_pass_request_body off;', 'proxy_set_header Content-Length "";']) {
      assert.equal(verdicts(line).cloneCollection, 'unknown');
      assert.equal(verdicts(line).streamStateSse, 'ok');
    }
  });
  it('leaves every request open where headers are dropped or bodies are written', () => {
    const lines = ['proxy_pass_request_headers off;', 'proxy_set_body x;'];
    for (const line of lines) {
      assert.equal(verdicts(line).streamStateSse, 'unknown');
    }
  });
  it('has requests refused that name no host over HTTP/1.1, a large one perhaps', () => {
    const found = verdicts(
      'proxy_http_version 1.1; proxy_set_header Host ""; client_max_body_size 0;',
    );
    assert.equal(found.streamStateSse, 'refused');
    assert.equal(found.cloneCollection, 'refused');
    assert.equal(found.postReviewsByAsset, 'unknown');
    assert.equal(verdicts('proxy_set_header Host "";').streamStateSse, 'ok');
  });
});

describe('what a template fills in', () => {
  it('leaves open whether a time is long enough, for all that waits for an answer', () => {
    const found = verdicts('proxy_read_timeout ${WAIT}s; client_max_body_size 30m;');
    assert.equal(found.streamStateSse, 'unknown');
    assert.equal(found.postReviewsByAsset, 'ok');
  });
  it('leaves open whether a stream is held, where that decides it', () => {
    const held = 'proxy_ignore_headers X-Accel-Buffering;';
    const open = [
      `${held} proxy_buffering {{ switch }};`,
      `${held} proxy_http_version \${VERSION};`,
      'proxy_ignore_headers ${IGNORED};',
    ];
    for (const lines of open) assert.equal(verdicts(lines).streamStateSse, 'unknown', lines);
    const decided = ['proxy_buffering {{ switch }};', 'proxy_http_version ${VERSION};'];
    for (const lines of decided) assert.equal(verdicts(lines).streamStateSse, 'ok', lines);
    const off = 'proxy_buffering off; proxy_ignore_headers ${IGNORED};';
    assert.equal(verdicts(off).streamStateSse, 'ok');
  });
  it('leaves the path as it would be without it', () => {
    const verdictOf = (pass: string) =>
      verdictsIn(server(`location /stigman/ { proxy_pass ${pass}; }`)).streamStateSse;
    for (const host of ['${STIGMAN_HOST}:${STIGMAN_PORT}', '$STIGMAN', '{{ host }}:54000'])
      assert.equal(verdictOf(`http://${host}/`), 'ok', host);
    assert.equal(verdictOf('http://${STIGMAN_HOST}:54000'), 'unreachable');
    assert.equal(verdictOf('${STIGMAN_URL}'), 'unknown');
    const given = 'set $STIGMAN 127.0.0.1;';
    const variable = server(`location /stigman/ { ${given} proxy_pass http://$STIGMAN:54000/; }`);
    assert.equal(verdictsIn(variable).streamStateSse, 'unreachable');
  });
  it('tells by its name which application is meant', () => {
    const locationTo = (pass: string) => server(`location / { proxy_pass ${pass}; }`);
    assert.equal(verdictsIn(locationTo('http://${STIGMAN_HOST}:${PORT}')).streamStateSse, 'ok');
    for (const other of ['${STIGMAN_DB}', '${KEYCLOAK_HOST}', '$stigman_or_not']) {
      const { entries } = analyzeFiles({ 'nginx.conf': locationTo(`http://${other}`) });
      assert.deepEqual(
        entries.flatMap(({ mounts }) => mounts),
        [],
        other,
      );
    }
  });
  it('leaves open whether a size is large enough, for uploads', () => {
    const found = verdicts('client_max_body_size {{ most }};');
    assert.equal(found.postReviewsByAsset, 'unknown');
    assert.equal(found.streamStateSse, 'ok');
  });
});

describe('addresses that a plain client is not understood on', () => {
  const listening = (flags: string, neighbour = '', line = '') =>
    verdictsIn(`http {
      server { listen 8080 ${flags}; location /stigman/ { ${PASS} ${line} } }
      server { listen 8080 ${neighbour}; server_name other; }
    }`).streamStateSse;
  it('are open, whichever of their servers says so', () => {
    assert.equal(listening('http2'), 'unknown');
    assert.equal(listening('proxy_protocol'), 'unknown');
    assert.equal(listening('', 'http2'), 'unknown');
    assert.equal(listening('ssl http2'), 'ok');
    assert.equal(listening('http2', 'proxy_protocol', 'deny all;'), 'unknown');
  });
});

describe('what browsers send in two ways', () => {
  const guarded = (condition: string) =>
    verdicts(`if (${condition}) { return 403; } proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection upgrade;`);
  it('is open where a condition tells the ways apart', () => {
    assert.equal(guarded('$http_connection = "Upgrade"').logSocket, 'unknown');
    assert.equal(guarded('$http_connection ~* upgrade').logSocket, 'refused');
    assert.equal(guarded('$http_user_agent ~ Firefox').streamStateSse, 'unknown');
    assert.equal(guarded('$http_user_agent ~ curl').streamStateSse, 'ok');
  });
  it('is told through a map', () => {
    const map = 'map $http_user_agent $tool { default 0; ~*(curl|wget) 1; }';
    const lines = 'if ($tool) { return 403; }';
    assert.equal(verdicts(lines, map).streamStateSse, 'ok');
  });
});

describe('upstreams that take few connections', () => {
  const through = (server: string) =>
    verdictsIn(`http { upstream app { server stigman:54000 ${server}; }
      server { listen 80; location /stigman/ { proxy_pass http://app/; } } }`).streamStateSse;
  it('leave requests open', () => {
    assert.equal(through('max_conns=2'), 'unknown');
    assert.equal(through('max_conns=100'), 'ok');
    assert.equal(through(''), 'ok');
  });
});
