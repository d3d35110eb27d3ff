import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { behind, read, verdicts } from './read.ts';

/** What a deny with this condition does to the four endpoints. */
function denied(condition: string, acls = ''): string {
  return verdicts(read(behind(`${acls}\nhttp-request deny ${condition}\ndefault_backend stigman`)));
}

const NOBODY = 'ok ok ok ok';
const ALL = 'refused refused refused refused';
const SSE = 'refused ok ok ok';
const SOCKET = 'ok ok refused ok';
const POSTS = 'ok refused ok refused';

describe('conditions of HAProxy rules', () => {
  const cases: readonly (readonly [string, string, string?])[] = [
    ['', ALL],
    ['if TRUE', ALL],
    ['unless TRUE', NOBODY],
    ['if { path /api/op/state/sse }', SSE],
    ['if { path /API/op/state/sse }', NOBODY],
    ['if { path -i /API/op/state/SSE }', SSE],
    ['if { path_beg /socket }', SOCKET],
    ['if { path -m beg /nowhere /socket }', SOCKET],
    ['if { path_end /sse }', SSE],
    ['if { path_sub log-socket }', SOCKET],
    ['if { path_dir socket }', SOCKET],
    ['if { path_dir ocket }', NOBODY],
    ['if { path_reg ^/socket(/|$) }', SOCKET],
    ['if { path_reg -i ^/SOCKET }', SOCKET],
    ['if { path,lower -m beg /socket }', SOCKET],
    ['if { path,field(2,/) -m str socket }', SOCKET],
    ['if METH_POST', POSTS],
    ['if !METH_GET', POSTS],
    ['if ! METH_GET', POSTS],
    ['if { method POST }', POSTS],
    ['if METH_POST { path_end /sse }', NOBODY],
    ['if METH_POST or { path_end /sse }', 'refused refused ok refused'],
    ['if METH_POST || { path_end /sse }', 'refused refused ok refused'],
    ['unless METH_POST or { path_end /sse }', SOCKET],
    ['if { req.hdr(Upgrade) -i websocket }', SOCKET],
    ['if { hdr(Connection) -i upgrade }', SOCKET],
    ['if { req.hdr(upgrade) -m found }', SOCKET],
    ['if { hdr_cnt(upgrade) gt 0 }', SOCKET],
    ['if { hdr(accept) -m sub event-stream }', SSE],
    ['if { hdr(x-nothing) -m found }', NOBODY],
    ['if { ssl_fc }', NOBODY],
    ['if { dst_port 80 }', ALL],
    ['if { dst_port 81:99 }', NOBODY],
    ['if { path_len gt 20 } METH_GET', NOBODY],
    ['if { path_len 17 }', SSE],
    ['if { query -m found }', NOBODY],
    ['if named', SOCKET, 'acl named path_beg /nowhere\nacl named path_beg /socket'],
    ['if !named', 'refused refused ok refused', 'acl named path_beg /socket'],
    [
      'if { var(txn.kind) push }',
      SSE,
      'http-request set-var(txn.kind) str(push) if { path_end /sse }',
    ],
    ['if { path_sub -- sse }', SSE],
    ['if { path_reg (?=x) }', 'unknown unknown unknown unknown'],
    ['if !{ src 10.0.0.0/8 }', 'unknown unknown unknown unknown'],
    ['if !{ src 10.0.0.0/8 } { path_end /sse }', 'unknown ok ok ok'],
    ['if { src 10.0.0.0/8 }', NOBODY],
    ['unless !{ src 10.0.0.0/8 }', NOBODY],
    ['if { src 127.0.0.0/8 } { path_end /sse }', 'unknown ok ok ok'],
    ['if undefined-acl', 'unknown unknown unknown unknown'],
  ];
  for (const [condition, expected, acls] of cases) {
    it(`deny ${condition}`, () => assert.equal(denied(condition, acls), expected));
  }

  it('reads patterns from files that are at hand', () => {
    const text = behind(
      'http-request deny if { path -m beg -f paths.lst }\ndefault_backend stigman',
    );
    const list = { 'file:///etc/haproxy/paths.lst': '# sockets\r\n  /socket\r\n' };
    assert.equal(verdicts(read(text, list)), SOCKET);
    assert.equal(verdicts(read(text)), 'unknown unknown unknown unknown');
  });

  it('keeps an open question the same throughout a request', () => {
    const guard = 'http-request deny if { src 10.0.0.0/8 } !{ src 10.0.0.0/8 }';
    assert.equal(verdicts(read(behind(`${guard}\ndefault_backend stigman`))), NOBODY);
  });

  it('does not see the request in the rules for the response', () => {
    const rule = (condition: string) =>
      verdicts(
        read(behind('default_backend stigman', `http-response del-header Upgrade ${condition}`)),
      );
    assert.equal(rule('if { path_beg /socket }'), NOBODY);
    assert.equal(rule('if METH_GET'), SOCKET);
    assert.equal(rule('unless { status 200 }'), SOCKET);
    assert.equal(rule('if { res.hdr(content-type) -m found }'), NOBODY);
  });
});
