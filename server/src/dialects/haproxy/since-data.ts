/**
 * The first version of HAProxy that has a keyword from its first release on, of what came after 1.4: keywords and
 * sections, what follows `option`, and what follows `timeout`. Maintenance releases of an earlier version may have it
 * too. From the change log of HAProxy, and from its manuals of 1.4 to 2.2; what they leave open is left out.
 */
export const sinceData: readonly (readonly [
  version: string,
  keywords: string,
  options?: string,
  timeouts?: string,
])[] = [
  [
    '1.5',
    'compression http-response http-send-name-header log-format max-keep-alive-queue tcp-check tcp-response unique-id-format unique-id-header use-server peers peer ca-base crt-base cpu-map log-send-hostname max-spread-checks maxcompcpuusage maxcomprate maxconnrate maxsessrate maxsslconn maxsslrate maxzlibmem ssl-default-bind-ciphers ssl-default-server-ciphers ssl-server-verify tune.comp.maxlevel tune.http.cookielen tune.http.maxhdr tune.idletimer tune.pipesize tune.ssl.cachesize tune.ssl.default-dh-param tune.ssl.force-private-cache tune.ssl.lifetime tune.ssl.maxrecord unix-bind',
    'http-keep-alive pgsql-check prefer-last-server redis-check tcp-check',
    'client-fin server-fin tunnel',
  ],
  [
    '1.6',
    'declare email-alert external-check http-reuse load-server-state-from-file log-format-sd server-state-file-name mailers mailer resolvers nameserver hold 51degrees-cache-size 51degrees-data-file 51degrees-property-name-list 51degrees-property-separator deviceatlas-json-file deviceatlas-log-level deviceatlas-properties-cookie deviceatlas-separator lua-load server-state-base server-state-file ssl-default-bind-options ssl-default-server-options ssl-dh-param-file tune.buffers.limit tune.buffers.reserve tune.lua.forced-yield tune.lua.maxmem tune.lua.service-timeout tune.lua.session-timeout tune.lua.task-timeout tune.pattern.cache-size tune.ssl.ssl-ctx-cache-size tune.vars.global-max-size tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size',
    'external-check http-buffer-request http-ignore-probes',
  ],
  [
    '1.7',
    'filter hash-balance-factor noreuseport presetenv resetenv setenv unsetenv tune.recv_enough tune.vars.proc-max-size wurfl-cache-size wurfl-data-file wurfl-information-list',
    'spop-check',
  ],
  [
    '1.8',
    'dynamic-cookie-key server-template cache max-age accepted_payload_size hard-stop-after master-worker nbthread ssl-engine ssl-mode-async tune.h2.header-table-size tune.h2.initial-window-size tune.h2.max-concurrent-streams tune.http.logurilen tune.ssl.capture-cipherlist-size',
  ],
  [
    '1.9',
    'max-session-srv-conns max-object-size parse-resolv-conf busy-polling profiling.tasks ssl-default-bind-ciphersuites ssl-default-server-ciphersuites tune.runqueue-depth',
  ],
  [
    '2.0',
    'retry-on program command mworker-max-reloads noevports set-dumpable tune.fail-alloc tune.h2.max-frame-size tune.listener.multi-queue tune.pool-high-fd-ratio tune.pool-low-fd-ratio',
  ],
  [
    '2.1',
    'use-fcgi-app fcgi-app h1-case-adjust h1-case-adjust-file strict-limits',
    'h1-case-adjust-bogus-client h1-case-adjust-bogus-server',
  ],
  [
    '2.2',
    'errorfiles http-after-response http-error http-errors ring insecure-fork-wanted insecure-setuid-wanted issuers-chain-path localpeer lua-prepend-path pp2-never-send-local ssl-default-bind-curves ssl-load-extra-files ssl-skip-self-issued-ca tune.fd.edge-triggered tune.idle-pool.shared tune.sched.low-latency tune.ssl.keylog tune.vars.check-max-size zero-warning',
    'disable-h2-upgrade',
  ],
  [
    '2.3',
    'clitcpka-cnt clitcpka-idle clitcpka-intvl srvtcpka-cnt srvtcpka-idle srvtcpka-intvl log-forward dgram-bind ssl-load-extra-del-ext',
  ],
  [
    '2.4',
    'max-secondary-entries process-vary default-path expose-experimental-directives lua-load-per-thread numa-cpu-mapping set-var',
  ],
  [
    '2.5',
    'error-log-format h2-workaround-bogus-websocket-clients set-var-fmt thread-group thread-groups tune.ssl.capture-buffer-size',
    'httpslog',
  ],
  [
    '2.6',
    'close-spread-time cluster-secret fd-hard-limit httpclient.resolvers.id httpclient.resolvers.prefer httpclient.ssl.ca-file httpclient.ssl.verify no-memory-trimming ssl-propquery ssl-provider ssl-provider-path tune.ssl.hard-maxrecord',
    'http-restrict-req-hdr-names idle-close-on-response',
  ],
  ['3.0', 'crt-store'],
  ['3.1', 'log-profile'],
  ['3.2', 'acme'],
];
