/**
 * What came to httpd in which version since 2.3: by a bare version, the directives, and the modules whose directives
 * came with them; by a version and a thing (Markdown), the directives that have learnt it. Facts of the manual of
 * httpd 2.4 and of its list of changes; a directive that neither says anything of is left out.
 */
export const sinceData: Readonly<Record<string, string>> = {
  '2.3':
    'mod_allowmethods mod_auth_form mod_authn_socache mod_buffer mod_heartbeat mod_heartmonitor mod_lbmethod_heartbeat mod_privileges mod_reflector mod_request mod_sed mod_session mod_session_cookie mod_session_crypto mod_session_dbd mod_watchdog AuthLDAPMaxSubGroupDepth AuthLDAPSubGroupAttribute AuthLDAPSubGroupClass RequireAll RequireAny RequireNone AuthMerging AuthzProviderAlias LuaHookTranslateName LuaHookCheckUserID LuaHookAuthChecker LuaHookAccessChecker',
  '2.3.3': 'CacheQuickHandler ProxyFtpListOnWildcard ProxyFtpEscapeWildcards',
  '2.3.4': 'Mutex',
  '2.3.5': 'LDAPTimeout',
  '2.3.6':
    'IncludeOptional AuthLDAPAuthorizePrefix AuthLDAPInitialBindAsUser AuthLDAPInitialBindPattern AuthLDAPCompareAsUser AuthLDAPSearchAsUser',
  '2.3.9':
    'Error CacheHeader CacheDetailHeader CacheKeyBaseURL CacheStaleOnError ProxySourceAddress MaxConnectionsPerChild ErrorLogFormat SetEnvIfExpr',
  '2.3.10': 'IndexIgnoreReset ProxyAddHeaders',
  '2.3.11':
    'AuthzSendForbiddenOnFailure SSLOCSPResponseTimeSkew SSLOCSPResponseMaxAge SSLOCSPResponderTimeout AuthnCacheProvideFor',
  '2.3.12': 'LDAPConnectionPoolTTL',
  '2.3.13':
    'mod_proxy_express AsyncRequestWorkerFactor SSILegacyExprParser BalancerGrowth MaxRequestWorkers',
  '2.3.14': 'mod_log_debug DirectoryIndexRedirect',
  '2.3.15': 'MaxRanges MaxRangeOverlaps MaxRangeReversals AuthnCacheEnable',
  '2.4':
    'mod_authz_dbd mod_proxy_html mod_remoteip mod_xml2enc LuaInherit SSLSessionTicketKeyFile AllowOverrideList LDAPLibraryDebug If ElseIf Else',
  '2.4.2': 'DefaultRuntimeDir',
  '2.4.3': 'LuaAuthzProvider SSLCompression',
  '2.4.4': 'BalancerPersist SSLSRPVerifierFile SSLSRPUnknownUserSeed',
  '2.4.5':
    'mod_macro AuthBasicFake CacheSocache CacheSocacheMaxTime CacheSocacheMinTime CacheSocacheMaxSize CacheSocacheReadSize CacheSocacheReadTime LuaInputFilter LuaOutputFilter ProxyPassInherit BalancerInherit SSLProxyCheckPeerName LuaMapHandler LuaCodeCache',
  '2.4.7': 'AuthBasicUseDigestAlgorithm',
  '2.4.8': 'DirectoryCheckHandler SSLOpenSSLConfCmd',
  '2.4.10':
    'mod_authnz_fcgi CGIDScriptTimeout DeflateInflateLimitRequestBody DeflateInflateRatioLimit DeflateInflateRatioBurst SSLOCSPUseRequestNonce',
  '2.4.11': 'MergeTrailers SSLSessionTickets SubstituteMaxLineLength',
  '2.4.13': 'CGIPassAuth LogIOTrackTTFB',
  '2.4.17':
    'mod_http2 Protocols ProtocolsHonorOrder MemcacheConnTTL SubstituteInheritBefore ListenCoresBucketsRatio',
  '2.4.18':
    'QualifyRedirectURL H2Push H2PushPriority H2ModernTLSOnly H2TLSWarmUpSize H2TLSCoolDownSecs',
  '2.4.19': 'H2PushDiarySize GlobalLog SSLOCSPProxyURL',
  '2.4.21': 'mod_proxy_hcheck CGIVar',
  '2.4.24': 'HttpProtocolOptions RegisterHttpMethod H2CopyFiles H2PushResource H2EarlyHints',
  '2.4.26':
    'mod_brotli ProxyFCGIBackendType ProxyFCGISetEnvIf SSLOCSPNoverify SSLOCSPResponderCertificateFile',
  '2.4.27': 'ReadBufferSize',
  '2.4.30':
    'RegexDefaultOptions MDomain MDomainSet MDCertificateAgreement MDCertificateAuthority MDCertificateProtocol MDDriveMode MDHttpProxy MDMember MDMembers MDMustStaple MDNotifyCmd MDPortMap MDPrivateKeys MDRenewWindow MDRequireHttps MDStoreDir MDCAChallenges',
  '2.4.31': 'RemoteIPProxyProtocol RemoteIPProxyProtocolExceptions',
  '2.4.34': 'IfFile IfDirective IfSection',
  '2.4.39': 'MergeSlashes H2Padding RedisConnPoolTTL RedisTimeout',
  '2.4.40': 'Proxy100Continue MDCertificateFile MDCertificateKeyFile MDMessageCmd MDWarnWindow',
  '2.4.41': 'SessionExpiryUpdateInterval',
  '2.4.42':
    'MDStapling MDStapleOthers MDStaplingKeepResponse MDStaplingRenewWindow MDCertificateCheck MDActivationDelay MDContactEmail CookieSecure CookieHTTPOnly CookieSameSite',
  '2.4.47': 'FlushMaxPipelined FlushMaxThreshold',
  '2.4.48': 'H2OutputBuffering ProxyWebsocketFallbackToProxyHttp',
  '2.4.49': 'StrictHostCheck',
  '2.4.50': 'CheckBasenameMatch',
  '2.4.52': 'MDExternalAccountBinding',
  '2.4.54': 'MDRetryDelay MDRetryFailover',
  '2.4.55': 'DavLockDiscovery H2StreamTimeout MDStoreLocks',
  '2.4.58':
    'RedirectRelative AliasPreservePath DavBasePath DeflateAlterETag H2MaxDataFrameLen H2EarlyHint H2WebSockets H2ProxyRequests MDChallengeDns01Version MDMatchNames',
  '2.4.59': 'CGIScriptTimeout',
  '2.4.60': 'UNCList',
  '2.3.3 in directory context': 'ProxyPreserveHost',
  '2.3.6 for single modules and folders': 'LogLevel',
  '2.3.6 for wildcards in folders': 'Include',
  '2.3.9 for the default `Off`': 'EnableSendfile',
  '2.3.11 for the default `FollowSymlinks`': 'Options',
  '2.3.12 for `NoDecode`': 'AllowEncodedSlashes',
  '2.3.15 for the default `MTime Size`': 'FileETag',
  '2.3.15 for a third argument':
    'LuaHookTranslateName LuaHookCheckUserID LuaHookAuthChecker LuaHookAccessChecker',
  '2.4.4 for `disabled`': 'FallbackResource',
  '2.4.4 for expressions':
    'AuthFormLoginRequiredLocation AuthFormLoginSuccessLocation AuthFormLogoutLocation',
  '2.4.5 for `exec:`': 'AuthLDAPBindPassword',
  '2.4.7 for `unix:` targets': 'ProxyPass',
  '2.4.7 for `setifempty`': 'RequestHeader Header',
  '2.4.7 for arguments of the provider': 'AuthnCacheSOCache',
  '2.4.7 for `default`': 'LDAPReferrals',
  '2.4.10 for `expr=`': 'RequestHeader Header',
  '2.4.10 for session tickets': 'SSLSessionCacheTimeout',
  '2.4.13 for the name of a header': 'ProxySCGIInternalRedirect',
  '2.4.19 for an expression': 'SetHandler',
  '2.4.21 for flags': 'SSLCARevocationCheck',
  '2.4.26 for conditions in one another': 'If ElseIf Else',
  '2.4.29 for options of the type': 'RewriteMap',
  '2.4.29 for `no_ocsp_for_cert_ok`': 'SSLOCSPEnable',
  '2.4.30 for a missing file without wildcards': 'IncludeOptional',
  '2.4.30 in a proxy section':
    'SSLProxyMachineCertificatePath SSLProxyMachineCertificateFile SSLProxyMachineCertificateChainFile SSLProxyVerify SSLProxyVerifyDepth SSLProxyCheckPeerExpire SSLProxyCheckPeerCN SSLProxyCheckPeerName SSLProxyEngine SSLProxyProtocol SSLProxyCipherSuite SSLProxyCACertificatePath SSLProxyCACertificateFile SSLProxyCARevocationPath SSLProxyCARevocationFile SSLProxyCARevocationCheck',
  '2.4.34 for `leaf`': 'SSLOCSPEnable',
  '2.4.39 for `handshake=`': 'RequestReadTimeout',
  '2.4.42 for `certid`': 'SSLCertificateFile',
  '2.4.42 for `keyid`': 'SSLCertificateKeyFile',
  '2.4.47 for a list of status codes': 'ProxyErrorOverride',
  '2.4.47 for parameters of a target with `$1`': 'ProxyPassMatch',
  '2.4.54 for a default other than 0': 'LimitRequestBody',
  '2.4.55 for 0': 'HeartbeatMaxServers',
  '2.4.59 for user and password': 'ProxyRemote ProxyRemoteMatch',
  '2.4.59 for certificates of authorities': 'SSLProxyMachineCertificateFile',
  '2.4.69 for the default `off`': 'MDServerStatus',
  '2.4.70 for single managed domains': 'MDHttpProxy',
};
