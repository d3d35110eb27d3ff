import * as l10n from '@vscode/l10n';
import { type CancellationToken, RequestType } from 'vscode-languageserver';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import type { Checked } from './publisher.ts';
import type { Server } from './server.ts';
import { SECTION } from './settings.ts';

const checkFiles = new RequestType<{ readonly uris: readonly string[] }, Checked, void>(
  `${SECTION}/checkFiles`,
);

const nothing: Checked = { files: 0, findings: 0 };
const BATCH = 50;

/** Checks files that are not open. */
export const check: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(checkFiles, ({ uris }, token) =>
      guarded(server, 'check', nothing, () => checked(server, uris, token)),
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
  progress?.begin(l10n.t('Checking proxy configurations'), 0, undefined, true);
  try {
    for (let at = 0; at < uris.length; at += BATCH) {
      if (token.isCancellationRequested || progress?.token.isCancellationRequested) break;
      server.workspace.pin(uris.slice(at, at + BATCH));
      await server.settled(() => server.workspace.configurations(), token);
      progress?.report(Math.round((100 * at) / uris.length), l10n.t`${at} of ${uris.length} files`);
    }
    return await server.publisher.checkedNow();
  } finally {
    progress?.done();
  }
}
