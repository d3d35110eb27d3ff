import { alteredStreamHeaders } from './altered-stream-headers.ts';
import { authenticationOnStream } from './authentication-on-stream.ts';
import { explicitBuffering } from './explicit-buffering.ts';
import { forcedBuffering } from './forced-buffering.ts';
import { forgeableClientCertificate } from './forgeable-client-certificate.ts';
import { keycloakForwardedHeaders } from './keycloak-forwarded-headers.ts';
import { misreadDuration } from './misread-duration.ts';
import { missingFlushpackets } from './missing-flushpackets.ts';
import { missingSlashRedirect } from './missing-slash-redirect.ts';
import { missingUpgradeHeaders } from './missing-upgrade-headers.ts';
import { plainHttp } from './plain-http.ts';
import type { Rule } from './rule.ts';
import { shadowedMapping } from './shadowed-mapping.ts';
import { shortReadTimeout } from './short-read-timeout.ts';
import { smallBodyLimit } from './small-body-limit.ts';
import { unreachableEndpoint } from './unreachable-endpoint.ts';
import { upgradeOverHttp10 } from './upgrade-over-http-1.0.ts';

/** Every rule, in the order in which reports list them. */
export const rules: readonly Rule[] = [
  unreachableEndpoint,
  missingUpgradeHeaders,
  forcedBuffering,
  shortReadTimeout,
  misreadDuration,
  forgeableClientCertificate,
  explicitBuffering,
  missingFlushpackets,
  upgradeOverHttp10,
  shadowedMapping,
  missingSlashRedirect,
  smallBodyLimit,
  alteredStreamHeaders,
  authenticationOnStream,
  keycloakForwardedHeaders,
  plainHttp,
];
