/** Beginnings of the directives of modules that do not come with httpd, in lower case. */
const PREFIXES = [
  'sec|oidc|oauth2|mellon|saml|shib|cas|cosign|webauth|krb|gss|tkt|jwt|authjwt|crowd|openid',
  'auth_?mysql|auth_?pam|auth_?external|definee?xternal|authz?svn|svn|authxradius|addradius',
  'passenger|ruby|rails|rack|wsgi|php|perl|python|mono|rivet|suphp|fcgi|fastcgi|jk|wl|weblogic',
  'modpagespeed|geoip|maxmind|dos|qs_|bandwidth|bw_?|cband|antiloris|evasive|limitip',
  'nss|gnutls|tls|xsendfile|rpaf|tile|modtile|uploadprogress|matchexpression',
  'ruidgid|rmode|rminuidgid|rdefaultuidgid|rdocumentchroot|assignuserid|maxclientsvhost|nicevalue|limit[ug]idrange',
];
const THIRD_PARTY = new RegExp(`^(${PREFIXES.join('|')})`);

/** True where the name looks like a directive of a known module that is not httpd's own. */
export function isOfThirdParty(name: string): boolean {
  return THIRD_PARTY.test(name);
}
