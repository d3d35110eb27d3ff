import { oncePer } from '../once.ts';
import type { Configuration, Section } from './configuration.ts';
import { allBindsOf, type Bind, isEntrance, isLoopback, isSocket } from './frontends.ts';
import type { Server } from './journey.ts';

/** A frontend or listen section that another section of the same configuration sends to, and on which address. */
export interface Inner {
  readonly section: Section;
  readonly bind: Bind;
}

/** The section that takes what a server on this machine is sent, where the configuration itself has it. */
export function innerBehind(configuration: Configuration, server: Server): Inner | undefined {
  if (isSocket(server)) {
    return innersOf(configuration).find(({ bind }) => bind.host === server.host);
  }
  if (server.port === undefined || !isLoopback(server)) return undefined;
  return innersOf(configuration).find(
    ({ bind }) => bind.port === server.port && (isAnyAddress(bind) || isLoopback(bind)),
  );
}

const innersOf = oncePer((configuration: Configuration): readonly Inner[] =>
  configuration.proxies
    .filter(isEntrance)
    .flatMap((section) => allBindsOf(section).map((bind) => ({ section, bind }))),
);

function isAnyAddress({ host }: Bind): boolean {
  return host === '' || host === '*' || host === '0.0.0.0' || host === '::';
}
