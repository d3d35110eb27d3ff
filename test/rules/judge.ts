import type { Analysis } from '../../server/src/delivery/delivery.ts';
import { rules } from '../../server/src/rules/registry.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { stigManager } from '../../server/src/stigman/application.ts';

/** What every rule finds. */
export function judge(analysis: Analysis): readonly Finding[] {
  return rules.flatMap((rule) => rule.check(analysis, stigManager));
}

/** "severity rule-id @offset: operation ids", one a finding. */
export function brief(analysis: Analysis): readonly string[] {
  return judge(analysis).map(({ severity, ruleId, place, affects }) => {
    const ids = affects.map((delivery) => delivery.endpoint.operationId).join(' ');
    return `${severity} ${ruleId} @${place.start}${ids ? `: ${ids}` : ''}`;
  });
}

/** The message of the one finding. */
export function messageOf(analysis: Analysis): string {
  const [finding, ...more] = judge(analysis);
  if (!finding || more.length > 0)
    throw new Error(`not one finding: ${brief(analysis).join(' | ')}`);
  return finding.message;
}
