import assert from 'node:assert/strict';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import type { Inspected } from '../../server/src/service/inspected.ts';
import type { Application } from '../../server/src/stigman/application.ts';

/**
 * Asserts that each break of a primary mount has a finding that explains it, unless the request is only sent on to
 * TLS, and that no error concerns an endpoint that is ok.
 */
export function assertExplained({ analysis, findings }: Inspected, application: Application): void {
  for (const mount of analysis.entries.flatMap((entry) => entry.mounts)) {
    for (const delivery of mount.deliveries) {
      const verdict = verdictOf(delivery, application);
      const about = findings.filter((finding) => finding.affects.includes(delivery));
      const errors = about.filter((finding) => finding.severity === 'error');
      const known = verdict !== 'unknown' && mount.primary && !delivery.route.toTls;
      if (verdict === 'ok') assert.deepEqual(errors, []);
      else if (known) assert.notDeepEqual(about, [], `${delivery.path} is ${verdict}`);
    }
  }
}
