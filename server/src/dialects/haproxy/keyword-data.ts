/**
 * HAProxy keywords that touch routing and delivery: their form, and what they do. Facts of the configuration manual of
 * HAProxy 2.6.
 */
export const keywordData: readonly (readonly [name: string, form: string, summary: string])[] = [
  [
    'acl',
    '<name> <criterion> [flags] [operator] <value> …',
    'Names a condition; several lines of one name are or-ed.',
  ],
  ['balance', '<algorithm>', 'How servers are chosen.'],
  ['bind', '<address>:<port> [params]', 'Listens for clients.'],
  ['compression', 'algo|type …', 'Compresses responses.'],
  ['cookie', '<name> [params]', 'Keeps a client on one server.'],
  ['default-server', '[params]', 'Parameters of all servers below.'],
  ['default_backend', '<backend>', 'The backend for what no use_backend takes.'],
  ['errorfile', '<code> <file>', 'A page for an error of the proxy itself.'],
  ['filter', '<name> [params]', 'Adds a filter to the stream.'],
  ['fullconn', '<conns>', 'Connections at which a backend counts as full.'],
  [
    'http-after-response',
    '<action> [if|unless <condition>]',
    'A rule for every response, those of HAProxy itself included.',
  ],
  ['http-check', '<action>', 'A step of the health check.'],
  ['http-request', '<action> [if|unless <condition>]', 'A rule for requests, in order.'],
  [
    'http-response',
    '<action> [if|unless <condition>]',
    'A rule for responses of the server, the 101 of a WebSocket included.',
  ],
  ['log', 'global | <address> <facility>', 'Where logs go.'],
  ['log-format', '<format>', 'What a log line holds.'],
  ['maxconn', '<conns>', 'Connections at the same time.'],
  ['mode', 'tcp | http', 'What the proxy understands of the traffic.'],
  ['monitor-uri', '<uri>', 'A path that HAProxy answers by itself with 200.'],
  ['no', 'option <option>', 'Switches an option off that would else be on.'],
  ['option', '<option>', 'Switches a behaviour on; `no option` switches it off.'],
  [
    'redirect',
    'location|prefix|scheme <to> [code <code>] [if|unless <condition>]',
    'Sends the client elsewhere.',
  ],
  ['server', '<name> <address>[:port] [params]', 'A server of the backend.'],
  ['stats', '<keyword>', 'The statistics page.'],
  ['stick-table', 'type <type> size <size> [params]', 'A table of what clients did.'],
  ['tcp-request', 'connection|content|inspect-delay …', 'A rule before HTTP is read.'],
  ['timeout', '<which> <time>', 'A time limit; a bare number is milliseconds.'],
  ['unique-id-header', '<name>', 'A header with a request id.'],
  ['use-server', '<server> if|unless <condition>', 'Sends matching requests to one server.'],
  [
    'use_backend',
    '<backend> [if|unless <condition>]',
    'Sends matching requests to a backend; the first match wins.',
  ],
  ['chroot', '<folder>', 'Locks the process into a folder.'],
  ['daemon', '', 'Runs in the background.'],
  ['group', '<name>', 'Group of the process.'],
  ['user', '<name>', 'User of the process.'],
  ['nbthread', '<count>', 'Threads of the process.'],
  ['ssl-default-bind-ciphers', '<ciphers>', 'Ciphers of all binds.'],
  ['ssl-default-bind-options', '<options>', 'TLS options of all binds.'],
  ['tune.ssl.default-dh-param', '<bits>', 'Size of Diffie-Hellman parameters.'],
  ['tune.bufsize', '<bytes>', 'Size of a buffer, 16384 by default.'],
];

/** What may follow `timeout`, and what it limits. */
export const timeoutData: readonly (readonly [name: string, summary: string])[] = [
  ['client', 'How long the client may stay silent while it is expected to send or to take data.'],
  ['connect', 'How long it may take until a connection to a server stands.'],
  [
    'server',
    'How long the server may stay silent. STIG Manager sends a heartbeat every 30 s, so that the limit must be above.',
  ],
  [
    'tunnel',
    'How long both sides of a WebSocket may stay silent. It takes the place of `timeout client` and `timeout server` there.',
  ],
  ['http-request', 'How long a client may take to send the head of a request.'],
  ['http-keep-alive', 'How long to wait for the next request on a connection that is kept.'],
  ['queue', 'How long a request waits for a place at a server.'],
  ['check', 'How long a health check may take once its connection stands.'],
  ['client-fin', 'Like `timeout client`, once one side has closed.'],
  ['server-fin', 'Like `timeout server`, once one side has closed.'],
  ['tarpit', 'How long a request that is held on purpose waits for its answer.'],
];

export const timeouts: readonly string[] = timeoutData.map(([name]) => name);

/** Options of a reverse proxy, and what they do; there are more. */
export const optionData: readonly (readonly [name: string, summary: string])[] = [
  ['httplog', 'Logs requests in full: times, status, captured headers.'],
  [
    'forwardfor',
    "Adds the client's address as X-Forwarded-For; what the client sent stays before it.",
  ],
  ['http-keep-alive', 'Keeps connections to both sides for further requests; the default.'],
  ['http-server-close', 'Closes the connection to the server after each response.'],
  ['http-no-delay', 'Sends small pieces of a response at once.'],
  ['http-buffer-request', 'Waits for the body of a request before it is sent on.'],
  ['dontlognull', 'Logs no connections without data.'],
  ['redispatch', 'Lets a request go to another server where its own is down.'],
  ['httpchk', 'Checks the health of servers with an HTTP request.'],
  ['tcplog', 'Logs connections with their times and states.'],
  ['log-health-checks', 'Logs each change of the health of a server.'],
];

/** Actions of rules that reverse proxies have most; there are more. */
export const actions: readonly string[] = [
  'set-header',
  'add-header',
  'del-header',
  'replace-header',
  'set-path',
  'replace-path',
  'redirect',
  'return',
  'deny',
  'set-var',
];

/** Tests of requests that reverse proxies have most; there are more. */
export const criteria: readonly string[] = [
  'path',
  'path_beg',
  'path_end',
  'path_dir',
  'path_sub',
  'path_reg',
  'url_beg',
  'hdr(host)',
  'hdr_beg(host)',
  'hdr_end(host)',
  'hdr(Upgrade)',
  'hdr(Connection)',
  'method',
  'src',
  'dst_port',
  'ssl_fc',
  'ssl_c_used',
  'ssl_c_verify',
  'req.body_size',
  'req.hdr(content-length)',
  'var(txn.name)',
];

/** What stands in most reverse proxies, the commonest first. */
export const usualKeywords =
  'http-request server bind acl use_backend timeout default_backend mode option log frontend backend balance http-response maxconn defaults global listen redirect default-server stick-table stick cookie compression errorfile http-check stats description tcp-request retries capture chroot user group daemon nbthread ssl-default-bind-ciphers ssl-default-bind-options tune.ssl.default-dh-param log-format monitor-uri http-after-response resolvers nameserver peers cache userlist';

/** The tests of the acls that HAProxy itself defines. */
export const aclData: Readonly<Record<string, string>> = {
  TRUE: 'always_true',
  FALSE: 'always_false',
  HTTP: 'req.proto_http',
  'HTTP_1.0': 'req.ver 1.0',
  'HTTP_1.1': 'req.ver 1.1',
  'HTTP_2.0': 'req.ver 2.0',
  HTTP_CONTENT: 'req.hdr_val(content-length) gt 0',
  HTTP_URL_ABS: 'url_reg ^[^/:]*://',
  HTTP_URL_SLASH: 'url_beg /',
  HTTP_URL_STAR: 'url *',
  LOCALHOST: 'src 127.0.0.1/8 ::1',
  METH_CONNECT: 'method CONNECT',
  METH_DELETE: 'method DELETE',
  METH_GET: 'method GET HEAD',
  METH_HEAD: 'method HEAD',
  METH_OPTIONS: 'method OPTIONS',
  METH_POST: 'method POST',
  METH_PUT: 'method PUT',
  METH_TRACE: 'method TRACE',
  REQ_CONTENT: 'req.len gt 0',
  WAIT_END: 'wait_end',
};

/** What headers are usually set to, by their names in small letters. */
export const headerData: Readonly<Record<string, string>> = {
  'x-forwarded-for': '%[src]',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': '%[req.hdr(Host)]',
  'x-forwarded-port': '%[dst_port]',
  'ssl-client-cert': '%[ssl_c_der,base64]',
};

/** Values of keywords that take one of a list. */
export const listData: Readonly<Record<string, readonly string[]>> = {
  balance: ['roundrobin', 'leastconn', 'source', 'first', 'static-rr', 'uri', 'random'],
  log: ['global', 'stdout', '127.0.0.1:514', '/dev/log'],
  'http-reuse': ['never', 'safe', 'aggressive', 'always'],
  'http-check': ['send', 'expect', 'connect', 'disable-on-404'],
  stats: ['enable', 'uri', 'refresh', 'auth', 'hide-version', 'socket'],
  redirect: ['scheme', 'location', 'prefix'],
  compression: ['algo', 'type', 'offload'],
  errorfile: ['400', '403', '408', '500', '502', '503', '504'],
  'stick-table': ['type ip', 'type string', 'type integer'],
};
