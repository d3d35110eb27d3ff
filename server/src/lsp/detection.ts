import { RequestType } from 'vscode-languageserver';
import { surestDialect } from '../workspace/dialect-of.ts';
import type { Feature } from './feature.ts';
import { guarded } from './guard.ts';
import { SECTION } from './settings.ts';

interface Question {
  readonly fileName: string;
  /** The beginning of the file is enough. */
  readonly text: string;
}

interface Answer {
  /** Null where no dialect is sure. */
  readonly languageId: string | null;
}

const request = new RequestType<Question, Answer, void>(`${SECTION}/detectLanguage`);

/** The language that a file speaks, for editors that cannot tell from its name. */
export const detection: Feature = {
  capabilities: () => ({}),
  register: (server) => {
    server.connection.onRequest(request, ({ fileName, text }) =>
      guarded(server, 'detection', { languageId: null }, async () => {
        const dialect = await surestDialect(fileName, text, server.dialects);
        return { languageId: dialect?.languageIds[0] ?? null };
      }),
    );
  },
};
