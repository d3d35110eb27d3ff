import * as l10n from '@vscode/l10n';
import type { CodeLens } from 'vscode-languageserver-types';
import type { Mount } from '../delivery/delivery.ts';
import { verdictOf } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { titleOf } from '../stigman/titles.ts';
import type { Inspected } from './inspected.ts';
import { rangeIn } from './positions.ts';
import { verdictText } from './verdict-text.ts';

/** The endpoints that a lens names: the ones that users miss first. */
const SHOWN = new Set(['streamStateSse', 'cloneCollection', 'logSocket', 'postReviewsByAsset']);

/** Above each mount of a file: what becomes of its endpoints. `command` opens the route map at the file. */
export function codeLenses(
  uri: string,
  configurations: readonly Inspected[],
  application: Application,
  command: string,
): readonly CodeLens[] {
  const lenses = new Map<string, CodeLens>();
  for (const { analysis, sources } of configurations) {
    for (const mount of analysis.entries.flatMap((entry) => entry.mounts)) {
      if (mount.place.uri !== uri) continue;
      const title = lensText(mount, application);
      const range = rangeIn(sources, mount.place);
      lenses.set(`${mount.place.start} ${title}`, {
        range,
        command: { title, command, arguments: [uri] },
      });
    }
  }
  return [...lenses.values()];
}

function lensText(mount: Mount, application: Application): string {
  const told = mount.deliveries
    .filter((delivery) => SHOWN.has(delivery.endpoint.operationId))
    .map((delivery) => {
      const verdict = verdictText(verdictOf(delivery, application));
      return `${titleOf(delivery.endpoint.operationId)} ${verdict}`;
    });
  return l10n.t`STIG Manager at ${mount.basePath}: ${told.join(' · ')}`;
}
