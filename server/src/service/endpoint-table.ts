import * as l10n from '@vscode/l10n';
import type { BodyLimit, Delivery, Fact, Mount, Upgrade } from '../delivery/delivery.ts';
import { shortestLimit } from '../delivery/facts.ts';
import { verdictOf } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { titleOf } from '../stigman/titles.ts';
import type { Inspected } from './inspected.ts';
import { code, originOf, plain, table } from './markdown.ts';
import { verdictText } from './verdict-text.ts';

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
      plain(titleOf(delivery.endpoint.operationId)),
      `**${verdictText(verdictOf(delivery, application))}**`,
      told(delivery.route, routeText(delivery)),
      told(timeout, timeout ? l10n.t`${timeout.seconds} s` : l10n.t('none')),
      told(delivery.upgrade, upgradeText(delivery.upgrade)),
      told(delivery.bodyLimit, bodyText(delivery.bodyLimit)),
    ];
  });
  return table(head(), rows);
}

function head(): readonly string[] {
  return [
    l10n.t('Endpoint'),
    l10n.t('Verdict'),
    l10n.t('Route'),
    l10n.t('Read timeout'),
    l10n.t('Upgrade'),
    l10n.t('Body limit'),
  ];
}

function routeText({ route }: Delivery): string {
  if (route.outcome !== 'application') return plain(route.explanation);
  return code(`${route.upstream ?? ''}${route.upstreamPath ?? ''}`);
}

function upgradeText(upgrade: Upgrade | undefined): string {
  if (!upgrade) return '';
  if (upgrade.outcome === 'unknown') return l10n.t('unknown');
  return upgrade.outcome === 'switched' ? l10n.t('yes') : l10n.t('no');
}

function bodyText(limit: BodyLimit | undefined): string {
  if (!limit) return '';
  if (limit.bytes === Infinity) return l10n.t('none');
  return l10n.t`${limit.bytes.toLocaleString('en-US')} B`;
}
