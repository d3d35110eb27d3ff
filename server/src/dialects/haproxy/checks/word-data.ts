/**
 * Words that HAProxy 2.6.12 knows (measured), as its own checks know them.
 */

function words(text: string): readonly string[] {
  return text.split(' ');
}

/** Keywords of defaults, frontend, listen and backend. */
export const proxyKeywords = words(
  'acl backlog balance bind bind-process capture clitcpka-cnt clitcpka-idle clitcpka-intvl compression cookie declare default-server default_backend description disabled dispatch dynamic-cookie-key email-alert enabled error-log-format errorfile errorfiles errorloc errorloc302 errorloc303 external-check filter force-persist fullconn hash-balance-factor hash-type http-after-response http-check http-error http-request http-response http-reuse http-send-name-header id ignore-persist load-server-state-from-file log log-format log-format-sd log-tag max-keep-alive-queue max-session-srv-conns maxconn mode monitor monitor-uri option persist rate-limit redirect retries retry-on server server-state-file-name server-template source srvtcpka-cnt srvtcpka-idle srvtcpka-intvl stats stick stick-table tcp-check tcp-request tcp-response timeout transparent unique-id-format unique-id-header use-fcgi-app use-server use_backend',
);

/** Keywords of such sections that HAProxy refuses since 2.1 or earlier. */
export const removedKeywords = words(
  'appsession block cliexp clitimeout contimeout grace monitor-net redisp redispatch reqadd reqallow reqdel reqdeny reqiallow reqidel reqideny reqipass reqirep reqitarpit reqpass reqrep reqtarpit rspadd rspdel rspdeny rspidel rspideny rspirep rsprep srvexp srvtimeout',
);

/** Keywords of the global section. */
export const globalKeywords = words(
  '51degrees-cache-size 51degrees-data-file 51degrees-property-name-list 51degrees-property-separator busy-polling ca-base chroot close-spread-time cluster-secret cpu-map crt-base daemon debug default-path description deviceatlas-json-file deviceatlas-log-level deviceatlas-properties-cookie deviceatlas-separator expose-experimental-directives external-check fd-hard-limit gid grace group h1-accept-payload-with-any-method h1-case-adjust h1-case-adjust-file h2-workaround-bogus-websocket-clients hard-stop-after httpclient.resolvers.id httpclient.resolvers.prefer httpclient.ssl.ca-file httpclient.ssl.verify insecure-fork-wanted insecure-setuid-wanted issuers-chain-path localpeer log log-send-hostname log-tag lua-load lua-load-per-thread lua-prepend-path master-worker max-spread-checks maxcompcpuusage maxcomprate maxconn maxconnrate maxpipes maxsessrate maxsslconn maxsslrate maxzlibmem mworker-max-reloads nbthread no-memory-trimming node noepoll noevports nogetaddrinfo nokqueue nopoll noreuseport nosplice numa-cpu-mapping pidfile pp2-never-send-local presetenv profiling.tasks quiet resetenv server-state-base server-state-file set-dumpable set-var set-var-fmt setenv spread-checks ssl-default-bind-ciphers ssl-default-bind-ciphersuites ssl-default-bind-curves ssl-default-bind-options ssl-default-server-ciphers ssl-default-server-ciphersuites ssl-default-server-options ssl-dh-param-file ssl-engine ssl-load-extra-del-ext ssl-load-extra-files ssl-mode-async ssl-propquery ssl-provider ssl-provider-path ssl-server-verify ssl-skip-self-issued-ca stats strict-limits thread-group thread-groups tune.buffers.limit tune.buffers.reserve tune.bufsize tune.comp.maxlevel tune.fail-alloc tune.fd.edge-triggered tune.h2.header-table-size tune.h2.initial-window-size tune.h2.max-concurrent-streams tune.h2.max-frame-size tune.http.cookielen tune.http.logurilen tune.http.maxhdr tune.idle-pool.shared tune.idletimer tune.listener.multi-queue tune.lua.forced-yield tune.lua.maxmem tune.lua.service-timeout tune.lua.session-timeout tune.lua.task-timeout tune.maxaccept tune.maxpollevents tune.maxrewrite tune.pattern.cache-size tune.peers.max-updates-at-once tune.pipesize tune.pool-high-fd-ratio tune.pool-low-fd-ratio tune.rcvbuf.client tune.rcvbuf.server tune.recv_enough tune.runqueue-depth tune.sched.low-latency tune.sndbuf.client tune.sndbuf.server tune.ssl.cachesize tune.ssl.capture-buffer-size tune.ssl.capture-cipherlist-size tune.ssl.default-dh-param tune.ssl.force-private-cache tune.ssl.hard-maxrecord tune.ssl.keylog tune.ssl.lifetime tune.ssl.maxrecord tune.ssl.ssl-ctx-cache-size tune.vars.check-max-size tune.vars.global-max-size tune.vars.proc-max-size tune.vars.reqres-max-size tune.vars.sess-max-size tune.vars.txn-max-size uid ulimit-n unix-bind unsetenv user wurfl-cache-size wurfl-data-file wurfl-information-list zero-warning',
);

/** Keywords of the other sections. */
export const otherKeywords: Readonly<Record<string, readonly string[]>> = {
  peers: words('bind default-bind default-server disabled enabled log peer server shards table'),
  resolvers: words(
    'accepted_payload_size hold nameserver parse-resolv-conf resolution_pool_size resolve_retries timeout',
  ),
  userlist: words('group user'),
  cache: words('max-age max-object-size max-secondary-entries process-vary total-max-size'),
  program: words('command group option user'),
  mailers: words('mailer timeout'),
  'http-errors': words('errorfile'),
  'fcgi-app': words('acl docroot index log-stderr option pass-header path-info set-param'),
  'log-forward': words('backlog bind dgram-bind log log-steps maxconn option timeout'),
  ring: words('backing-file description format maxlen server size timeout'),
};

/** Proxy keywords that HAProxy refuses in a section; `anonymous` is a defaults section without a name. */
export const refusedIn: Readonly<Record<string, readonly string[]>> = {
  defaults: words(
    'bind declare description dispatch filter force-persist id ignore-persist monitor redirect server server-template stick stick-table use-fcgi-app use-server use_backend',
  ),
  anonymous: words('acl http-after-response http-request http-response tcp-request tcp-response'),
  frontend: words('default-server server server-template use-fcgi-app'),
  backend: words('declare'),
};

/** Proxy keywords that HAProxy warns of and ignores in a section. */
export const ignoredIn: Readonly<Record<string, readonly string[]>> = {
  frontend: words(
    'balance cookie dispatch dynamic-cookie-key force-persist fullconn hash-type http-check http-reuse http-send-name-header ignore-persist load-server-state-from-file retries server-state-file-name source stick tcp-check use-server',
  ),
  backend: words(
    'backlog bind capture default_backend max-session-srv-conns maxconn monitor monitor-uri use_backend',
  ),
};

/** Keywords of such sections that HAProxy takes without an argument; of all others it expects one at least. */
export const bareKeywords = words(
  'balance bind-process default-server disabled enabled server-state-file-name transparent',
);

/** Keywords of which it expects more. */
export const leastArguments: Readonly<Record<string, number>> = {
  acl: 2,
  errorfile: 2,
  errorloc: 2,
  errorloc302: 2,
  errorloc303: 2,
  server: 2,
  'server-template': 3,
  timeout: 2,
};

/** What may follow keywords that are nothing by themselves. */
export const secondWords: Readonly<Record<string, readonly string[]>> = {
  capture: words('cookie request response'),
  compression: words('algo offload type'),
  'email-alert': words('from level mailers myhostname to'),
  'http-check': words(
    'comment connect disable-on-404 expect send send-state set-var set-var-fmt unset-var',
  ),
  'rate-limit': words('sessions'),
  stats: words(
    'admin auth enable hide-version http-request realm refresh scope show-desc show-legends show-modules show-node uri',
  ),
  stick: words('match on store-request store-response'),
  'tcp-check': words(
    'comment connect expect send send-binary send-binary-lf send-lf set-var set-var-fmt unset-var',
  ),
  'tcp-request': words('connection content inspect-delay session'),
  'tcp-response': words('content inspect-delay'),
};

/** What may follow `option`. */
export const optionNames = words(
  'abortonclose accept-invalid-http-request accept-invalid-http-response allbackups checkcache clitcpka contstats disable-h2-upgrade dontlog-normal dontlognull external-check forwardfor h1-case-adjust-bogus-client h1-case-adjust-bogus-server http-buffer-request http-ignore-probes http-keep-alive http-no-delay http-pretend-keepalive http-restrict-req-hdr-names http-server-close http-use-proxy-header httpchk httpclose httplog httpslog idle-close-on-response independent-streams ldap-check log-health-checks log-separate-errors logasap mysql-check nolinger originalto persist pgsql-check prefer-last-server redis-check redispatch smtpchk socket-stats splice-auto splice-request splice-response spop-check srvtcpka ssl-hello-chk tcp-check tcp-smart-accept tcp-smart-connect tcpka tcplog transparent',
);

/** Actions of rules; a rule of several words is named by them. An argument in parentheses may follow. */
export const actionNames: Readonly<Record<string, readonly string[]>> = {
  'tcp-request connection': words(
    'accept capture expect-netscaler-cip expect-proxy reject sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 set-dst set-dst-port set-mark set-src set-src-port set-tos set-var set-var-fmt silent-drop track-sc unset-var',
  ),
  'tcp-request session': words(
    'accept reject sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 set-dst set-dst-port set-mark set-src set-src-port set-tos set-var set-var-fmt silent-drop track-sc unset-var',
  ),
  'tcp-request content': words(
    'accept capture do-resolve ot-group reject sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 send-spoe-group set-dst set-dst-port set-log-level set-mark set-nice set-priority-class set-priority-offset set-src set-src-port set-tos set-var set-var-fmt silent-drop switch-mode track-sc unset-var use-service',
  ),
  'tcp-response content': words(
    'accept close ot-group reject sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 send-spoe-group set-log-level set-mark set-nice set-tos set-var set-var-fmt silent-drop unset-var',
  ),
  'http-request': words(
    'add-acl add-header allow auth cache-use capture del-acl del-header del-map deny disable-l7-retry do-resolve early-hint normalize-uri ot-group redirect reject replace-header replace-path replace-pathq replace-uri replace-value return sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 send-spoe-group set-dst set-dst-port set-header set-log-level set-map set-mark set-method set-nice set-path set-pathq set-priority-class set-priority-offset set-query set-src set-src-port set-timeout set-tos set-uri set-var set-var-fmt silent-drop strict-mode tarpit track-sc unset-var use-service wait-for-body wait-for-handshake',
  ),
  'http-response': words(
    'add-acl add-header allow cache-store capture del-acl del-header del-map deny ot-group redirect replace-header replace-value return sc-inc-gpc sc-inc-gpc0 sc-inc-gpc1 sc-set-gpt sc-set-gpt0 send-spoe-group set-header set-log-level set-map set-mark set-nice set-status set-tos set-var set-var-fmt silent-drop strict-mode track-sc unset-var wait-for-body',
  ),
  'http-after-response': words(
    'add-header allow capture del-header ot-group replace-header replace-value set-header set-status set-var set-var-fmt strict-mode unset-var',
  ),
};

/** How many words follow an action before its condition. */
export const wordsOfActions: Readonly<Record<string, number>> = {
  'add-header': 2,
  'set-header': 2,
  'del-header': 1,
  'early-hint': 2,
  'strict-mode': 1,
  'replace-header': 3,
  'replace-value': 3,
  'replace-path': 2,
  'replace-pathq': 2,
  'replace-uri': 2,
  'set-path': 1,
  'set-pathq': 1,
  'set-query': 1,
  'set-uri': 1,
  'set-method': 1,
  'set-log-level': 1,
  'set-nice': 1,
  'set-mark': 1,
  'set-tos': 1,
  'use-service': 1,
  'cache-use': 1,
  'cache-store': 1,
  allow: 0,
  reject: 0,
  'disable-l7-retry': 0,
};

/** Variables of formats. */
export const formatVariables = words(
  'o B CC CS H HM HP HPO HQ HU HV ID ST T Ta Tc Td TR Th Ti Tl Tq Tr Ts Tt Tu Tw U ac b bc bi bp bq ci cp f fc fi fp ft hr hrl hs hsl lc ms pid r rc rt s sc si sp sq sslc sslv t tr trg trl ts tsc',
);

/** Parameters of `bind` after the address, by how many words follow each; what stands under `rest` takes the rest of the line. */
export const bindParameters = {
  one: words(
    'accept-netscaler-cip alpn backlog ca-file ca-ignore-err ca-sign-file ca-sign-pass ca-verify-file ciphers ciphersuites crl-file crt crt-ignore-err crt-list curves ecdhe expose-fd gid group id interface level maxconn mode mss name namespace nice npn process proto severity-output shards ssl-max-ver ssl-min-ver tcp-ut thread tls-ticket-keys uid user verify',
  ),
  none: words(
    'accept-proxy allow-0rtt defer-accept force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 generate-certificates no-ca-names no-sslv3 no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 prefer-client-ciphers ssl strict-sni tfo transparent v4v6 v6only',
  ),
};

/** The same for `server` after the address, and for `default-server`. */
export const serverParameters = {
  one: words(
    'addr agent-addr agent-inter agent-port agent-send alpn ca-file check-alpn check-proto check-sni ciphers ciphersuites cookie crl-file crt downinter error-limit fall fastinter id init-addr inter log-proto max-reuse maxconn maxqueue minconn namespace npn observe on-error on-marked-down on-marked-up pool-low-conn pool-max-conn pool-purge-delay port proto proxy-v2-options redir resolve-net resolve-opts resolve-prefer resolvers rise slowstart sni socks4 ssl-max-ver ssl-min-ver tcp-ut track verify verifyhost weight ws',
  ),
  none: words(
    'agent-check allow-0rtt backup check check-send-proxy check-ssl check-via-socks4 disabled enabled force-sslv3 force-tlsv10 force-tlsv11 force-tlsv12 force-tlsv13 no-agent-check no-backup no-check no-check-send-proxy no-check-ssl no-send-proxy no-send-proxy-v2 no-send-proxy-v2-ssl no-send-proxy-v2-ssl-cn no-ssl no-ssl-reuse no-sslv3 no-tfo no-tls-tickets no-tlsv10 no-tlsv11 no-tlsv12 no-tlsv13 non-stick send-proxy send-proxy-v2 send-proxy-v2-ssl send-proxy-v2-ssl-cn ssl ssl-reuse stick tfo tls-tickets usesrc',
  ),
  rest: words('source'),
};

/** Sample fetches, and the criteria that stand for one with a matching method, by their arguments as those of `converters`. */
export const fetches: readonly (readonly [args: string, names: string])[] = [
  [
    '',
    'always_false always_true base base32 base_beg base_dir base_dom base_end base_len base_reg base_sub baseq bc_dst bc_dst_port bc_err bc_err_str bc_http_major bc_src bc_src_port be_id be_name be_server_timeout be_tunnel_timeout capture.req.method capture.req.uri capture.req.ver capture.res.ver cpu_calls cpu_ns_avg cpu_ns_tot cur_server_timeout cur_tunnel_timeout date_us dst dst_conn dst_is_local dst_port fc_dst fc_dst_is_local fc_dst_port fc_err fc_err_str fc_http_major fc_pp_authority fc_pp_unique_id fc_rcvd_proxy fc_src fc_src_is_local fc_src_port fcgi.docroot fcgi.index fe_client_timeout fe_defbe fe_id fe_name hostname http_auth_pass http_auth_type http_auth_user http_first_req internal.htx.data internal.htx.free internal.htx.free_data internal.htx.has_eom internal.htx.nbblks internal.htx.size internal.htx.used internal.strm.is_htx last_rule_file last_rule_line lat_ns_avg lat_ns_tot method nbproc path path_beg path_dir path_dom path_end path_len path_reg path_sub pathq prio_class prio_offset proc query rep_ssl_hello_type req.body req.body_len req.body_size req.hdrs req.hdrs_bin req.len req.proto_http req.ssl_alpn req.ssl_ec_ext req.ssl_hello_type req.ssl_sni req.ssl_st_ext req.ssl_ver req.ver req_len req_proto_http req_ssl_hello_type req_ssl_sni req_ssl_ver req_ver res.body res.body_len res.body_size res.cache_hit res.cache_name res.comp res.comp_algo res.hdrs res.hdrs_bin res.len res.ssl_hello_type res.ver resp_ver so_id so_name src src_is_local src_port srv_id srv_name ssl_bc ssl_bc_alg_keysize ssl_bc_alpn ssl_bc_cipher ssl_bc_client_random ssl_bc_err ssl_bc_err_str ssl_bc_is_resumed ssl_bc_npn ssl_bc_protocol ssl_bc_server_random ssl_bc_session_id ssl_bc_session_key ssl_bc_unique_id ssl_bc_use_keysize ssl_c_ca_err ssl_c_ca_err_depth ssl_c_chain_der ssl_c_der ssl_c_err ssl_c_key_alg ssl_c_notafter ssl_c_notbefore ssl_c_serial ssl_c_sha1 ssl_c_sig_alg ssl_c_used ssl_c_verify ssl_c_version ssl_f_der ssl_f_key_alg ssl_f_notafter ssl_f_notbefore ssl_f_serial ssl_f_sha1 ssl_f_sig_alg ssl_f_version ssl_fc ssl_fc_alg_keysize ssl_fc_alpn ssl_fc_cipher ssl_fc_cipherlist_xxh ssl_fc_client_early_traffic_secret ssl_fc_client_handshake_traffic_secret ssl_fc_client_random ssl_fc_client_traffic_secret_0 ssl_fc_early_exporter_secret ssl_fc_ecformats_bin ssl_fc_err ssl_fc_err_str ssl_fc_exporter_secret ssl_fc_has_crt ssl_fc_has_early ssl_fc_has_sni ssl_fc_is_resumed ssl_fc_npn ssl_fc_protocol ssl_fc_protocol_hello_id ssl_fc_server_handshake_traffic_secret ssl_fc_server_random ssl_fc_server_traffic_secret_0 ssl_fc_session_id ssl_fc_session_key ssl_fc_sni ssl_fc_sni_end ssl_fc_sni_reg ssl_fc_unique_id ssl_fc_use_keysize ssl_s_chain_der ssl_s_der ssl_s_key_alg ssl_s_notafter ssl_s_notbefore ssl_s_serial ssl_s_sha1 ssl_s_sig_alg ssl_s_version status stopping thread unique-id url url32 url_beg url_dir url_dom url_end url_ip url_len url_port url_reg url_sub wait_end',
  ],
  [
    '?i',
    'rand ssl_fc_cipherlist_bin ssl_fc_cipherlist_hex ssl_fc_cipherlist_str ssl_fc_eclist_bin ssl_fc_extlist_bin uuid',
  ],
  ['?is', 'date'],
  [
    '?s',
    'avg_queue be_conn be_conn_free be_sess_rate bin bool connslots cook cook_beg cook_cnt cook_dir cook_dom cook_end cook_len cook_reg cook_sub cook_val cookie env fc_fackets fc_lost fc_reordering fc_retrans fc_rtt fc_rttvar fc_sacked fc_unacked fe_conn fe_req_rate fe_sess_rate hdr_cnt http_auth_bearer internal.htx_blk.data internal.htx_blk.hdrname internal.htx_blk.hdrval internal.htx_blk.size internal.htx_blk.start_line internal.htx_blk.type meth nbsrv queue rdp_cookie rdp_cookie_cnt req.body_param req.cook req.cook_cnt req.cook_val req.fhdr_cnt req.hdr_cnt req.hdr_names req.rdp_cookie req.rdp_cookie_cnt req_rdp_cookie req_rdp_cookie_cnt res.cook res.cook_cnt res.cook_val res.fhdr_cnt res.hdr_cnt res.hdr_names sc0_bytes_in_rate sc0_bytes_out_rate sc0_clr_gpc0 sc0_clr_gpc1 sc0_conn_cnt sc0_conn_cur sc0_conn_rate sc0_get_gpc0 sc0_get_gpc1 sc0_get_gpt0 sc0_gpc0_rate sc0_gpc1_rate sc0_http_err_cnt sc0_http_err_rate sc0_http_fail_cnt sc0_http_fail_rate sc0_http_req_cnt sc0_http_req_rate sc0_inc_gpc0 sc0_inc_gpc1 sc0_kbytes_in sc0_kbytes_out sc0_sess_cnt sc0_sess_rate sc0_tracked sc0_trackers sc1_bytes_in_rate sc1_bytes_out_rate sc1_clr_gpc0 sc1_clr_gpc1 sc1_conn_cnt sc1_conn_cur sc1_conn_rate sc1_get_gpc0 sc1_get_gpc1 sc1_get_gpt0 sc1_gpc0_rate sc1_gpc1_rate sc1_http_err_cnt sc1_http_err_rate sc1_http_fail_cnt sc1_http_fail_rate sc1_http_req_cnt sc1_http_req_rate sc1_inc_gpc0 sc1_inc_gpc1 sc1_kbytes_in sc1_kbytes_out sc1_sess_cnt sc1_sess_rate sc1_tracked sc1_trackers sc2_bytes_in_rate sc2_bytes_out_rate sc2_clr_gpc0 sc2_clr_gpc1 sc2_conn_cnt sc2_conn_cur sc2_conn_rate sc2_get_gpc0 sc2_get_gpc1 sc2_get_gpt0 sc2_gpc0_rate sc2_gpc1_rate sc2_http_err_cnt sc2_http_err_rate sc2_http_fail_cnt sc2_http_fail_rate sc2_http_req_cnt sc2_http_req_rate sc2_inc_gpc0 sc2_inc_gpc1 sc2_kbytes_in sc2_kbytes_out sc2_sess_cnt sc2_sess_rate sc2_tracked sc2_trackers scook scook_beg scook_cnt scook_dir scook_dom scook_end scook_len scook_reg scook_sub scook_val shdr_cnt src_bytes_in_rate src_bytes_out_rate src_clr_gpc0 src_clr_gpc1 src_conn_cnt src_conn_cur src_conn_rate src_get_gpc0 src_get_gpc1 src_get_gpt0 src_gpc0_rate src_gpc1_rate src_http_err_cnt src_http_err_rate src_http_fail_cnt src_http_fail_rate src_http_req_cnt src_http_req_rate src_inc_gpc0 src_inc_gpc1 src_kbytes_in src_kbytes_out src_sess_cnt src_sess_rate src_updt_conn_cnt str table_avl table_cnt',
  ],
  [
    '?si',
    'distcc_body distcc_param hdr hdr_beg hdr_dir hdr_dom hdr_end hdr_ip hdr_len hdr_reg hdr_sub hdr_val req.fhdr req.hdr req.hdr_ip req.hdr_val res.fhdr res.hdr res.hdr_ip res.hdr_val shdr shdr_beg shdr_dir shdr_dom shdr_end shdr_ip shdr_len shdr_reg shdr_sub shdr_val',
  ],
  ['?sis', 'ssl_c_i_dn ssl_c_s_dn ssl_f_i_dn ssl_f_s_dn ssl_s_i_dn ssl_s_s_dn'],
  [
    '?ss',
    'url_param urlp urlp_beg urlp_dir urlp_dom urlp_end urlp_len urlp_reg urlp_sub urlp_val var',
  ],
  ['i', 'capture.req.hdr capture.res.hdr int'],
  [
    'i?s',
    'sc1_clr_gpc sc_bytes_in_rate sc_bytes_out_rate sc_clr_gpc0 sc_clr_gpc1 sc_conn_cnt sc_conn_cur sc_conn_rate sc_get_gpc0 sc_get_gpc1 sc_get_gpt0 sc_gpc0_rate sc_gpc1_rate sc_http_err_cnt sc_http_err_rate sc_http_fail_cnt sc_http_fail_rate sc_http_req_cnt sc_http_req_rate sc_inc_gpc0 sc_inc_gpc1 sc_kbytes_in sc_kbytes_out sc_sess_cnt sc_sess_rate sc_tracked sc_trackers',
  ],
  ['ii', 'payload req.payload res.payload'],
  [
    'ii?s',
    'payload_lv req.payload_lv res.payload_lv sc_clr_gpc sc_get_gpc sc_get_gpt sc_gpc_rate sc_inc_gpc',
  ],
  ['is', 'src_clr_gpc src_get_gpc src_get_gpt src_gpc_rate src_inc_gpc'],
  [
    's',
    'http_auth http_auth_group ipv4 ipv6 srv_conn srv_conn_free srv_is_up srv_iweight srv_queue srv_sess_rate srv_uweight srv_weight',
  ],
];

/**
 * Converters by their arguments: `i` for a number and `s` for any other, those behind the question mark need not be
 * there (measured on 2.6.12).
 */
export const converters: readonly (readonly [args: string, names: string])[] = [
  [
    '',
    'b64dec base64 bool cpl cut_crlf even fix_is_valid hex hex2i host_only htonl length lower mqtt_is_valid nbsrv neg not odd port_only sha1 srv_queue ub64dec ub64enc upper',
  ],
  ['?i', 'crc32 crc32c djb2 sdbm sha2 url_dec wt6 xxh3 xxh32 xxh64'],
  ['?is', 'http_date'],
  ['?ss', 'debug jwt_header_query jwt_payload_query'],
  ['i', 'capture-req capture-res'],
  ['i?i', 'bytes'],
  ['is', 'table_gpc table_gpc_rate table_gpt'],
  ['is?i', 'field word'],
  ['isss', 'aes_gcm_dec'],
  [
    's',
    'add and digest div fix_tag_value in_table json ltrim mod mul or rtrim secure_memcmp strcmp sub table_bytes_in_rate table_bytes_out_rate table_conn_cnt table_conn_cur table_conn_rate table_gpc0 table_gpc0_rate table_gpc1 table_gpc1_rate table_gpt0 table_http_err_cnt table_http_err_rate table_http_fail_cnt table_http_fail_rate table_http_req_cnt table_http_req_rate table_kbytes_in table_kbytes_out table_server_id table_sess_cnt table_sess_rate table_trackers unset-var url_enc xor',
  ],
  [
    's?i',
    'ltime map_beg_int map_dir_int map_dom_int map_end_int map_int_int map_ip_int map_reg_int map_str_int map_sub_int table_expire table_idle utime',
  ],
  ['s?ii', 'be2dec be2hex'],
  [
    's?s',
    'ipmask json_query language map map_beg map_beg_ip map_dir map_dir_ip map_dom map_dom_ip map_end map_end_ip map_int map_int_ip map_ip map_ip_ip map_reg map_reg_ip map_regm map_str map_str_ip map_sub map_sub_ip protobuf ungrpc',
  ],
  ['s?ss', 'concat'],
  ['s?ssss', 'set-var'],
  ['ss', 'hmac iif jwt_verify mqtt_field_value'],
  ['ss?s', 'add_item regsub'],
];

/** Words of versions after 2.6 that come near to one of 2.6, or are common. */
export const laterWords = words(
  'algo-req algo-res direction minsize-req minsize-res type-req type-res guid log-steps hash-preserve-affinity quic-initial bc_rtt bc_rttvar bc_glitches fc_glitches bc_nb_streams fc_nb_streams bc_lost bc_reordering bc_retrans bc_sacked bc_unacked bc_settings_streams_limit fc_settings_streams_limit forwarded http-drop-request-trailers http-drop-response-trailers accept-unsafe-violations-in-http-request accept-unsafe-violations-in-http-response sigalgs client-sigalgs ocsp-update init-state idle-ping pool-conn-name check-reuse-pool check-pool-conn-name set-proxy-v2-tlv-fmt strict-maxconn hash-key default-crt nbconn quic-socket quic-cc-algo set-bc-mark set-bc-tos set-fc-mark set-fc-tos set-headers-bin add-headers-bin set-retries pause do-log set-client-timeout le2dec le2hex act_conn ssl_bc_sni ssl_f_ski',
);

/** Options that HAProxy warns of and ignores in a section. */
export const ignoredOptionsIn: Readonly<Record<string, readonly string[]>> = {
  frontend: words(
    'abortonclose accept-invalid-http-response allbackups checkcache h1-case-adjust-bogus-server http-pretend-keepalive httpchk ldap-check log-health-checks mysql-check persist pgsql-check prefer-last-server redis-check redispatch smtpchk spop-check srvtcpka ssl-hello-chk tcp-check tcp-smart-connect transparent',
  ),
  backend: words(
    'accept-invalid-http-request clitcpka contstats disable-h2-upgrade dontlog-normal dontlognull h1-case-adjust-bogus-client http-ignore-probes http-use-proxy-header httplog httpslog idle-close-on-response log-separate-errors logasap socket-stats tcp-smart-accept tcplog',
  ),
};

/** Timeouts that HAProxy warns of and ignores in a section. */
export const ignoredTimeoutsIn: Readonly<Record<string, readonly string[]>> = {
  frontend: words('connect server tunnel queue check server-fin'),
  backend: words('client client-fin'),
};
