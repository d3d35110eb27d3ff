import assert from 'node:assert/strict';
import { request } from 'node:http';
import { it } from 'node:test';
import { applies } from '../../../server/src/dialects/haproxy/conditions.ts';
import type { Section } from '../../../server/src/dialects/haproxy/configuration.ts';
import { Assumptions, type Context } from '../../../server/src/dialects/haproxy/exchange.ts';
import { formatText } from '../../../server/src/dialects/haproxy/formats.ts';
import { Headers } from '../../../server/src/dialects/haproxy/headers.ts';
import { readConfiguration } from '../../../server/src/dialects/haproxy/parts.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import { noRecognition } from '../../../server/src/stigman/recognition.ts';
import { memoryFiles } from '../lab/compare.ts';
import { startHaproxy } from '../lab/haproxy.ts';
import { freePort } from '../lab/ports.ts';
import { hasProxy } from '../lab/process.ts';

const ROOT = 'file:///lab/haproxy.cfg';
const PATH = '/stigman/api/b,c';
const QUERY = 'x=1&y=two';

const FORMATS: readonly string[] = [
  '%[path]',
  '%[pathq]',
  '%[url]',
  '%[query]',
  '%[base]',
  '%[baseq]',
  '%[urlp(y)]',
  '%[url_param(x)]',
  '%[urlp(z)]',
  '%[method]',
  '%[req.ver]',
  '%[ssl_fc]',
  '%[str(Aa),lower]',
  '%[str(Aa),upper]',
  '%[path,length]',
  '%[path,field(2,/)]',
  '%[path,field(-1,/)]',
  '%[path,field(9,/)]',
  '%[path,word(1,/)]',
  '%[path,word(-1,/)]',
  '%[path,bytes(1,3)]',
  '%[path,bytes(4)]',
  '%[path,ltrim(/s)]',
  '%[path,rtrim(c)]',
  '%[path,regsub(^/stigman/,/)]',
  '%[path,regsub(/,_,g)]',
  '%[path,regsub(^/,_,g)]',
  '%[path,regsub(STIG,x,i)]',
  '%[path,regsub(nowhere,x)]',
  "%[path,regsub('(stig)(man)','\\2-\\1')]",
  '%[path,regsub("^(/[a-z]+)(/.*)$","\\2")]',
  '%[hdr(x-list)]',
  '%[req.fhdr(x-list)]',
  '%[hdr(x-list,1)]',
  '%[hdr(x-list,-2)]',
  '%[hdr_cnt(x-list)]',
  '%[req.fhdr_cnt(x-list)]',
  '%[hdr(nothing)]',
  '%[hdr_val(x-number)]',
  '%[req.hdr(host),field(1,:)]',
  '%[ssl_fc,iif(yes,no)]',
  '%[bool(true),iif(yes,no)]',
  '%[always_true]',
  '%[int(7)]',
  'a%%b',
  '%[str("a,b)c")]',
  '%[var(txn.set)]',
  '%[var(txn.unset)]',
  'x%[path,field(2,/)]y%[method]z',
];

const CONDITIONS: readonly string[] = [
  'if TRUE',
  'unless TRUE',
  'if FALSE or TRUE',
  'if !FALSE !FALSE',
  'if ! FALSE',
  'if TRUE FALSE || TRUE',
  'if METH_GET',
  'if METH_POST',
  'unless METH_POST or METH_HEAD',
  'if HTTP_1.1',
  'if HTTP_URL_SLASH',
  'if HTTP_CONTENT',
  'if { path /stigman/api/b,c }',
  'if { path -i /STIGMAN/API/B,C }',
  'if { path_beg -i /nowhere /STIGMAN/ }',
  'if { path_beg stigman }',
  'if { path_end ,c }',
  'if { path_sub man/a }',
  'if { path_dir stigman }',
  'if { path_dir /stigman/api/ }',
  'if { path_dir tigman }',
  'if { path_dir api/b,c }',
  'if { path_reg ^/stig(man)?/ }',
  'if { path_reg -i MAN/A }',
  'if { path_reg ^stigman }',
  'if { path_len 16 }',
  'if { path_len gt 16 }',
  'if { path_len ge 16 }',
  'if { path_len 3:16 }',
  'if { path_len :15 }',
  'if { path,lower -m beg /stig }',
  'if { path_beg,lower -m end ,c }',
  'if { path,length gt 3 }',
  'if { path,length lt 3 }',
  'if { url_beg /stigman }',
  'if { url_end y=two }',
  'if { url_dir api }',
  'if { base_beg localhost }',
  'if { base_dom localhost }',
  'if { query -m found }',
  'if { query -m beg x= }',
  'if { urlp(y) two }',
  'if { urlp(z) -m found }',
  'if { hdr(x-list) a }',
  'if { hdr(x-list) d }',
  'if { hdr(x-list) -m str b }',
  'if { req.fhdr(x-list) d }',
  'if { hdr_beg(x-list) c }',
  'if { hdr(x-list) -i A }',
  'if { hdr_cnt(x-list) eq 4 }',
  'if { hdr_cnt(x-list) 1:3 }',
  'if { hdr_val(x-number) ge 12 }',
  'if { hdr_val(x-number) lt 12 }',
  'if { hdr_val(x-list) gt 0 }',
  'if { hdr(x-empty) -m found }',
  'if { hdr(host) -m found }',
  'if { hdr_dom(host) LOCALHOST -i }',
  'if { hdr_dom(host) -i LOCALHOST }',
  'if { hdr_sub(host) -i CALH }',
  'if { hdr_len(x-number) 2 }',
  'if { ssl_fc }',
  'if !{ ssl_fc }',
  'if { always_false } or { always_true }',
  'if { var(txn.set) -m str api }',
  'if { var(txn.unset) -m found }',
  'if { var(txn.unset) -m str api }',
  'if { str(x) -m reg y|x }',
  'if { urlp(x) -m bool }',
  'if { urlp(y) -m bool }',
  'if { str(12abc) -m int 12 }',
  'if { str(abc) -m int 0 }',
  'if { str(-3) -m int lt 0 }',
  'if { str(007) -m bool }',
  'if { path -m bool }',
  'if { hdr(nothing) -m int 0 }',
  'if { bool(true) -m str 1 }',
  'if { bool(false) -m int 0 }',
  'if { int(5) 5 }',
  'if { int(5) gt 5 }',
  'if { req.body_size gt 0 }',
  'if { method GET HEAD }',
  'if { method -i get }',
  'if { ssl_c_used }',
  'if { dst_port gt 1 }',
  'if named',
  'if !named',
];

const HEADERS = { 'X-List': ['a, b', 'c,d'], 'X-Number': '12' };

it('expressions and conditions give what the running HAProxy gives', async (t) => {
  if (!hasProxy(t, 'haproxy')) return;
  const port = await freePort();
  const text = configuration(port);
  const server = await startHaproxy(text, [port]);
  try {
    const frontend = frontendOf(text);
    const lines = frontend.lines.filter((line) => line.words[1] === 'return');
    const wrong: string[] = [];
    for (const [i, line] of lines.entries()) {
      const measured = await answer(port, i);
      const expected = predicted(line, frontend, port, i);
      if (expected !== measured)
        wrong.push(`${line.words.join(' ')}: ${expected}, not ${measured}`);
    }
    assert.equal(lines.length, FORMATS.length + CONDITIONS.length);
    assert.deepEqual(wrong, []);
  } finally {
    await server.stop();
  }
});

function configuration(port: number): string {
  const rule = (format: string, condition: string) =>
    `  http-request return status 200 content-type text/plain lf-string '${format}' ${condition}`;
  const formats = FORMATS.map((format, i) => rule(escaped(format), `if { req.hdr(x-case) ${i} }`));
  const conditions = CONDITIONS.map((condition, i) => {
    const own = `{ req.hdr(x-case) ${FORMATS.length + i} }`;
    return rule('yes', guarded(condition, own));
  });
  return `defaults
  mode http
  timeout client 5s
frontend web
  bind 127.0.0.1:${port}
  acl named path_beg /nowhere
  acl named path_end ,c
  http-request set-var(txn.set) path,field(3,/)
${[...formats, ...conditions].join('\n')}
`;
}

/** A condition that holds for one case only. */
function guarded(condition: string, own: string): string {
  const [keyword = '', ...rest] = condition.split(' ');
  if (keyword === 'unless') return `unless ${rest.join(' ')} or !${own}`;
  return `if ${rest.join(' ').replaceAll(/(^| or | \|\| )/g, `$1${own} `)}`;
}

function escaped(format: string): string {
  return format.replaceAll("'", `'"'"'`);
}

function frontendOf(text: string): Section {
  const question = {
    root: ROOT,
    files: memoryFiles({ [ROOT]: text }),
    recognition: noRecognition,
    application: stigManager,
  };
  const frontend = readConfiguration(question)?.proxies.find(({ kind }) => kind === 'frontend');
  assert.ok(frontend);
  return frontend;
}

function predicted(
  line: Section['lines'][number],
  frontend: Section,
  port: number,
  i: number,
): string {
  const sent = [
    ['host', `localhost:${port}`],
    ['x-case', String(i)],
    ['x-list', 'a, b'],
    ['x-list', 'c,d'],
    ['x-number', '12'],
  ] as const;
  const headers = new Headers(sent.map(([name, value]) => ({ name, value, writer: undefined })));
  const door = { secure: false, host: 'localhost', port, verify: 'none', named: false } as const;
  const context: Context = {
    request: {
      method: 'GET',
      sentMethod: 'GET',
      path: PATH,
      query: QUERY,
      headers,
      bodyBytes: 0,
      door,
    },
    response: undefined,
    proxy: frontend,
    variables: new Map([['txn.set', { type: 'str', value: 'api' }]]),
    assumptions: new Assumptions(new Map()),
    skipped: new Set(),
    listFile: () => undefined,
    serversOf: () => undefined,
  };
  if (!applies(line, context)) return 'no';
  const at = line.words.indexOf('lf-string');
  return formatText(line.words[at + 1] ?? '', context) ?? 'unknown';
}

function answer(port: number, i: number): Promise<string> {
  const headers = {
    ...HEADERS,
    Host: `localhost:${port}`,
    'X-Case': String(i),
    Connection: 'close',
  };
  const options = { host: '127.0.0.1', port, path: `${PATH}?${QUERY}`, headers };
  return new Promise((resolve, reject) => {
    const call = request(options, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => {
        body += chunk.toString();
      });
      response.on('end', () => resolve(response.statusCode === 200 ? body : 'no'));
    });
    call.on('error', reject);
    call.end();
  });
}
