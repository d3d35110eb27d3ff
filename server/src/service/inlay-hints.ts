import * as l10n from '@vscode/l10n';
import type { InlayHint, Range } from 'vscode-languageserver-types';
import type { Delivery, Fact, Mount } from '../delivery/delivery.ts';
import { shortestLimit } from '../delivery/facts.ts';
import type { Place } from '../text/place.ts';
import type { Inspected } from './inspected.ts';
import { originText } from './markdown.ts';
import { linesOf } from './positions.ts';

/**
 * At the head of each mapping of STIG Manager: the read timeout and buffering that are in force but not written there.
 * Both are short, for VS Code shows no more than 43 characters of hints on a line.
 */
export function inlayHints(
  uri: string,
  range: Range,
  configurations: readonly Inspected[],
): readonly InlayHint[] {
  const hints = new Map<string, InlayHint>();
  for (const { analysis, sources } of configurations) {
    const tree = sources.tree(uri);
    if (!tree) continue;
    for (const mount of analysis.entries.flatMap((entry) => entry.mounts)) {
      for (const { place, told, tooltip } of hintsOf(mount)) {
        const position = linesOf(tree).position(place.end);
        if (place.uri !== uri || position.line < range.start.line || position.line > range.end.line)
          continue;
        const label = told();
        hints.set(`${place.end} ${label}`, { position, label, tooltip, paddingLeft: true });
      }
    }
  }
  return [...hints.values()];
}

interface Told {
  readonly place: Place;
  /** Makes the text, which is only wanted where the place is in sight. */
  readonly told: () => string;
  readonly tooltip: string;
}

function hintsOf(mount: Mount): readonly Told[] {
  return mount.deliveries.flatMap((delivery) => {
    if (delivery.endpoint.kind !== 'stream' || delivery.route.outcome !== 'application') return [];
    return [timeoutHint(delivery), bufferingHint(delivery)].filter((told) => told !== undefined);
  });
}

function timeoutHint(delivery: Delivery): Told | undefined {
  const limit = shortestLimit(delivery);
  return limit && unwritten(limit, delivery.mapping, () => l10n.t`timeout ${limit.seconds} s`);
}

function bufferingHint({ buffering, mapping }: Delivery): Told | undefined {
  const value = () => (buffering?.on ? l10n.t('buffered') : l10n.t('unbuffered'));
  return buffering && unwritten(buffering, mapping, value);
}

function unwritten(fact: Fact, place: Place, value: () => string): Told | undefined {
  const { origin, subject } = fact;
  if (origin === 'explicit') return undefined;
  return { place, told: () => `${value()} (${originText(origin)})`, tooltip: subject };
}
