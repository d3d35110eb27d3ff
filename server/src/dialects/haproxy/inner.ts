import { oncePer } from '../once.ts';
import type { Configuration, Section } from './configuration.ts';
import { allBindsOf, type Bind, isEntrance, isLoopback, isSocket } from './frontends.ts';
import type { Server } from './journey.ts';
import type { SectionWording } from './section-block.ts';
import { isServer, writtenServer } from './servers.ts';

/** A frontend or listen section that another section of the same configuration sends to, and on which address. */
export interface Inner {
  readonly section: Section;
  readonly bind: Bind;
}

/** True for a section that has a server on this machine, known by the words of its lines alone. */
export function hasServerHere({ wording }: Section): boolean {
  return isHere(wording);
}

const isHere = oncePer(({ lines }: SectionWording) =>
  lines
    .filter(isServer)
    .map(writtenServer)
    .some((server) => isSocket(server) || isLoopback(server)),
);

/** The section that takes what a server on this machine is sent, where the configuration itself has it. */
export function innerBehind(configuration: Configuration, server: Server): Inner | undefined {
  const known = innersOf(configuration);
  if (isSocket(server)) return known.get(server.host)?.[0];
  if (server.port === undefined || !isLoopback(server)) return undefined;
  return known.get(server.port)?.find(({ bind }) => isAnyAddress(bind) || isLoopback(bind));
}

/** By their port, or by the name of their socket. */
const innersOf = oncePer((configuration: Configuration) => {
  const found = new Map<string | number, Inner[]>();
  for (const section of configuration.proxies.filter(isEntrance)) {
    for (const bind of allBindsOf(section)) {
      const key = isSocket(bind) ? bind.host : (bind.port ?? bind.host);
      found.set(key, [...(found.get(key) ?? []), { section, bind }]);
    }
  }
  return found;
});

function isAnyAddress({ host }: Bind): boolean {
  return host === '' || host === '*' || host === '0.0.0.0' || host === '::';
}
