import * as l10n from '@vscode/l10n';
import type { Fact, Remedy, Upgrade } from '../../delivery/delivery.ts';
import { entryFact, settingFact } from './facts.ts';
import { type Handshake, handshakeOf } from './handshake.ts';
import type { Hop } from './journey.ts';
import { httpVersionRemedies, lostHeaderRemedies } from './remedies/settings.ts';
import { upgradeRemedies } from './remedies/upgrade.ts';
import { type Entry, isHeader, setOf } from './scope.ts';
import type { World } from './world.ts';

interface Judged {
  readonly hop: Hop;
  readonly handshake: Handshake;
}

/** What becomes of the log socket's handshake: told at the first hop that spoils it, or at the last where none does. */
export function upgradeOf(hops: readonly Hop[], world: World): Upgrade {
  const judged = hops.map((hop, i) => ({
    hop,
    handshake: handshakeOf(hop, i === hops.length - 1),
  }));
  const spoiled = judged.find(({ handshake }) => handshake.spoiledBy);
  if (spoiled?.handshake.spoiledBy) return lostHeader(spoiled.hop, spoiled.handshake.spoiledBy);
  const refusing = judged.find(({ handshake: h }) => h.upgrade === false || h.connection === false);
  if (refusing) return refusal(refusing, hops, world);
  const open = judged.find(
    ({ handshake: h }) => h.upgrade === undefined || h.connection === undefined,
  );
  if (open) {
    const fact = settingFact(open.hop, undefined, describe(open.hop), []);
    return { ...fact, outcome: 'unknown', explanation: '', httpVersion: open.hop.httpVersion };
  }
  return passing(
    judged.findLast(({ hop }) => hop.httpVersion === '1.0') ?? (judged.at(-1) as Judged),
  );
}

function passing({ hop }: Judged): Upgrade {
  const defaultText = l10n.t`${'proxy_http_version 1.0'} (default below ${'1.29.7'})`;
  const fact = settingFact(hop, hop.httpVersionEntry, defaultText, httpVersionRemedies(hop));
  return { ...fact, outcome: 'switched', explanation: '', httpVersion: hop.httpVersion };
}

function lostHeader(hop: Hop, spoiledBy: Entry): Upgrade {
  return {
    ...entryFact(spoiledBy, lostHeaderRemedies(hop, spoiledBy)),
    outcome: 'refused',
    explanation: l10n.t('a header of the handshake is lost'),
    httpVersion: hop.httpVersion,
  };
}

function refusal({ hop, handshake }: Judged, hops: readonly Hop[], world: World): Upgrade {
  const missing = [
    ...(handshake.upgrade === false ? ['Upgrade'] : []),
    ...(handshake.connection === false ? ['Connection: upgrade'] : []),
  ];
  return {
    ...refusalFact(hop, missing, upgradeRemedies(hop, world, hops)),
    outcome: 'refused',
    explanation: explain(hop, missing),
    httpVersion: hop.httpVersion,
  };
}

/** Stands on the line that spoils the handshake, else on the block. */
function refusalFact(hop: Hop, missing: readonly string[], remedies: readonly Remedy[]): Fact {
  const wanted = missing.map((name) => name.split(':')[0]?.toLowerCase());
  const wrong = hop.sent.find((header) => wanted.includes(header.name));
  return settingFact(hop, wrong?.entry, describe(hop), remedies);
}

function describe(hop: Hop): string {
  return hop.served.location ? `location ${hop.served.location.pattern}` : l10n.t('this server');
}

function explain(hop: Hop, missing: readonly string[]): string {
  const twice = hop.sent.filter((header) => header.name === 'upgrade').length > 1;
  if (twice && missing.includes('Upgrade'))
    return l10n.t('nginx sends the Upgrade header twice, which the application rejects');
  const [one = '', other] = missing;
  const both = other === undefined ? one : l10n.t`${one} and ${other}`;
  const what = l10n.t`nginx does not pass ${both} on`;
  return droppedByNearer(hop)
    ? l10n.t`${what}, because a proxy_set_header nearer by replaces the whole inherited set`
    : what;
}

/** True where an outer block sets the upgrade headers and the answering block's own set replaces them. */
function droppedByNearer(hop: Hop): boolean {
  const at = setOf(hop.scope, 'proxy_set_header')[0]?.scope;
  for (let outer = at?.parent; outer; outer = outer.parent) {
    if (outer.own('proxy_set_header').some((entry) => isHeader(entry, 'upgrade'))) return true;
  }
  return false;
}
