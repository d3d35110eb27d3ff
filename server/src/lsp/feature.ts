import type {
  CancellationToken,
  ProtocolRequestType,
  ServerCapabilities,
  TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { Configuration } from '../dialects/configuration.ts';
import type { LanguageService } from '../service/service.ts';
import type { SyntaxTree } from '../syntax/tree.ts';
import { canonicalUri } from '../workspace/uri.ts';
import { guarded } from './guard.ts';
import type { ClientAbilities, Server } from './server.ts';

/** One thing that the server can do. */
export interface Feature {
  readonly capabilities: (abilities: ClientAbilities) => Partial<ServerCapabilities>;
  /** Called once, before `initialize`. */
  readonly register: (server: Server) => void;
}

/** What an answer about one document is made from. */
export interface DocumentQuestion<P> {
  readonly params: P;
  readonly uri: string;
  readonly service: LanguageService;
  readonly configurations: readonly Configuration[];
  readonly server: Server;
}

type AboutDocument = { readonly textDocument: TextDocumentIdentifier };

/** A request about one document that the language service answers from the configurations it is part of. */
export function documentFeature<P extends AboutDocument, R, PR, E, RO>(
  type: ProtocolRequestType<P, R, PR, E, RO>,
  capabilities: Partial<ServerCapabilities>,
  answer: (question: DocumentQuestion<P>) => R | Promise<R>,
): Feature {
  return {
    capabilities: () => capabilities,
    register: (server) => {
      const ask = (params: P, token: CancellationToken): Promise<unknown> =>
        guarded<R | null>(server, type.method, null, async () => {
          const uri = canonicalUri(params.textDocument.uri);
          const configurations = await server.configurationsOf(uri, token);
          return answer({ params, uri, service: server.service, configurations, server });
        });
      server.connection.onRequest(type.method, ask);
    },
  };
}

/** The tree of a file that one of the configurations reads. */
export function treeOf(
  uri: string,
  configurations: readonly Configuration[],
): SyntaxTree | undefined {
  return configurations.map(({ sources }) => sources.tree(uri)).find((tree) => tree !== undefined);
}
