import { ResponseError } from 'vscode-languageserver';
import type { Server } from './server.ts';

/** Answers a request; where the feature throws, logs that and gives the fallback, so that the others go on. */
export async function guarded<T>(
  server: Server,
  name: string,
  fallback: T,
  answer: () => T | Promise<T>,
): Promise<T> {
  try {
    return await answer();
  } catch (error) {
    if (error instanceof ResponseError) throw error;
    server.log(name, error);
    return fallback;
  }
}
