/**
 * Directives of httpd as its own modules declare them, by module. In front of each colon: how many arguments httpd asks
 * for (`raw`: the module reads the line itself; `flag`: On or Off; `1+`, `2+`: at least so many; `1|3`: one or three), then the places
 * that it refuses the directive in, a letter each: S server level, V <VirtualHost>, D <Directory>, L <Location>,
 * F <Files>, P <Proxy>, I <If>, M <Limit> within <Location>, H .htaccess. Measured on 2.4.71 with every module that
 * Debian ships; `<` marks a section.
 */
export const commandData: Readonly<Record<string, readonly string[]>> = {
  core: [
    'raw DLFPIMH:<Directory <Location <DirectoryMatch <LocationMatch AccessFileName',
    'raw VDLFPIMH:<VirtualHost Mutex RegexDefaultOptions',
    'raw LM:<Files <FilesMatch',
    'raw SV:<Limit <LimitExcept',
    'raw:<IfModule <IfDefine <IfFile <IfDirective <IfSection Error Options FileETag',
    '1:AddDefaultCharset AcceptPathInfo DefaultType EnableMMAP EnableSendfile ServerSignature LimitRequestBody LimitXMLRequestBody ForceType SetHandler SetOutputFilter SetInputFilter',
    '1-2 H:Define',
    '1 H:UnDefine ReadBufferSize HostnameLookups ServerRoot DefaultRuntimeDir UseCanonicalName UseCanonicalPhysicalPort Include IncludeOptional MaxRanges MaxRangeOverlaps MaxRangeReversals',
    'raw M:<If <ElseIf <Else',
    '1 DLFPIMH:DocumentRoot FlushMaxThreshold FlushMaxPipelined Protocol Port ServerAdmin ServerName ErrorLog ServerPath Timeout NameVirtualHost LimitRequestLine LimitRequestFieldsize LimitRequestFields AllowEncodedSlashes TraceEnable ProtocolsHonorOrder',
    '2:ErrorDocument CGIVar',
    'raw SVH:AllowOverride AllowOverrideList',
    '2 VDLFPIMH:AcceptFilter',
    '1-2 DLFPIMH:ErrorLogFormat LimitInternalRecursion',
    'raw SDLFPIMH:ServerAlias',
    'flag:ContentDigest QualifyRedirectURL',
    '1+ H:LogLevel',
    '1 VDLFPIMH:ServerTokens ScoreBoardFile PidFile MaxRequestsPerChild MaxConnectionsPerChild CoreDumpDirectory MaxMemFree ThreadStackSize',
    '1-2:RLimitCPU RLimitMEM RLimitNPROC',
    'flag SV:CGIPassAuth',
    'flag DLFPIMH:StrictHostCheck ExtendedStatus MergeTrailers MergeSlashes',
    'flag VDLFPIMH:SeeRequestTail',
    '1+ DLFPIMH:Protocols HttpProtocolOptions',
    '1+ VDLFPIMH:RegisterHttpMethod',
  ],
  event: [
    '1 VDLFPIMH:ListenBacklog ListenCoresBucketsRatio SendBufferSize ReceiveBufferSize ListenTCPDeferAccept StartServers ServerLimit MinSpareThreads MaxSpareThreads MaxClients MaxRequestWorkers ThreadsPerChild ThreadLimit AsyncRequestWorkerFactor GracefulShutdownTimeout',
    'raw VDLFPIMH:Listen',
  ],
  http_core: [
    '1 DLFPIMH:KeepAliveTimeout MaxKeepAliveRequests',
    'flag DLFPIMH:KeepAlive',
  ],
  mod_access_compat: [
    '1 SV:order Satisfy',
    '2+ SV:allow deny',
  ],
  mod_actions: [
    '2-3:Action',
    '2 H:Script',
  ],
  mod_alias: [
    '1-2 H:Alias ScriptAlias',
    '1-3:Redirect',
    '2 DLFPIMH:AliasMatch ScriptAliasMatch',
    '2-3:RedirectMatch',
    '2:RedirectTemp RedirectPermanent',
    'flag:RedirectRelative AliasPreservePath',
  ],
  mod_allowmethods: [
    'raw SVH:AllowMethods',
  ],
  mod_auth_basic: [
    '1+ SV:AuthBasicProvider',
    'flag SV:AuthBasicAuthoritative',
    '1-2 SV:AuthBasicFake',
    '1 SV:AuthBasicUseDigestAlgorithm',
  ],
  mod_auth_digest: [
    '1+ SV:AuthDigestProvider AuthDigestQop AuthDigestDomain',
    '1 SV:AuthDigestNonceLifetime AuthDigestAlgorithm',
    'flag SV:AuthDigestNcCheck',
    '1 DLFPIMH:AuthDigestShmemSize',
  ],
  mod_auth_form: [
    '1+ SV:AuthFormProvider',
    '1 SV:AuthFormUsername AuthFormPassword AuthFormLocation AuthFormMethod AuthFormMimetype AuthFormBody AuthFormLoginRequiredLocation AuthFormLoginSuccessLocation AuthFormLogoutLocation AuthFormSitePassphrase',
    '1 SVH:AuthFormSize',
    'flag SV:AuthFormAuthoritative AuthFormFakeBasicAuth AuthFormDisableNoStore',
  ],
  mod_authn_anon: [
    '1+ SV:Anonymous',
    'flag SV:Anonymous_MustGiveEmail Anonymous_NoUserId Anonymous_VerifyEmail Anonymous_LogEmail',
  ],
  mod_authn_core: [
    '1 SV:AuthType AuthName',
    'raw VDLFPIMH:<AuthnProviderAlias',
  ],
  mod_authn_dbd: [
    '1 SVH:AuthDBDUserPWQuery AuthDBDUserRealmQuery',
  ],
  mod_authn_dbm: [
    '1 SV:AuthDBMUserFile AuthDBMType',
  ],
  mod_authn_file: [
    '1 SV:AuthUserFile',
  ],
  mod_authn_socache: [
    '1 VDLFPIMH:AuthnCacheSOCache',
    'raw VDLFPIMH:AuthnCacheEnable',
    '1+ SV:AuthnCacheProvideFor',
    '1 SV:AuthnCacheTimeout',
    '1 SVH:AuthnCacheContext',
  ],
  mod_authnz_fcgi: [
    'raw VDLFPIMH:AuthnzFcgiDefineProvider',
    'raw:AuthnzFcgiCheckAuthnProvider',
  ],
  mod_authnz_ldap: [
    '1-2 SV:AuthLDAPURL',
    '1 SV:AuthLDAPBindDN AuthLDAPBindPassword AuthLDAPRemoteUserAttribute AuthLDAPMaxSubGroupDepth AuthLDAPDereferenceAliases AuthLDAPAuthorizePrefix',
    'flag SV:AuthLDAPBindAuthoritative AuthLDAPRemoteUserIsDN AuthLDAPCompareDNOnServer AuthLDAPGroupAttributeIsDN AuthLDAPInitialBindAsUser AuthLDAPSearchAsUser AuthLDAPCompareAsUser',
    '1+ SV:AuthLDAPSubGroupAttribute AuthLDAPSubGroupClass AuthLDAPGroupAttribute',
    '1 DLFPIMH:AuthLDAPCharsetConfig',
    '2 SV:AuthLDAPInitialBindPattern',
  ],
  mod_authz_core: [
    'raw VDLFPIMH:<AuthzProviderAlias',
    'raw SV:Require <RequireAll <RequireAny <RequireNone',
    '1 SV:AuthMerging',
    'flag SV:AuthzSendForbiddenOnFailure',
  ],
  mod_authz_dbd: [
    'flag SVH:AuthzDBDLoginToReferer',
    '1 SVH:AuthzDBDQuery AuthzDBDRedirectQuery',
  ],
  mod_authz_dbm: [
    '1 SV:AuthDBMGroupFile AuthzDBMType',
  ],
  mod_authz_groupfile: [
    '1 SV:AuthGroupFile',
  ],
  mod_autoindex: [
    '2+:AddIcon AddIconByType AddIconByEncoding AddAlt AddAltByType AddAltByEncoding AddDescription',
    'raw:IndexOptions FancyIndexing',
    '2:IndexOrderDefault',
    '1+:IndexIgnore',
    'flag:IndexIgnoreReset',
    '1:HeaderName ReadmeName DefaultIcon IndexStyleSheet IndexHeadInsert',
  ],
  mod_brotli: [
    '1-2 DLFPIMH:BrotliFilterNote',
    '1 DLFPIMH:BrotliCompressionQuality BrotliCompressionWindow BrotliCompressionMaxInputBlock BrotliAlterETag',
  ],
  mod_buffer: [
    '1 SVH:BufferSize',
  ],
  mod_cache: [
    '1-2 DFIMH:CacheEnable',
    '1 DFIMH:CacheDisable',
    '1 H:CacheMaxExpire CacheMinExpire CacheDefaultExpire CacheLastModifiedFactor',
    'flag DLFPIMH:CacheQuickHandler CacheIgnoreCacheControl CacheIgnoreQueryString CacheLock',
    'flag H:CacheIgnoreNoLastMod CacheStoreExpired CacheStorePrivate CacheStoreNoStore CacheHeader CacheDetailHeader CacheStaleOnError',
    '1+ DLFPIMH:CacheIgnoreHeaders CacheIgnoreURLSessionIdentifiers',
    '1 DLFPIMH:CacheLockPath CacheLockMaxAge CacheKeyBaseURL',
  ],
  mod_cache_disk: [
    '1 DLFPIMH:CacheRoot CacheDirLevels CacheDirLength',
    '1 H:CacheMinFileSize CacheMaxFileSize CacheReadSize CacheReadTime',
  ],
  mod_cache_socache: [
    '1 DLFPIMH:CacheSocache',
    '1 H:CacheSocacheMaxTime CacheSocacheMinTime CacheSocacheMaxSize CacheSocacheReadSize CacheSocacheReadTime',
  ],
  mod_cern_meta: [
    'flag:MetaFiles',
    '1:MetaDir MetaSuffix',
  ],
  mod_cgi: [
    '1 DLFPIMH:ScriptLog ScriptLogLength ScriptLogBuffer',
    '1 H:CGIScriptTimeout',
  ],
  mod_cgid: [
    '1 VDLFPIMH:ScriptSock',
    '1 H:CGIDScriptTimeout',
  ],
  mod_charset_lite: [
    '1:CharsetSourceEnc CharsetDefault',
    '1+:CharsetOptions',
  ],
  mod_dav: [
    '1 SVH:DAV DAVBasePath',
    '1 H:DAVMinTimeout',
    'flag H:DAVDepthInfinity DAVLockDiscovery',
  ],
  mod_dav_fs: [
    '1 DLFPIMH:DAVLockDB',
  ],
  mod_dav_lock: [
    '1 SVH:DAVGenericLockDB',
  ],
  mod_dbd: [
    '1 DLFPIMH:DBDriver DBDParams DBDInitSQL DBDMin DBDKeep DBDMax DBDExptime',
    'flag DLFPIMH:DBDPersist',
    '1-2 DLFPIMH:DBDPrepareSQL',
  ],
  mod_deflate: [
    '1-2 DLFPIMH:DeflateFilterNote',
    '1 DLFPIMH:DeflateWindowSize DeflateBufferSize DeflateMemLevel DeflateCompressionLevel DeflateAlterEtag',
    '1:DeflateInflateLimitRequestBody DeflateInflateRatioLimit DeflateInflateRatioBurst',
  ],
  mod_dialup: [
    '1 SVH:ModemStandard',
  ],
  mod_dir: [
    '1:FallbackResource DirectoryIndexRedirect',
    'raw:DirectoryIndex',
    'flag:DirectorySlash DirectoryCheckHandler',
  ],
  mod_dumpio: [
    'flag DLFPIMH:DumpIOInput DumpIOOutput',
  ],
  mod_echo: [
    'flag DLFPIMH:ProtocolEcho',
  ],
  mod_env: [
    '1+:PassEnv UnsetEnv',
    '1-2:SetEnv',
  ],
  mod_expires: [
    'flag:ExpiresActive',
    '2:ExpiresByType',
    '1:ExpiresDefault',
  ],
  mod_ext_filter: [
    '1+ SVH:ExtFilterOptions',
    'raw DLFPIMH:ExtFilterDefine',
  ],
  mod_file_cache: [
    '1+ DLFPIMH:cachefile mmapfile',
  ],
  mod_filter: [
    '1-2:FilterDeclare',
    '3:FilterProvider',
    '1+:FilterChain',
    '2 H:FilterTrace',
    'raw:AddOutputFilterByType',
    '2-3:FilterProtocol',
  ],
  mod_headers: [
    'raw:Header RequestHeader',
  ],
  mod_heartbeat: [
    '1 VDLFPIMH:HeartbeatAddress',
  ],
  mod_heartmonitor: [
    '1 VDLFPIMH:HeartbeatListen HeartbeatStorage HeartbeatMaxServers',
  ],
  mod_http2: [
    '1 DLFPIMH:H2MaxSessionStreams H2WindowSize H2MinWorkers H2MaxWorkers H2MaxWorkerIdleSeconds H2StreamMaxMemSize H2SerializeHeaders H2ModernTLSOnly H2Direct H2SessionExtraFiles H2TLSWarmUpSize H2TLSCoolDownSecs H2PushDiarySize H2EarlyHints H2Padding H2OutputBuffering H2StreamTimeout H2MaxDataFrameLen H2MaxHeaderBlockLen H2MaxStreamErrors H2WebSockets',
    '1:H2Upgrade H2Push H2CopyFiles H2ProxyRequests',
    '2-3 DLFPIMH:H2PushPriority',
    '1-3:H2PushResource',
    '2:H2EarlyHint',
  ],
  mod_ident: [
    'flag H:IdentityCheck',
    '1 H:IdentityCheckTimeout',
  ],
  mod_imagemap: [
    '1:ImapMenu ImapDefault ImapBase',
  ],
  mod_include: [
    '1:XBitHack SSIErrorMsg SSITimeFormat SSIUndefinedEcho',
    '1 DLFPIMH:SSIStartTag SSIEndTag',
    'flag SV:SSILegacyExprParser SSILastModified SSIEtag',
  ],
  mod_info: [
    '2 DLFPIMH:AddModuleInfo',
  ],
  mod_log_config: [
    '2-3 DLFPIMH:CustomLog',
    '2-3 VDLFPIMH:GlobalLog',
    '1 DLFPIMH:TransferLog',
    '1-2 DLFPIMH:LogFormat',
    'flag DLFPIMH:BufferedLogs',
  ],
  mod_log_debug: [
    '1-3 H:LogMessage',
  ],
  mod_log_forensic: [
    '1 DLFPIMH:ForensicLog',
  ],
  mod_logio: [
    'flag:LogIOTrackTTFB',
  ],
  mod_lua: [
    '1:LuaRoot LuaPackagePath LuaPackageCPath LuaInherit LuaCodeCache',
    '3 H:LuaAuthzProvider',
    '2:LuaHookPreTranslateName LuaHookFixups LuaHookMapToStorage LuaHookTypeChecker LuaHookInsertFilter LuaHookLog',
    'raw:<LuaHookPreTranslateName <LuaHookTranslateName <LuaHookFixups <LuaHookMapToStorage <LuaHookCheckUserID <LuaHookTypeChecker <LuaHookAccessChecker <LuaHookAuthChecker <LuaQuickHandler Lua_____ByteCodeHack',
    '2-3 DFIM:LuaHookTranslateName LuaMapHandler',
    '2-3:LuaHookCheckUserID LuaHookAccessChecker LuaHookAuthChecker',
    '1-3:LuaScope',
    '2 DFIM:LuaQuickHandler',
    '3 DFIM:LuaOutputFilter LuaInputFilter',
  ],
  mod_macro: [
    'raw:<Macro Use MacroIgnoreEmptyArgs MacroIgnoreBadNesting',
    '1:UndefMacro',
  ],
  mod_md: [
    'raw DLFPIMH:MDCertificateAuthority MDCAChallenges MDomain <MDomain MDMember MDMembers MDPrivateKeys MDNotifyCmd MDChallengeDns01 MDMessageCmd',
    '1 DLFPIMH:MDCertificateAgreement MDCertificateProtocol MDContactEmail MDDriveMode MDRenewMode MDMustStaple MDHttpProxy MDStoreDir MDRenewWindow MDBaseServer MDChallengeDns01Version MDCertificateFile MDCertificateKeyFile MDServerStatus MDCertificateStatus MDWarnWindow MDStapling MDStapleOthers MDStaplingKeepResponse MDStaplingRenewWindow MDActivationDelay MDCACertificateFile MDHttpProxyCACertificateFile MDRetryDelay MDRetryFailover MDStoreLocks MDMatchNames MDInitialDelay MDCheckInterval MDProfile MDProfileMandatory MDRenewViaARI',
    'raw H:<MDomainSet',
    '1-2 DLFPIMH:MDPortMap MDExternalAccountBinding',
    '1 DLM:MDRequireHttps',
    '2 DLFPIMH:MDCertificateCheck',
  ],
  mod_mime: [
    '2+:AddCharset AddEncoding AddHandler AddInputFilter AddLanguage AddOutputFilter AddType',
    '1:DefaultLanguage',
    '1+ LM:MultiviewsMatch',
    '1+:RemoveCharset RemoveEncoding RemoveHandler RemoveInputFilter RemoveLanguage RemoveOutputFilter RemoveType',
    '1 DLFPIMH:TypesConfig',
    'flag SVH:ModMimeUsePathInfo',
  ],
  mod_mime_magic: [
    '1 DLFPIMH:MimeMagicFile',
  ],
  mod_negotiation: [
    'flag DLFPIMH:CacheNegotiatedDocs',
    '1+:LanguagePriority ForceLanguagePriority',
  ],
  mod_proxy: [
    'raw DLFPIMH:<Proxy <ProxyMatch',
    'flag DLFPIMH:ProxyRequests BalancerPersist BalancerInherit ProxyPassInherit',
    '2-3 DLFPIMH:ProxyRemote ProxyRemoteMatch',
    'flag H:ProxyPassInterpolateEnv ProxyPreserveHost ProxyAddHeaders Proxy100Continue',
    'raw DFIMH:ProxyPass ProxyPassMatch',
    '1-3 DFIMH:ProxyPassReverse',
    '2-3 H:ProxyPassReverseCookiePath ProxyPassReverseCookieDomain',
    '1+ DLFPIMH:ProxyBlock NoProxy',
    '1 DLFPIMH:ProxyReceiveBufferSize ProxyIOBufferSize ProxyMaxForwards ProxyDomain ProxyVia ProxyTimeout ProxyBadHeader BalancerGrowth ProxyStatus ProxySourceAddress',
    '1+ H:ProxyErrorOverride',
    'raw H:BalancerMember ProxySet',
  ],
  mod_proxy_connect: [
    '1+ DLFPIMH:AllowCONNECT',
  ],
  mod_proxy_express: [
    'flag:ProxyExpressEnable',
    '1:ProxyExpressDBMFile ProxyExpressDBMType',
  ],
  mod_proxy_fcgi: [
    '1:ProxyFCGIBackendType',
    '2-3:ProxyFCGISetEnvIf',
  ],
  mod_proxy_ftp: [
    'flag H:ProxyFtpListOnWildcard ProxyFtpEscapeWildcards',
    '1 H:ProxyFtpDirCharset',
  ],
  mod_proxy_hcheck: [
    'raw:ProxyHCTemplate ProxyHCExpr',
    '1 VDLFPIMH:ProxyHCTPsize',
  ],
  mod_proxy_html: [
    '1+ H:ProxyHTMLEvents ProxyHTMLFixups',
    '2+ H:ProxyHTMLLinks',
    'raw H:ProxyHTMLURLMap',
    '1-2 H:ProxyHTMLDoctype',
    'flag H:ProxyHTMLMeta ProxyHTMLInterp ProxyHTMLExtended ProxyHTMLStripComments ProxyHTMLEnable',
    '1 H:ProxyHTMLBufSize ProxyHTMLCharsetOut',
  ],
  mod_proxy_scgi: [
    '1 H:ProxySCGISendfile ProxySCGIInternalRedirect',
  ],
  mod_proxy_wstunnel: [
    'flag H:ProxyWebsocketFallbackToProxyHttp',
  ],
  mod_reflector: [
    '1-2:ReflectorHeader',
  ],
  mod_remoteip: [
    '1 DLFPIMH:RemoteIPHeader RemoteIPProxiesHeader RemoteIPTrustedProxyList RemoteIPInternalProxyList',
    '1+ DLFPIMH:RemoteIPTrustedProxy RemoteIPInternalProxy',
    'flag DLFPIMH:RemoteIPProxyProtocol',
    'raw DLFPIMH:RemoteIPProxyProtocolExceptions',
  ],
  mod_reqtimeout: [
    'raw DLFPIMH:RequestReadTimeout',
  ],
  mod_request: [
    '1 SVH:KeptBodySize',
  ],
  mod_rewrite: [
    'flag:RewriteEngine',
    '1+:RewriteOptions',
    '1 SV:RewriteBase',
    'raw:RewriteCond RewriteRule',
    '2-3 DLFPIMH:RewriteMap',
  ],
  mod_sed: [
    '1 SVH:OutputSed InputSed',
  ],
  mod_session: [
    'flag:Session SessionEnv',
    '1:SessionMaxAge SessionHeader SessionInclude SessionExclude SessionExpiryUpdateInterval',
  ],
  mod_session_cookie: [
    'raw:SessionCookieName SessionCookieName2',
    'flag:SessionCookieRemove',
  ],
  mod_session_crypto: [
    '1+:SessionCryptoPassphrase',
    '1 H:SessionCryptoPassphraseFile',
    '1:SessionCryptoCipher',
    'raw VDLFPIMH:SessionCryptoDriver',
  ],
  mod_session_dbd: [
    '1:SessionDBDSelectLabel SessionDBDInsertLabel SessionDBDUpdateLabel SessionDBDDeleteLabel',
    'flag:SessionDBDPerUser SessionDBDCookieRemove',
    'raw:SessionDBDCookieName SessionDBDCookieName2',
  ],
  mod_setenvif: [
    'raw:SetEnvIf SetEnvIfNoCase SetEnvIfExpr BrowserMatch BrowserMatchNoCase',
  ],
  mod_so: [
    '2 H:LoadModule',
    '1+ H:LoadFile',
  ],
  mod_socache_memcache: [
    '1 DLFPIMH:MemcacheConnTTL',
  ],
  mod_socache_redis: [
    '1 DLFPIMH:RedisConnPoolTTL RedisTimeout',
  ],
  mod_speling: [
    'flag:CheckSpelling CheckCaseOnly CheckBasenameMatch',
  ],
  mod_ssl: [
    '1 VDLFPIMH:SSLPassPhraseDialog SSLSessionCache SSLCryptoDevice SSLVHostSNIPolicy SSLStaplingCache',
    '2-3 H:SSLRandomSeed',
    '1 DLFPIMH:SSLEngine SSLCertificateFile SSLCertificateKeyFile SSLCertificateChainFile SSLSessionTicketKeyFile SSLCADNRequestPath SSLCADNRequestFile SSLCARevocationPath SSLCARevocationFile SSLSessionCacheTimeout SSLSRPVerifierFile SSLSRPUnknownUserSeed SSLOCSPDefaultResponder SSLOCSPResponseTimeSkew SSLOCSPResponseMaxAge SSLOCSPResponderTimeout SSLOCSPProxyURL SSLOCSPResponderCertificateFile SSLStaplingResponseTimeSkew SSLStaplingResponderTimeout SSLStaplingResponseMaxAge SSLStaplingStandardCacheTimeout SSLStaplingErrorCacheTimeout SSLStaplingForceURL',
    'flag VDLFPIMH:SSLFIPS',
    '1-2:SSLCipherSuite',
    '1:SSLCACertificatePath SSLCACertificateFile SSLVerifyClient SSLVerifyDepth SSLUserName',
    'raw DLFPIMH:SSLCARevocationCheck SSLProtocol SSLOCSPEnable',
    'flag DLFPIMH:SSLHonorCipherOrder SSLCompression SSLSessionTickets SSLInsecureRenegotiation SSLStrictSNIVHostCheck SSLOCSPOverrideResponder SSLOCSPUseRequestNonce SSLOCSPNoVerify SSLUseStapling SSLStaplingReturnResponderErrors SSLStaplingFakeTryLater',
    'flag DLFIMH:SSLProxyEngine SSLProxyCheckPeerExpire SSLProxyCheckPeerCN SSLProxyCheckPeerName',
    'raw DLFIMH:SSLProxyProtocol SSLProxyCARevocationCheck',
    '1-2 DLFIMH:SSLProxyCipherSuite',
    '1 DLFIMH:SSLProxyVerify SSLProxyVerifyDepth SSLProxyCACertificateFile SSLProxyCACertificatePath SSLProxyCARevocationPath SSLProxyCARevocationFile SSLProxyMachineCertificateFile SSLProxyMachineCertificatePath SSLProxyMachineCertificateChainFile',
    'raw:SSLOptions SSLLog SSLLogLevel',
    'raw SV:SSLRequireSSL SSLRequire',
    '1 SV:SSLRenegBufferSize',
    '2 DLFPIMH:SSLOpenSSLConfCmd',
  ],
  mod_substitute: [
    '1:Substitute SubstituteMaxLineLength',
    'flag:SubstituteInheritBefore',
  ],
  mod_suexec: [
    '2 DLFPIMH:SuexecUserGroup',
  ],
  mod_unixd: [
    '1 VDLFPIMH:User Group ChrootDir',
    'flag VDLFPIMH:Suexec',
  ],
  mod_userdir: [
    'raw DLFPIMH:UserDir',
  ],
  mod_usertrack: [
    '1:CookieExpires CookieDomain CookieStyle CookieName CookieSameSite',
    'flag:CookieTracking CookieSecure CookieHttpOnly',
  ],
  mod_version: [
    '1-3:<IfVersion',
  ],
  mod_vhost_alias: [
    '1 DLFPIMH:VirtualScriptAlias VirtualDocumentRoot VirtualScriptAliasIP VirtualDocumentRootIP',
  ],
  mod_watchdog: [
    '1 VDLFPIMH:WatchdogInterval',
  ],
  mod_xml2enc: [
    '1:xml2EncDefault',
    '2+ VDLFPIMH:xml2EncAlias',
    '1+:xml2StartParse',
  ],
  util_ldap: [
    '1 VDLFPIMH:LDAPSharedCacheSize LDAPSharedCacheFile LDAPCacheEntries LDAPCacheTTL LDAPOpCacheEntries LDAPOpCacheTTL LDAPConnectionTimeout LDAPLibraryDebug LDAPTimeout LDAPRetries LDAPRetryDelay',
    '2-3 VDLFPIMH:LDAPTrustedGlobalCert',
    '2-3 SV:LDAPTrustedClientCert',
    '1 DLFPIMH:LDAPTrustedMode LDAPConnectionPoolTTL',
    'flag VDLFPIMH:LDAPVerifyServerCert',
    '1 SV:LDAPReferrals LDAPReferralHopLimit',
  ],
};
