import * as l10n from '@vscode/l10n';
import type { Doubt, Fact, Remedy } from '../../delivery/delivery.ts';
import type { Place, RelatedPlace } from '../../text/place.ts';
import type { Hop } from './journey.ts';
import type { Location } from './locations.ts';
import { type Entry, headOf, type Scope, written } from './scope.ts';

/** Where a default is in force: the head of the block that answers. */
export function answeringPlace(
  scope: Scope,
  location: Location | undefined,
  pass: Entry | undefined,
) {
  if (location) return headOf(location.entry);
  if (scope.owner) return headOf(scope.owner);
  return pass && headOf(pass);
}

/** Every delivery tells of the same few defaults, so that their texts are made once. */
const defaults = new Map<string, string>();

/** How messages name a setting that nobody makes: "x 5 (default)", or "x (default 5)". */
export function byDefault(setting: string, value?: string): string {
  const key = JSON.stringify([setting, value]);
  const known = defaults.get(key);
  if (known !== undefined) return known;
  const text =
    value === undefined ? l10n.t`${setting} (default)` : l10n.t`${setting} (default ${value})`;
  defaults.set(key, text);
  return text;
}

/** A fact that no directive decides. */
export function defaultFact(place: Place, subject: string, remedies: readonly Remedy[] = []): Fact {
  return { place, subject, origin: 'default', related: [], remedies };
}

/** A fact about a setting of one hop: at the directive in force, or at the answering block where a default is. */
export function settingFact(
  hop: Pick<Hop, 'scope' | 'served' | 'pass'>,
  entry: Entry | undefined,
  defaultText: string,
  remedies: readonly Remedy[],
): Fact {
  const block = answeringPlace(hop.scope, hop.served.location, hop.pass) ?? headOf(hop.pass);
  if (!entry) return defaultFact(block, defaultText, remedies);
  const local = entry.scope === hop.scope || entry.scope === hop.served.location?.scope;
  return {
    place: headOf(entry),
    subject: written(entry),
    origin: local ? 'explicit' : 'inherited',
    related: relatedOf(
      entry,
      local
        ? undefined
        : { ...block, message: l10n.t('inherited here, where the request is answered') },
    ),
    remedies,
  };
}

/** A fact that stands at one directive. */
export function entryFact(entry: Entry, remedies: readonly Remedy[] = []): Fact {
  return {
    place: headOf(entry),
    subject: written(entry),
    origin: 'explicit',
    related: relatedOf(entry, undefined),
    remedies,
  };
}

function relatedOf(entry: Entry, inheriting: RelatedPlace | undefined): readonly RelatedPlace[] {
  const out: RelatedPlace[] = [];
  for (let at = entry.includedBy; at; at = at.includedBy)
    out.push({ ...headOf(at), message: l10n.t('included here') });
  return inheriting ? [...out, inheriting] : out;
}

/** A doubt about what a directive does. */
export function doubt(
  entry: Entry,
  explanation: string,
  could: Doubt['could'] = 'any',
): readonly Doubt[] {
  return [{ could, place: headOf(entry), explanation }];
}
