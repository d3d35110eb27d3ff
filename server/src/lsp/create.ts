import { RequestType } from 'vscode-languageserver';
import type { Choices, Starter } from '../dialects/starter.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import { SECTION } from './settings.ts';

interface Wanted {
  /** Id of the dialect, such as "nginx". */
  readonly dialect: string;
  readonly choices: Choices;
}

interface Created extends Starter {
  readonly languageId: string;
}

const request = new RequestType<Wanted, Created | null, void>(`${SECTION}/create`);

/** Writes the text of a new configuration. */
export const create: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(request, ({ dialect, choices }) =>
      guarded<Created | null>(server, 'create', null, async () => {
        const found = server.dialects.find((each) => each.id === dialect);
        const starter = (await found?.load())?.language?.starter?.(choices);
        const languageId = found?.languageIds[0];
        return starter && languageId ? { ...starter, languageId } : null;
      }),
    );
  },
};
