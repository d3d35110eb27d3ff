import type { Diagnostic } from 'vscode-languageserver';
import type { Configuration } from '../dialects/configuration.ts';
import { problemDiagnostic } from '../service/diagnostics.ts';
import { canonicalUri } from '../workspace/uri.ts';
import type { Server } from './server.ts';

interface Known {
  readonly configurations: readonly Configuration[];
  readonly settings: number;
  readonly problem: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The diagnostics of files, for push and for pull: the same list while nothing that it depends on has changed. */
export class Diagnostics {
  readonly #server: Server;
  readonly #known = new Map<string, Known>();
  #settings = 0;

  constructor(server: Server) {
    this.#server = server;
  }

  /** Forgets all, after a change of the settings. */
  reset(): void {
    this.#settings++;
  }

  of(uri: string, configurations: readonly Configuration[]): readonly Diagnostic[] {
    const file = canonicalUri(uri);
    const problem = this.#server.workspace.problemOf(file);
    const known = this.#known.get(file);
    if (known && known.settings === this.#settings && known.problem === problem) {
      if (sameItems(known.configurations, configurations)) return known.diagnostics;
    }
    const { service, versionOf } = this.#server;
    const found = problem
      ? [problemDiagnostic(problem)]
      : service.diagnostics(file, configurations, versionOf);
    const diagnostics = found.map((diagnostic) => this.#forClient(diagnostic));
    this.#known.set(file, { configurations, settings: this.#settings, problem, diagnostics });
    return diagnostics;
  }

  forget(uri: string): void {
    this.#known.delete(canonicalUri(uri));
  }

  #forClient(diagnostic: Diagnostic): Diagnostic {
    if (!diagnostic.relatedInformation) return diagnostic;
    const relatedInformation = diagnostic.relatedInformation.map(({ location, message }) => ({
      location: { ...location, uri: this.#server.clientUri(location.uri) },
      message,
    }));
    return { ...diagnostic, relatedInformation };
  }
}

function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
