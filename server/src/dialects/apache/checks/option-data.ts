/** What the words of a directive may be. */
export interface Options {
  /** As the manual writes them; case does not count, nor what stands behind `=`. */
  readonly words: readonly string[];
  /** Only so many arguments are looked at; all where absent. */
  readonly first?: number;
  /** Words may start with `+` or `-`. */
  readonly signed?: boolean;
}

const words = (written: string, more: Omit<Options, 'words'> = {}): Options => ({
  words: written.split(' '),
  ...more,
});

const SWITCH = words('On Off', { first: 1 });
const FROM = words('from', { first: 1 });
const VERIFY = words('none off optional require on optional_no_ca', { first: 1 });
/** What becomes of SSLv2 and SSLv3 depends on the OpenSSL that httpd is built with. */
const PROTOCOLS = words('all SSLv2 SSLv3 TLSv1 TLSv1.1 TLSv1.2 TLSv1.3', { signed: true });

/** Directives that take none but certain words (measured on 2.4.71, or words of other 2.4 releases), by lower-case name. */
export const optionData: Readonly<Record<string, Options>> = {
  acceptpathinfo: words('On Off Default', { first: 1 }),
  allow: FROM,
  allowencodedslashes: words('On Off NoDecode', { first: 1 }),
  authmerging: words('Off And Or', { first: 1 }),
  deny: FROM,
  enablemmap: SWITCH,
  enablesendfile: SWITCH,
  fileetag: words('None All INode MTime Size Digest', { signed: true }),
  h2copyfiles: SWITCH,
  h2direct: SWITCH,
  h2earlyhints: SWITCH,
  h2moderntlsonly: SWITCH,
  h2outputbuffering: SWITCH,
  h2proxyrequests: SWITCH,
  h2push: SWITCH,
  h2upgrade: SWITCH,
  h2websockets: SWITCH,
  hostnamelookups: words('On Off Double', { first: 1 }),
  httpprotocoloptions: words('Strict Unsafe RegisteredMethods LenientMethods Allow0.9 Require1.0'),
  indexoptions: words(
    'None AddAltClass Charset= DescriptionWidth DescriptionWidth= FancyIndexing FoldersFirst HTMLTable IconHeight IconHeight= IconsAreLinks IconWidth IconWidth= IgnoreCase IgnoreClient NameWidth NameWidth= ScanHTMLTitles ShowForbidden SuppressColumnSorting SuppressDescription SuppressHTMLPreamble SuppressIcon SuppressLastModified SuppressRules SuppressSize TrackModified Type= UseOldDateFormat VersionSort XHTML',
    { signed: true },
  ),
  options: words(
    'None All Indexes Includes IncludesNOEXEC FollowSymLinks SymLinksIfOwnerMatch ExecCGI MultiViews RunScripts',
    { signed: true },
  ),
  order: words('Allow,Deny Deny,Allow Mutual-failure', { first: 1 }),
  protocolshonororder: SWITCH,
  proxybadheader: words('IsError Ignore StartBody', { first: 1 }),
  proxyerroroverride: SWITCH,
  proxystatus: words('On Off Full', { first: 1 }),
  proxyvia: words('On Off Full Block', { first: 1 }),
  rewriteoptions: words(
    'Inherit InheritBefore InheritDown InheritDownBefore IgnoreInherit AllowNoSlash AllowAnyURI MergeBase IgnoreContextInfo LegacyPrefixDocRoot UnsafePrefixStat MaxRedirects=',
  ),
  satisfy: words('Any All', { first: 1 }),
  serversignature: words('On Off EMail', { first: 1 }),
  servertokens: words('Prod ProductOnly Major Minor Min Minimal OS Full', { first: 1 }),
  sslcarevocationcheck: words('none leaf chain', { first: 1 }),
  sslengine: words('On Off Optional', { first: 1 }),
  ssloptions: words(
    'StdEnvVars CompatEnvVars ExportCertData FakeBasicAuth StrictRequire OptRenegotiate LegacyDNStringFormat',
    { signed: true },
  ),
  sslprotocol: PROTOCOLS,
  sslproxyprotocol: PROTOCOLS,
  sslproxyverify: VERIFY,
  sslverifyclient: VERIFY,
  traceenable: words('On Off Extended', { first: 1 }),
  usecanonicalname: words('On Off DNS', { first: 1 }),
  xbithack: words('On Off Full', { first: 1 }),
};

/** Levels of LogLevel. */
export const levels: readonly string[] = [
  ...['emerg', 'alert', 'crit', 'error', 'warn', 'notice', 'info', 'debug'],
  ...['trace1', 'trace2', 'trace3', 'trace4', 'trace5', 'trace6', 'trace7', 'trace8'],
];

/** Authorization providers of the modules that come with httpd; case counts. */
export const providers: readonly string[] = [
  ...['all', 'env', 'host', 'forward-dns', 'ip', 'local', 'method', 'expr'],
  ...['user', 'valid-user', 'group', 'file-owner', 'file-group', 'ssl', 'ssl-verify-client'],
  ...['ldap-user', 'ldap-group', 'ldap-dn', 'ldap-attribute', 'ldap-filter', 'ldap-search'],
  ...['dbm-group', 'dbm-file-group', 'dbd-group', 'dbd-login', 'dbd-logout'],
];

/** Variables of httpd 2.4's own expressions (manual, and tried on 2.4.71). */
export const expressionVariables: readonly string[] =
  'AUTH_TYPE CONN_LOG_ID CONN_REMOTE_ADDR CONTENT_TYPE CONTEXT_DOCUMENT_ROOT CONTEXT_PREFIX DOCUMENT_ROOT DOCUMENT_URI HANDLER HTTP2 HTTPS HTTP_ACCEPT HTTP_COOKIE HTTP_FORWARDED HTTP_HOST HTTP_PROXY_CONNECTION HTTP_REFERER HTTP_USER_AGENT IPV6 IS_SUBREQ LAST_MODIFIED PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_HOST REMOTE_IDENT REMOTE_PORT REMOTE_USER REQUEST_FILENAME REQUEST_LOG_ID REQUEST_METHOD REQUEST_SCHEME REQUEST_STATUS REQUEST_URI SCRIPT_FILENAME SCRIPT_GROUP SCRIPT_USER SERVER_ADMIN SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_PROTOCOL_VERSION SERVER_PROTOCOL_VERSION_MAJOR SERVER_PROTOCOL_VERSION_MINOR THE_REQUEST TIME TIME_DAY TIME_HOUR TIME_MIN TIME_MON TIME_SEC TIME_WDAY TIME_YEAR'.split(
    ' ',
  );
