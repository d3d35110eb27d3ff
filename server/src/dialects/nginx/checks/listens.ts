import * as l10n from '@vscode/l10n';
import { type Place, placeOf } from '../../../text/place.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import { type Entry, headOf } from '../scope.ts';
import { readListen, type Server } from '../servers.ts';
import { faultAtHead } from './fault.ts';
import { isTemplated, type Site } from './site.ts';

/** A listen directive with the address that nginx makes of it. */
interface Address {
  readonly entry: Entry;
  readonly key: string;
  readonly isDefault: boolean;
}

/**
 * nginx: `a duplicate listen 0.0.0.0:80`, of two in one server, and `a duplicate default server for 0.0.0.0:80`, of two
 * servers. Addresses by name, but localhost, are left out: what they stand for is not in the configuration.
 */
export function duplicateListens({ servers }: Site): readonly LanguageFault[] {
  const defaults = new Map<string, Server>();
  return servers.flatMap((server) => {
    const seen = new Set<string>();
    return addressesOf(server).flatMap(({ entry, key, isDefault }) => {
      const faults: LanguageFault[] = [];
      if (seen.has(key)) {
        const message = l10n.t`This server listens on ${key} already, and nginx refuses the file. Remove one of the two.`;
        faults.push(faultAtHead(entry, { code: 'duplicate-listen', message }));
      } else if (isDefault) {
        const other = defaults.get(key);
        defaults.set(key, other ?? server);
        if (other) {
          const message = l10n.t`Another server is the default for ${key} already, and nginx refuses the file. Remove one "default_server".`;
          faults.push(faultAtHead(entry, { code: 'duplicate-default-server', message }));
        }
      }
      seen.add(key);
      return faults;
    });
  });
}

/** nginx warns: `conflicting server name "x" on 0.0.0.0:80, ignored`; a server without a name has the name "". */
export function conflictingNames({ servers }: Site): readonly LanguageFault[] {
  const taken = new Map<string, Server>();
  return servers.flatMap((server) => {
    const listens = addressesOf(server).map(({ key }) => key);
    const keys = server.scope.own('listen').length === 0 ? ['0.0.0.0:80'] : listens;
    return namesOf(server).flatMap(({ name, place }) => {
      const lost = keys.filter((key) => {
        const id = `${key} ${name.toLowerCase()}`;
        const other = taken.get(id);
        taken.set(id, other ?? server);
        return other !== undefined && other !== server;
      });
      return lost.length === 0 ? [] : [conflictOf(name, lost.join(', '), place)];
    });
  });
}

interface Name {
  readonly name: string;
  readonly place: Place;
}

/** The plain names of a server; patterns and what is yet to be filled in are left out. */
function namesOf({ scope }: Server): readonly Name[] {
  const entries = scope.own('server_name');
  const { owner } = scope;
  const isNameless = entries.length === 0 && scope.own('include').length === 0;
  if (isNameless) return owner && !isTemplated(owner) ? [{ name: '', place: headOf(owner) }] : [];
  return entries
    .filter((entry) => !isTemplated(entry))
    .flatMap((entry) =>
      entry.directive.args.map((word) => ({ name: word.value, place: placeOf(entry.uri, word) })),
    )
    .filter(({ name }) => !name.startsWith('~') && !name.includes('$'));
}

function conflictOf(name: string, addresses: string, place: Place): LanguageFault {
  const code = 'conflicting-server-name';
  const message =
    name === ''
      ? l10n.t`Another server without a name listens on ${addresses} already, so nginx ignores this one there. Give it a server_name, or remove one of the two.`
      : l10n.t`Another server has the name ${quoted(name)} on ${addresses} already, so nginx ignores it here. Remove or change one of the two.`;
  return { place, code, severity: 'warning', message };
}

/** What a server listens on, as nginx names it; QUIC and UDP have addresses of their own. */
function addressesOf({ scope }: Server): readonly Address[] {
  return scope.own('listen').flatMap((entry) => {
    const listen = isTemplated(entry) ? undefined : readListen(entry, false);
    if (!listen || !/^(?:\*$|\[|[\d.]+$)/.test(listen.address)) return [];
    const { address, port, isDefault } = listen;
    const transport = entry.args.find((word) => word === 'quic' || word === 'udp');
    const key = `${address === '*' ? '0.0.0.0' : address}:${port}${transport ? ` ${transport}` : ''}`;
    return [{ entry, key, isDefault }];
  });
}
