import type { BodyLimit, Delivery, Fact, Mount, Upgrade } from '../delivery/delivery.ts';
import { shortestLimit } from '../delivery/facts.ts';
import { verdictOf } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import type { Inspected } from './inspected.ts';
import { code, originOf, plain, table } from './markdown.ts';

const HEAD = ['Endpoint', 'Verdict', 'Route', 'Read timeout', 'Upgrade', 'Body limit'];

/** A mount's endpoints as a Markdown table, each setting with where it comes from. */
export function endpointTable(
  mount: Mount,
  from: string,
  inspected: Inspected,
  application: Application,
): string {
  const told = (fact: Fact | undefined, value: string) =>
    fact ? `${value} (${originOf(fact, from, inspected)})` : value;
  const rows = mount.deliveries.map((delivery) => {
    const timeout = shortestLimit(delivery);
    return [
      plain(delivery.endpoint.title),
      `**${verdictOf(delivery, application)}**`,
      told(delivery.route, routeText(delivery)),
      told(timeout, timeout ? `${timeout.seconds} s` : 'none'),
      told(delivery.upgrade, upgradeText(delivery.upgrade)),
      told(delivery.bodyLimit, bodyText(delivery.bodyLimit)),
    ];
  });
  return table(HEAD, rows);
}

function routeText({ route }: Delivery): string {
  if (route.outcome !== 'application') return plain(route.explanation);
  return code(`${route.upstream ?? ''}${route.upstreamPath ?? ''}`);
}

function upgradeText(upgrade: Upgrade | undefined): string {
  if (!upgrade) return '';
  return upgrade.outcome === 'switched' ? 'yes' : upgrade.outcome === 'refused' ? 'no' : 'unknown';
}

function bodyText(limit: BodyLimit | undefined): string {
  if (!limit) return '';
  if (limit.bytes === Infinity) return 'none';
  return `${limit.bytes.toLocaleString('en-US')} B`;
}
