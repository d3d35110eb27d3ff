import type { Random } from '../lab/random.ts';
import type { Prefix } from './conditions.ts';

/** A rule that takes the mount away, most of them rightly. */
export function strip(random: Random, prefix: Prefix): string {
  if (prefix === '') return random.pick(['', '', '', 'http-request set-path %[path]']);
  return random.pick([
    `http-request replace-path ^${prefix}/(.*) /\\1`,
    `http-request replace-path ^${prefix}/(.*) /\\1`,
    `http-request replace-path '^${prefix}(/.*)$' "\\1"`,
    `http-request replace-path ^${prefix}(/)?(.*) /\\2`,
    `http-request set-path %[path,regsub(^${prefix}/,/)]`,
    `http-request set-path %[path,regsub(^${prefix},)]`,
    `http-request set-path %[path,regsub(${prefix}/,/,g)]`,
    `http-request set-path '%[path,regsub("^${prefix.toUpperCase()}(/|$)",/,i)]'`,
    `http-request set-path %[path,regsub(^${prefix}/,)]`,
    `http-request set-path %[path,regsub(^${prefix},/)]`,
    `http-request set-path %[path,bytes(${prefix.length})] if { path_beg ${prefix}/ }`,
    `http-request replace-uri ^${prefix}/(.*) /\\1`,
    `http-request replace-uri ^([^/:]*://[^/]*)?${prefix}/(.*) \\1/\\2`,
    `http-request set-uri %[url,regsub(^${prefix},)]`,
    `http-request set-pathq %[pathq,regsub(^${prefix}/,/)]`,
    `http-request replace-pathq ^${prefix}(/.*) \\1`,
    `http-request set-path /%[path,field(3,/)]`,
    '',
  ]);
}

/** A request rule that ends or changes something. */
export function requestRule(random: Random, prefix: Prefix, condition: () => string): string {
  const path = random.pick([
    `${prefix}/socket`,
    `${prefix}/api/op`,
    '/api/collections',
    '/nowhere',
    '/manager',
  ]);
  return random.pick([
    `http-request deny ${condition()}`,
    `http-request deny if { path_beg ${path} }`,
    `http-request deny deny_status ${random.pick([400, 429, 500, 503])} if { path_beg ${path} }`,
    `http-request deny status 404 if { path_end /sse /log-socket }`,
    `http-request deny deny_status 413 if { req.body_size gt ${random.pick([1048576, 31457279, 31457280])} }`,
    `http-request deny deny_status 413 if { req.hdr_val(content-length) ge 20000000 }`,
    `http-request deny deny_status 413 if { req.hdr(content-length) -m int gt ${random.pick([1000000, 40000000])} }`,
    `http-request deny deny_status 413 if METH_POST { hdr_val(content-length) ${random.pick(['20000000:', ':20000000'])} }`,
    `http-request return status ${random.pick([403, 404, 413, 503])} if { req.body_size gt 10485760 }`,
    `http-request tarpit deny_status ${random.pick([429, 500])} if { path_beg ${path} }`,
    `http-request silent-drop if { path_beg ${path} }`,
    `http-request redirect scheme https code 301 if { hdr(x-forwarded-proto) http }`,
    `http-request redirect code 301 location ${prefix}/ if { path ${prefix || '/x'} }`,
    `http-request redirect prefix / drop-query append-slash if { path_end ${prefix}/api/op }`,
    'http-request normalize-uri path-merge-slashes',
    'http-request normalize-uri path-strip-dotdot full',
    'http-request set-query lab=1',
    'http-request set-log-level silent if { path_end /sse }',
    'http-request replace-value Connection (.*)Upgrade(.*) \\1close\\2',
    'http-request replace-header Upgrade websocket h2c',
    'http-request del-header Connection',
    'http-request del-header ^Upg -m reg',
    'http-request del-header sec-websocket -m beg',
    'http-request add-header Upgrade websocket',
    'http-request set-var-fmt(txn.way) %[path,lower]',
    'http-request set-var(req.ws) bool(true) if { hdr(Upgrade) -i websocket }',
    'http-request deny if { var(req.ws) -m bool } METH_GET',
    'http-request sc-inc-gpc0(0)',
    'http-request set-priority-class int(1)',
    'http-request strict-mode off',
    'http-request set-src hdr(x-forwarded-for)',
    'http-request set-dst-port int(4000)',
    `http-request return status 200 content-type text/plain string hello if { path_beg ${path} } !METH_POST`,
    `http-request redirect location /elsewhere code 301 if { path_beg ${path} } METH_GET`,
    `http-request redirect prefix /new if { path_end /clone }`,
    `http-request reject if { path_end /sse /clone }`,
    `http-request auth realm lab if { path_beg ${path} }`,
    'http-request auth realm lab unless { http_auth(people) } or { path_beg /stigman }',
    `http-request allow ${condition()}`,
    `http-request set-var(txn.way) path,lower`,
    `http-request deny if { var(txn.way) -m end /sse }`,
    `http-request set-header X-Way %[path]`,
    'http-request add-header Connection keep-alive',
    `http-request set-header Connection ${random.pick(['close', 'keep-alive', 'upgrade'])} ${condition()}`,
    `http-request del-header Upgrade ${condition()}`,
    'http-request set-header Upgrade websocket if { hdr(Upgrade) -m found }',
    'http-request replace-header Connection (.*) \\1',
    'http-request track-sc0 src table counters',
    'http-request deny deny_status 429 if { src_http_req_rate(counters) gt 1000 }',
    'http-request deny if { src_get_gpc0(counters) gt 0 }',
    'tcp-request content reject if { path_end /sse }',
    'tcp-request content accept if METH_POST',
    `http-request set-method POST if { path_beg ${path} }`,
    'http-request wait-for-body time 2s unless { req.body_size gt 1000000 }',
    'http-request wait-for-body time 2s at-least 10k if METH_POST !{ req.body_size gt 1000000 }',
    'http-request set-header Host %[req.hdr(host)]',
  ]);
}

/** A response rule; those on the 101 spoil the log socket. */
export function responseRule(random: Random): string {
  const keyword = random.pick(['http-response', 'http-response', 'http-after-response']);
  const spare = random.pick([
    '',
    '',
    ' if !{ status 101 }',
    ' unless { status 101 }',
    ' if { status 200 }',
    ' if { status 200 404 }',
    ' if { status ge 100 } { res.hdr(content-type) -m found }',
    ' if { res.hdr(upgrade) -i websocket }',
    ' unless { res.hdr(content-type) -m beg text/event-stream application/ } or { status lt 200 }',
    ' if { var(txn.way) -m found }',
    ' if METH_POST',
  ]);
  return random.pick([
    `${keyword} set-header Connection keep-alive${spare}`,
    `${keyword} set-header Connection Upgrade${spare}`,
    `${keyword} add-header Connection close${spare}`,
    `${keyword} del-header Connection${spare}`,
    `${keyword} del-header Upgrade${spare}`,
    `${keyword} set-header Upgrade ${random.pick(['websocket', 'h2c'])}${spare}`,
    `${keyword} replace-header Connection ${random.pick(['Upgrade', '(.*)', 'upgrade'])} keep-alive${spare}`,
    `${keyword} set-header Cache-Control no-cache${spare}`,
    `${keyword} del-header Con -m beg${spare}`,
    `${keyword} set-header X-Frame-Options DENY`,
    `${keyword} replace-value Connection (.*)pgrade close${spare}`,
    `${keyword} add-header Upgrade h2c${spare}`,
    `${keyword} del-header sec-websocket -m beg${spare}`,
    `${keyword} set-header Content-Type text/plain${spare}`,
    `${keyword} set-header Strict-Transport-Security max-age=1`,
    `${keyword} set-var(txn.status) status`,
    `http-response return status 503 content-type text/plain string gone if { status 404 }`,
    `http-response redirect location /gone if { status 404 }`,
    `${keyword} allow${spare}`,
    `http-response set-status ${random.pick([201, 404, 503])}${spare}`,
    `http-response deny${random.pick(['', ' deny_status 403'])}${spare}`,
  ]);
}

/** A rule that waits for the body of the response; times are clear of the edges of the scaled lab. */
export function waitRule(random: Random): string {
  const time = random.pick(['300ms', '400', '20s', '10000']);
  const spare = random.pick([
    '',
    '',
    ' if !{ res.hdr(content-type) -m beg text/event-stream application/x-ndjson application/jsonl }',
    ' if { res.hdr(content-type) -m sub ndjson }',
    ' unless { status 200 }',
  ]);
  return `http-response wait-for-body time ${time}${random.pick(['', '', ' at-least 16', ' at-least 1m'])}${spare}`;
}
