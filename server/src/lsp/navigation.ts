import {
  DefinitionRequest,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  ResponseError,
  SelectionRangeRequest,
} from 'vscode-languageserver';
import type { Configuration } from '../dialects/configuration.ts';
import { foldingRanges } from '../service/folding.ts';
import { linksIn } from '../service/links.ts';
import { definitionsAt, highlightsAt, referencesAt } from '../service/navigation.ts';
import { outlineOf } from '../service/outline.ts';
import { rejection, renamableAt, renameAt } from '../service/rename.ts';
import { selectionRanges } from '../service/selection.ts';
import { documentFeature, type Feature, treeOf } from './feature.ts';
import type { Server } from './server.ts';

/** The configurations of a file, and all others that are known: they may share a file that the name stands in. */
async function withOthers(
  own: readonly Configuration[],
  server: Server,
): Promise<readonly Configuration[]> {
  const all = await server.settled(() => server.workspace.configurations());
  return [...new Set([...own, ...all])];
}

/** Moving about in the files of a configuration. */
export const navigation: readonly Feature[] = [
  documentFeature(
    DefinitionRequest.type,
    { definitionProvider: true },
    ({ uri, params, configurations, server }) =>
      definitionsAt(uri, params.position, configurations).map((one) => ({
        ...one,
        uri: server.clientUri(one.uri),
      })),
  ),
  documentFeature(
    ReferencesRequest.type,
    { referencesProvider: true },
    async ({ uri, params, server, configurations: own }) => {
      const { position, context } = params;
      const configurations = await withOthers(own, server);
      return referencesAt(uri, position, configurations, context.includeDeclaration).map((one) => ({
        ...one,
        uri: server.clientUri(one.uri),
      }));
    },
  ),
  documentFeature(
    DocumentHighlightRequest.type,
    { documentHighlightProvider: true },
    ({ uri, params, configurations }) => [...highlightsAt(uri, params.position, configurations)],
  ),
  documentFeature(
    PrepareRenameRequest.type,
    {},
    ({ uri, params, configurations }) => renamableAt(uri, params.position, configurations) ?? null,
  ),
  documentFeature(
    RenameRequest.type,
    { renameProvider: { prepareProvider: true } },
    async ({ uri, params, server, configurations: own }) => {
      const { position, newName } = params;
      const configurations = await withOthers(own, server);
      const reason = rejection(uri, position, newName, configurations);
      if (reason) throw new ResponseError(LSPErrorCodes.RequestFailed, reason);
      const { changes = {} } = renameAt(uri, position, newName, configurations);
      const renamed = Object.entries(changes).map(
        ([file, edits]) => [server.clientUri(file), edits] as const,
      );
      return { changes: Object.fromEntries(renamed) };
    },
  ),
  documentFeature(
    DocumentSymbolRequest.type,
    { documentSymbolProvider: true },
    ({ uri, configurations }) => {
      const tree = treeOf(uri, configurations);
      const names = configurations[0]?.dialect.language?.names;
      return tree && names ? [...outlineOf(tree, names)] : null;
    },
  ),
  documentFeature(
    FoldingRangeRequest.type,
    { foldingRangeProvider: true },
    ({ uri, configurations }) => {
      const tree = treeOf(uri, configurations);
      return tree ? [...foldingRanges(tree)] : null;
    },
  ),
  documentFeature(
    SelectionRangeRequest.type,
    { selectionRangeProvider: true },
    ({ uri, params, configurations }) => {
      const tree = treeOf(uri, configurations);
      return tree ? [...selectionRanges(tree, params.positions)] : null;
    },
  ),
  documentFeature(
    DocumentLinkRequest.type,
    { documentLinkProvider: {} },
    ({ uri, configurations, server }) =>
      linksIn(uri, configurations).map((link) => ({
        ...link,
        target: link.target && server.clientUri(link.target),
      })),
  ),
];
