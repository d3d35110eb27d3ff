/**
 * Directives of httpd by module: contexts (s server, v virtual host, d directory, h .htaccess, p proxy section), a
 * colon, and the names that are legal there; `<` marks a section. Facts of the manual of httpd 2.4.
 */
export const directiveData: Readonly<Record<string, readonly string[]>> = {
  core: [
    's:AcceptFilter DefaultRuntimeDir ExtendedStatus Mutex NameVirtualHost RegexDefaultOptions SeeRequestTail ServerRoot ServerTokens UnDefine <VirtualHost UNCList RegisterHttpMethod',
    'svdh:AcceptPathInfo AddDefaultCharset ContentDigest DefaultType <Else <ElseIf EnableMMAP EnableSendfile Error ErrorDocument FileETag <Files <FilesMatch <If <IfDefine <IfFile <IfModule <IfDirective <IfSection LimitRequestBody LimitXMLRequestBody Options RLimitCPU RLimitMEM RLimitNPROC ScriptInterpreterSource ServerSignature SetHandler SetInputFilter SetOutputFilter',
    'sv:AccessFileName AllowEncodedSlashes <Directory <DirectoryMatch DocumentRoot HttpProtocolOptions ErrorLog ErrorLogFormat FlushMaxPipelined FlushMaxThreshold GprofDir KeepAlive KeepAliveTimeout LimitInternalRecursion LimitRequestFields LimitRequestFieldSize LimitRequestLine <Location <LocationMatch MaxKeepAliveRequests Protocol Protocols ProtocolsHonorOrder ServerAdmin ServerName TimeOut TraceEnable MergeTrailers StrictHostCheck MergeSlashes',
    'd:AllowOverride AllowOverrideList',
    'dh:CGIMapExtension CGIPassAuth CGIVar ForceType <Limit <LimitExcept',
    'svd:Define HostnameLookups Include IncludeOptional LogLevel MaxRanges MaxRangeOverlaps MaxRangeReversals ReadBufferSize UseCanonicalName UseCanonicalPhysicalPort QualifyRedirectURL',
    'v:ServerAlias ServerPath',
  ],
  event: [
    ':CoreDumpDirectory EnableExceptionHook Group Listen ListenBacklog SendBufferSize MaxRequestWorkers MaxMemFree MaxConnectionsPerChild MaxSpareThreads MinSpareThreads PidFile ScoreBoardFile ServerLimit StartServers ThreadLimit ThreadsPerChild ThreadStackSize User',
    's:AsyncRequestWorkerFactor',
  ],
  mod_access_compat: ['dh:Allow Deny Order Satisfy'],
  mod_actions: ['svdh:Action', 'svd:Script'],
  mod_alias: [
    'svd:Alias ScriptAlias RedirectRelative AliasPreservePath',
    'sv:AliasMatch ScriptAliasMatch',
    'svdh:Redirect RedirectMatch RedirectTemp RedirectPermanent',
  ],
  mod_allowmethods: ['d:AllowMethods'],
  mod_auth_basic: [
    'dh:AuthBasicProvider AuthBasicAuthoritative AuthBasicFake AuthBasicUseDigestAlgorithm',
  ],
  mod_auth_digest: [
    'dh:AuthDigestProvider AuthDigestQop AuthDigestNonceLifetime AuthDigestAlgorithm AuthDigestDomain',
    's:AuthDigestShmemSize',
  ],
  mod_auth_form: [
    'dh:AuthFormProvider AuthFormAuthoritative',
    'd:AuthFormUsername AuthFormPassword AuthFormLocation AuthFormMethod AuthFormMimetype AuthFormBody AuthFormSize AuthFormLoginRequiredLocation AuthFormLoginSuccessLocation AuthFormFakeBasicAuth AuthFormLogoutLocation AuthFormDisableNoStore AuthFormSitePassphrase',
  ],
  mod_authn_anon: [
    'dh:Anonymous Anonymous_LogEmail Anonymous_MustGiveEmail Anonymous_NoUserID Anonymous_VerifyEmail',
  ],
  mod_authn_core: ['dh:AuthName AuthType', 's:<AuthnProviderAlias'],
  mod_authn_dbd: ['d:AuthDBDUserPWQuery AuthDBDUserRealmQuery'],
  mod_authn_dbm: ['dh:AuthDBMUserFile AuthDBMType'],
  mod_authn_file: ['dh:AuthUserFile'],
  mod_authn_socache: [
    's:AuthnCacheEnable AuthnCacheSOCache',
    'dh:AuthnCacheProvideFor AuthnCacheTimeout',
    'd:AuthnCacheContext',
  ],
  mod_authnz_fcgi: ['s:AuthnzFcgiDefineProvider', 'd:AuthnzFcgiCheckAuthnProvider'],
  mod_authnz_ldap: [
    'dh:AuthLDAPAuthorizePrefix AuthLDAPBindAuthoritative AuthLDAPInitialBindAsUser AuthLDAPInitialBindPattern AuthLDAPBindDN AuthLDAPBindPassword AuthLDAPCompareAsUser AuthLDAPCompareDNOnServer AuthLDAPDereferenceAliases AuthLDAPGroupAttribute AuthLDAPGroupAttributeIsDN AuthLDAPMaxSubGroupDepth AuthLDAPRemoteUserAttribute AuthLDAPRemoteUserIsDN AuthLDAPSearchAsUser AuthLDAPSubGroupAttribute AuthLDAPSubGroupClass AuthLDAPURL',
    's:AuthLDAPCharsetConfig',
  ],
  mod_authz_core: [
    'dh:Require <RequireAll <RequireAny <RequireNone AuthMerging AuthzSendForbiddenOnFailure',
    's:<AuthzProviderAlias',
  ],
  mod_authz_dbd: ['d:AuthzDBDQuery AuthzDBDRedirectQuery AuthzDBDLoginToReferer'],
  mod_authz_dbm: ['dh:AuthDBMGroupFile AuthzDBMType'],
  mod_authz_groupfile: ['dh:AuthGroupFile'],
  mod_autoindex: [
    'svdh:AddAlt AddAltByEncoding AddAltByType AddDescription AddIcon AddIconByEncoding AddIconByType DefaultIcon HeaderName IndexIgnore IndexIgnoreReset IndexOptions IndexOrderDefault IndexStyleSheet IndexHeadInsert ReadmeName',
  ],
  mod_brotli: [
    'sv:BrotliFilterNote BrotliCompressionQuality BrotliCompressionWindow BrotliCompressionMaxInputBlock BrotliAlterETag',
  ],
  mod_buffer: ['svdh:BufferSize'],
  mod_cache: [
    'svd:CacheEnable',
    'svdh:CacheDisable CacheMaxExpire CacheMinExpire CacheDefaultExpire CacheIgnoreNoLastMod CacheLastModifiedFactor CacheStoreExpired CacheStorePrivate CacheStoreNoStore CacheHeader CacheDetailHeader CacheStaleOnError',
    'sv:CacheIgnoreCacheControl CacheIgnoreQueryString CacheIgnoreHeaders CacheIgnoreURLSessionIdentifiers CacheLock CacheLockPath CacheLockMaxAge CacheQuickHandler CacheKeyBaseURL',
  ],
  mod_cache_disk: [
    'sv:CacheRoot CacheDirLevels CacheDirLength',
    'svdh:CacheMinFileSize CacheMaxFileSize CacheReadSize CacheReadTime',
  ],
  mod_cache_socache: [
    'sv:CacheSocache',
    'svdh:CacheSocacheMaxTime CacheSocacheMinTime CacheSocacheMaxSize CacheSocacheReadSize CacheSocacheReadTime',
  ],
  mod_cern_meta: ['svdh:MetaFiles MetaDir MetaSuffix'],
  mod_cgi: ['svdh:CGIScriptTimeout', 'sv:ScriptLog ScriptLogLength ScriptLogBuffer'],
  mod_cgid: [
    ':ScriptLog ScriptLogLength ScriptLogBuffer',
    's:ScriptSock',
    'svdh:CGIDScriptTimeout',
  ],
  mod_charset_lite: ['svdh:CharsetSourceEnc CharsetDefault CharsetOptions'],
  mod_dav: ['d:Dav DavBasePath', 'svd:DavMinTimeout DavDepthInfinity'],
  mod_dav_fs: ['sv:DavLockDB', 'svdh:DavLockDiscovery'],
  mod_dav_lock: ['svd:DavGenericLockDB'],
  mod_dbd: [
    'sv:DBDriver DBDParams DBDPersist DBDPrepareSQL DBDMin DBDKeep DBDMax DBDExptime DBDInitSQL',
  ],
  mod_deflate: [
    'sv:DeflateFilterNote DeflateBufferSize DeflateWindowSize DeflateMemLevel DeflateCompressionLevel DeflateAlterETag',
    'svdh:DeflateInflateLimitRequestBody DeflateInflateRatioLimit DeflateInflateRatioBurst',
  ],
  mod_dialup: ['d:ModemStandard'],
  mod_dir: [
    'svdh:DirectoryIndex DirectoryIndexRedirect DirectorySlash FallbackResource DirectoryCheckHandler',
  ],
  mod_dumpio: ['s:DumpIOInput DumpIOOutput'],
  mod_echo: ['sv:ProtocolEcho'],
  mod_env: ['svdh:PassEnv SetEnv UnsetEnv'],
  mod_example_hooks: ['svdh:Example'],
  mod_expires: ['svdh:ExpiresActive ExpiresByType ExpiresDefault'],
  mod_ext_filter: ['s:ExtFilterDefine', 'd:ExtFilterOptions'],
  mod_file_cache: ['s:MMapFile CacheFile'],
  mod_filter: [
    'svdh:AddOutputFilterByType FilterDeclare FilterProvider FilterChain FilterProtocol',
    'svd:FilterTrace',
  ],
  mod_headers: ['svdh:RequestHeader Header'],
  mod_heartbeat: ['s:HeartbeatAddress'],
  mod_heartmonitor: ['s:HeartbeatListen HeartbeatStorage HeartbeatMaxServers'],
  mod_http2: [
    'sv:H2Direct H2PushDiarySize H2PushPriority H2MaxSessionStreams H2StreamMaxMemSize H2WindowSize H2SerializeHeaders H2ModernTLSOnly H2TLSWarmUpSize H2TLSCoolDownSecs H2EarlyHints H2Padding H2OutputBuffering H2MaxDataFrameLen H2WebSockets H2ProxyRequests',
    'svdh:H2Push H2Upgrade H2CopyFiles H2PushResource H2EarlyHint',
    's:H2MinWorkers H2MaxWorkers H2MaxWorkerIdleSeconds',
    'svd:H2StreamTimeout',
  ],
  mod_ident: ['svd:IdentityCheck IdentityCheckTimeout'],
  mod_imagemap: ['svdh:ImapMenu ImapDefault ImapBase'],
  mod_include: [
    'sv:SSIEndTag SSIStartTag',
    'svdh:SSIUndefinedEcho SSIErrorMsg SSITimeFormat XBitHack',
    'dh:SSIETag SSILastModified SSILegacyExprParser',
  ],
  mod_isapi: [
    'sv:ISAPICacheFile',
    'svdh:ISAPIReadAheadBuffer ISAPILogNotSupported ISAPIAppendLogToErrors ISAPIAppendLogToQuery ISAPIFakeAsync',
  ],
  mod_lbmethod_heartbeat: ['s:HeartbeatStorage'],
  mod_ldap: [
    's:LDAPSharedCacheSize LDAPSharedCacheFile LDAPCacheEntries LDAPCacheTTL LDAPOpCacheEntries LDAPOpCacheTTL LDAPRetryDelay LDAPRetries LDAPTrustedGlobalCert LDAPConnectionTimeout LDAPTimeout LDAPVerifyServerCert LDAPLibraryDebug',
    'dh:LDAPReferralHopLimit LDAPReferrals LDAPTrustedClientCert',
    'sv:LDAPTrustedMode LDAPConnectionPoolTTL',
  ],
  mod_log_config: ['s:BufferedLogs GlobalLog', 'sv:CustomLog LogFormat TransferLog'],
  mod_log_debug: ['d:LogMessage'],
  mod_log_forensic: ['sv:ForensicLog'],
  mod_logio: ['svdh:LogIOTrackTTFB'],
  mod_lua: [
    'svdh:LuaRoot LuaScope LuaMapHandler LuaPackagePath LuaPackageCPath LuaCodeCache LuaHookPreTranslate LuaHookFixups LuaHookLog LuaHookMapToStorage LuaHookCheckUserID LuaHookTypeChecker LuaHookAuthChecker LuaHookAccessChecker LuaHookInsertFilter LuaInherit',
    'sv:LuaHookTranslateName LuaQuickHandler',
    's:LuaAuthzProvider LuaInputFilter LuaOutputFilter',
  ],
  mod_macro: ['svd:<Macro Use UndefMacro'],
  mod_md: [
    's:MDomain <MDomainSet MDCertificateAgreement MDCertificateAuthority MDCertificateProtocol MDDriveMode MDRenewMode MDHttpProxy MDMember MDMembers MDMustStaple MDNotifyCmd MDPortMap MDPrivateKeys MDRenewWindow MDRequireHttps MDStoreDir MDCAChallenges MDBaseServer MDCertificateFile MDCertificateKeyFile MDCertificateStatus MDChallengeDns01 MDMessageCmd MDWarnWindow MDServerStatus MDCertificateMonitor MDStapling MDStapleOthers MDStaplingKeepResponse MDStaplingRenewWindow MDCertificateCheck MDActivationDelay MDContactEmail MDExternalAccountBinding MDRetryDelay MDRetryFailover MDStoreLocks MDChallengeDns01Version MDMatchNames',
  ],
  mod_mime: [
    'svdh:AddCharset AddEncoding AddHandler AddInputFilter AddLanguage AddOutputFilter AddType MultiviewsMatch DefaultLanguage',
    'd:ModMimeUsePathInfo',
    'vdh:RemoveCharset RemoveEncoding RemoveHandler RemoveInputFilter RemoveLanguage RemoveOutputFilter RemoveType',
    's:TypesConfig',
  ],
  mod_mime_magic: ['sv:MimeMagicFile'],
  mod_negotiation: ['sv:CacheNegotiatedDocs', 'svdh:ForceLanguagePriority LanguagePriority'],
  mod_nw_ssl: ['s:SecureListen NWSSLTrustedCerts NWSSLUpgradeable'],
  mod_privileges: [
    'svd:PrivilegesMode',
    'v:VHostUser VHostGroup VHostSecure VHostCGIMode VHostPrivs VHostCGIPrivs',
    's:DTracePrivileges',
  ],
  mod_proxy: [
    'sv:<Proxy ProxyBadHeader <ProxyMatch ProxyRequests ProxyRemote ProxyRemoteMatch BalancerGrowth BalancerPersist ProxyPassInherit BalancerInherit ProxyBlock ProxyReceiveBufferSize ProxyIOBufferSize ProxyMaxForwards NoProxy ProxyTimeout ProxyDomain ProxyVia ProxyStatus ProxySourceAddress',
    'svd:ProxyPreserveHost ProxySet ProxyPass ProxyPassMatch ProxyPassReverse ProxyPassReverseCookieDomain ProxyPassReverseCookiePath ProxyErrorOverride ProxyPassInterpolateEnv ProxyAddHeaders Proxy100Continue',
    'd:BalancerMember',
  ],
  mod_proxy_connect: ['sv:AllowCONNECT'],
  mod_proxy_express: ['sv:ProxyExpressEnable ProxyExpressDBMFile ProxyExpressDBMType'],
  mod_proxy_fcgi: ['svdh:ProxyFCGIBackendType ProxyFCGISetEnvIf'],
  mod_proxy_ftp: ['svd:ProxyFtpListOnWildcard ProxyFtpEscapeWildcards ProxyFtpDirCharset'],
  mod_proxy_hcheck: ['sv:ProxyHCExpr ProxyHCTemplate', 's:ProxyHCTPsize'],
  mod_proxy_html: [
    'svd:ProxyHTMLMeta ProxyHTMLEnable ProxyHTMLURLMap ProxyHTMLInterp ProxyHTMLDocType ProxyHTMLFixups ProxyHTMLExtended ProxyHTMLStripComments ProxyHTMLBufSize ProxyHTMLEvents ProxyHTMLLinks ProxyHTMLCharsetOut',
  ],
  mod_proxy_scgi: ['svd:ProxySCGISendfile ProxySCGIInternalRedirect'],
  mod_proxy_wstunnel: ['sv:ProxyWebsocketFallbackToProxyHttp'],
  mod_reflector: ['svdh:ReflectorHeader'],
  mod_remoteip: [
    'sv:RemoteIPHeader RemoteIPInternalProxy RemoteIPInternalProxyList RemoteIPProxiesHeader RemoteIPProxyProtocol RemoteIPProxyProtocolExceptions RemoteIPTrustedProxy RemoteIPTrustedProxyList',
  ],
  mod_reqtimeout: ['sv:RequestReadTimeout'],
  mod_request: ['d:KeptBodySize'],
  mod_rewrite: [
    'svdh:RewriteEngine RewriteOptions RewriteCond RewriteRule',
    'sv:RewriteMap',
    'dh:RewriteBase',
  ],
  mod_sed: ['dh:OutputSed InputSed'],
  mod_session: [
    'svdh:Session SessionMaxAge SessionEnv SessionHeader SessionInclude SessionExclude SessionExpiryUpdateInterval',
  ],
  mod_session_cookie: ['svdh:SessionCookieName SessionCookieName2 SessionCookieRemove'],
  mod_session_crypto: [
    's:SessionCryptoDriver',
    'svdh:SessionCryptoPassphrase SessionCryptoCipher',
    'svd:SessionCryptoPassphraseFile',
  ],
  mod_session_dbd: [
    'svdh:SessionDBDCookieName SessionDBDCookieName2 SessionDBDCookieRemove SessionDBDPerUser SessionDBDSelectLabel SessionDBDInsertLabel SessionDBDUpdateLabel SessionDBDDeleteLabel',
  ],
  mod_setenvif: ['svdh:BrowserMatch BrowserMatchNoCase SetEnvIf SetEnvIfExpr SetEnvIfNoCase'],
  mod_so: ['sv:LoadFile LoadModule'],
  mod_socache_memcache: ['sv:MemcacheConnTTL'],
  mod_socache_redis: ['sv:RedisConnPoolTTL RedisTimeout'],
  mod_speling: ['svdh:CheckSpelling CheckCaseOnly CheckBasenameMatch'],
  mod_ssl: [
    's:SSLPassPhraseDialog SSLRandomSeed SSLSessionCache SSLFIPS SSLCryptoDevice SSLStaplingCache',
    'sv:SSLSessionCacheTimeout SSLEngine SSLProtocol SSLCertificateFile SSLCertificateKeyFile SSLCertificateChainFile SSLCACertificatePath SSLCACertificateFile SSLCADNRequestFile SSLCADNRequestPath SSLCARevocationPath SSLCARevocationFile SSLCARevocationCheck SSLSRPVerifierFile SSLSRPUnknownUserSeed SSLStrictSNIVHostCheck SSLHonorCipherOrder SSLOCSPEnable SSLOCSPDefaultResponder SSLOCSPOverrideResponder SSLOCSPResponseTimeSkew SSLOCSPResponseMaxAge SSLOCSPResponderTimeout SSLOCSPUseRequestNonce SSLOCSPNoverify SSLOCSPResponderCertificateFile SSLOCSPProxyURL SSLInsecureRenegotiation SSLUseStapling SSLStaplingResponseTimeSkew SSLStaplingResponderTimeout SSLStaplingResponseMaxAge SSLStaplingStandardCacheTimeout SSLStaplingReturnResponderErrors SSLStaplingFakeTryLater SSLStaplingErrorCacheTimeout SSLStaplingForceURL SSLSessionTicketKeyFile SSLCompression SSLSessionTickets SSLOpenSSLConfCmd',
    'svdh:SSLCipherSuite SSLVerifyClient SSLVerifyDepth SSLOptions',
    'dh:SSLRequireSSL SSLRequire SSLRenegBufferSize',
    'svp:SSLProxyMachineCertificatePath SSLProxyMachineCertificateFile SSLProxyMachineCertificateChainFile SSLProxyVerify SSLProxyVerifyDepth SSLProxyCheckPeerExpire SSLProxyCheckPeerCN SSLProxyCheckPeerName SSLProxyEngine SSLProxyProtocol SSLProxyCipherSuite SSLProxyCACertificatePath SSLProxyCACertificateFile SSLProxyCARevocationPath SSLProxyCARevocationFile SSLProxyCARevocationCheck',
    'sdh:SSLUserName',
  ],
  mod_substitute: ['dh:Substitute SubstituteMaxLineLength SubstituteInheritBefore'],
  mod_suexec: ['sv:SuexecUserGroup'],
  mod_unixd: ['s:Group User ChrootDir Suexec'],
  mod_userdir: ['sv:UserDir'],
  mod_usertrack: [
    'svdh:CookieDomain CookieExpires CookieName CookieStyle CookieTracking CookieSecure CookieHTTPOnly CookieSameSite',
  ],
  mod_version: ['svdh:<IfVersion'],
  mod_vhost_alias: [
    'sv:VirtualDocumentRoot VirtualDocumentRootIP VirtualScriptAlias VirtualScriptAliasIP',
  ],
  mod_watchdog: ['s:WatchdogInterval'],
  mod_xml2enc: ['svdh:xml2EncDefault xml2StartParse', 's:xml2EncAlias'],
  mpm_common: [
    's:CoreDumpDirectory EnableExceptionHook GracefulShutdownTimeout PidFile Listen ListenCoresBucketsRatio ListenBackLog MaxRequestWorkers MaxMemFree MaxConnectionsPerChild MaxSpareThreads MinSpareThreads ScoreBoardFile ReceiveBufferSize SendBufferSize ServerLimit StartServers StartThreads ThreadLimit ThreadsPerChild ThreadStackSize',
  ],
  mpm_netware: [
    ':Listen ListenBacklog MaxMemFree MaxConnectionsPerChild ReceiveBufferSize SendBufferSize MaxSpareThreads MinSpareThreads StartThreads ThreadStackSize',
    's:MaxThreads',
  ],
  mpm_winnt: [
    ':AcceptFilter CoreDumpDirectory PidFile Listen ListenBacklog MaxConnectionsPerChild MaxMemFree ScoreBoardFile ReceiveBufferSize SendBufferSize ThreadLimit ThreadsPerChild ThreadStackSize',
  ],
  mpmt_os2: [
    ':User Group Listen ListenBacklog ReceiveBufferSize SendBufferSize MaxConnectionsPerChild MaxSpareThreads MinSpareThreads PidFile StartServers',
  ],
  prefork: [
    ':CoreDumpDirectory EnableExceptionHook PidFile Listen ListenBacklog MaxRequestWorkers MaxMemFree MaxConnectionsPerChild ScoreBoardFile ReceiveBufferSize SendBufferSize ServerLimit StartServers User Group',
    's:MaxSpareServers MinSpareServers',
  ],
  worker: [
    ':CoreDumpDirectory EnableExceptionHook Group PidFile Listen ListenBacklog MaxRequestWorkers MaxMemFree MaxConnectionsPerChild MaxSpareThreads MinSpareThreads ScoreBoardFile ReceiveBufferSize SendBufferSize ServerLimit StartServers ThreadLimit ThreadsPerChild ThreadStackSize User',
  ],
};
