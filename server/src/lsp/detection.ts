import { RequestType } from 'vscode-languageserver';
import { dialects } from '../dialects/registry.ts';
import type { Feature } from './feature.ts';
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
/** Below this a dialect only might be meant. */
const SURE = 0.5;

/** The language that a file speaks, for editors that cannot tell from its name. */
export const detection: Feature = {
  capabilities: () => ({}),
  register: ({ connection }) => {
    connection.onRequest(request, ({ fileName, text }) => ({
      languageId: languageOf(fileName, text) ?? null,
    }));
  },
};

function languageOf(fileName: string, text: string): string | undefined {
  const judged = dialects.map((dialect) => ({ dialect, score: dialect.detect(fileName, text) }));
  const best = judged.reduce<(typeof judged)[number] | undefined>(
    (first, next) => (next.score > (first?.score ?? 0) ? next : first),
    undefined,
  );
  return best !== undefined && best.score >= SURE ? best.dialect.languageIds[0] : undefined;
}
