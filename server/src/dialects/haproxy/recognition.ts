import { applicationOf, type Recognition, type Recognized } from '../../stigman/recognition.ts';
import { commentNear } from '../../syntax/comments.ts';
import type { Line, Proxy } from './configuration.ts';
import type { Server } from './journey.ts';
import { serversOf } from './servers.ts';

/** Which application a backend leads to, for clients that ask for a path. */
export function recognize(
  backend: Proxy,
  servers: readonly Server[],
  chosenBy: Line | undefined,
  mountPath: string | undefined,
  recognition: Recognition,
): Recognized {
  const comments = [
    ...(chosenBy ? [commentNear(chosenBy.proxy.tree, chosenBy.directive)] : []),
    commentNear(backend.tree, backend.head),
  ];
  const found = servers.map((server) =>
    applicationOf(
      {
        names: [server.host, server.name, backend.name],
        port: server.port,
        mountPath,
        comment: [...comments, commentNear(backend.tree, server.line.directive)].join('\n'),
      },
      recognition,
    ),
  );
  for (const wanted of ['stigman', 'keycloak', 'ignored'] as const) {
    if (found.includes(wanted)) return wanted;
  }
  return 'other';
}

/** The same for a backend as such. */
export function recognizeBackend(
  backend: Proxy,
  chosenBy: Line | undefined,
  mountPath: string | undefined,
  recognition: Recognition,
): Recognized {
  return recognize(backend, serversOf(backend), chosenBy, mountPath, recognition);
}

/** host:port of a server, or its name. */
export function authorityOf(server: Server): string {
  return server.port === undefined ? server.host : `${server.host}:${server.port}`;
}
