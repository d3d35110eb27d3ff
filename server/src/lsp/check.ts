import { type CancellationToken, RequestType } from 'vscode-languageserver';
import type { FileSystem } from '../workspace/filesystem.ts';
import { childUri } from '../workspace/uri.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import type { Checked } from './publisher.ts';
import type { Server } from './server.ts';
import { SECTION } from './settings.ts';

const checkFiles = new RequestType<{ readonly uris: readonly string[] }, Checked, void>(
  `${SECTION}/checkFiles`,
);
const checkWorkspace = new RequestType<object, Checked, void>(`${SECTION}/checkWorkspace`);

const nothing: Checked = { files: 0, findings: 0 };
const SKIPPED = /^(\.|node_modules$)/;
const MAX_FILES = 20_000;
const BATCH = 50;
const CONFIGURATION =
  /\.(conf|cfg|nginx|nginxconf|vhost|inc|template|tmpl|j2|ya?ml|toml)$|^(Caddyfile|\.htaccess)$/i;

/** Checks files that are not open: those that the client names, or all in the workspace. */
export const check: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(checkFiles, ({ uris }, token) =>
      guarded(server, 'check', nothing, () => checked(server, uris, token)),
    );
    server.connection.onRequest(checkWorkspace, (_params, token) =>
      guarded(server, 'check', nothing, async () => {
        const uris = await configurationFiles(server.workspace.folders, server.fileSystem, token);
        return checked(server, uris, token);
      }),
    );
  },
};

async function checked(
  server: Server,
  uris: readonly string[],
  token: CancellationToken,
): Promise<Checked> {
  const progress = server.abilities.showsProgress
    ? await server.connection.window.createWorkDoneProgress()
    : undefined;
  progress?.begin('Checking proxy configurations', 0, undefined, true);
  try {
    for (let at = 0; at < uris.length; at += BATCH) {
      if (token.isCancellationRequested || progress?.token.isCancellationRequested) break;
      server.workspace.pin(uris.slice(at, at + BATCH));
      await server.settled(() => server.workspace.configurations(), token);
      progress?.report(Math.round((100 * at) / uris.length), `${at} of ${uris.length} files`);
    }
    return await server.publisher.checkedNow();
  } finally {
    progress?.done();
  }
}

async function configurationFiles(
  folders: readonly string[],
  fileSystem: FileSystem,
  token: CancellationToken,
): Promise<readonly string[]> {
  const found: string[] = [];
  const waiting = [...folders];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (token.isCancellationRequested || found.length >= MAX_FILES) break;
    for (const { name, kind, target } of (await fileSystem.readDirectory(folder)) ?? []) {
      if (target !== undefined) continue;
      if (kind === 'directory' && !SKIPPED.test(name)) waiting.push(childUri(folder, name));
      if (kind === 'file' && CONFIGURATION.test(name)) found.push(childUri(folder, name));
    }
  }
  return found;
}
