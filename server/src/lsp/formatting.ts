import {
  BulkRegistration,
  type BulkUnregistration,
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type Position,
} from 'vscode-languageserver';
import type { FormattingOptions, Range, TextEdit } from 'vscode-languageserver-types';
import { formattingEdits } from '../service/formatting.ts';
import { type DocumentQuestion, documentFeature, type Feature, treeOf } from './feature.ts';
import type { Server } from './server.ts';

const ON_TYPE = { firstTriggerCharacter: '}', moreTriggerCharacter: ['>', '\n'] };

/** Indentation of a document, of a range, and of the line that a closing brace or a new line ends. */
export const formatting: readonly Feature[] = [
  documentFeature(DocumentFormattingRequest.type, {}, (question) => format(question)),
  documentFeature(DocumentRangeFormattingRequest.type, {}, (question) =>
    format(question, question.params.range),
  ),
  documentFeature(DocumentOnTypeFormattingRequest.type, {}, (question) =>
    format(question, lineAt(question.params.position)),
  ),
  {
    capabilities: ({ registersFormatting }) =>
      registersFormatting
        ? {}
        : {
            documentFormattingProvider: true,
            documentRangeFormattingProvider: true,
            documentOnTypeFormattingProvider: ON_TYPE,
          },
    register: registerByLanguage,
  },
];

function format<P extends { readonly options: FormattingOptions }>(
  { uri, params, server, configurations }: DocumentQuestion<P>,
  range?: Range,
): TextEdit[] | null {
  const tree = treeOf(uri, server.inDepth(configurations));
  return tree ? [...formattingEdits(tree, params.options, range)] : null;
}

function lineAt({ line }: Position): Range {
  return { start: { line, character: 0 }, end: { line, character: Number.MAX_SAFE_INTEGER } };
}

/**
 * Keeps the client's formatters in step with the languages that are not left to a neighbour. A formatter that is there
 * and does nothing would still make an editor ask which of two to use.
 */
function registerByLanguage(server: Server): void {
  let registered: BulkUnregistration | undefined;
  let inForce = '';
  let running = Promise.resolve();
  const update = async (): Promise<void> => {
    const languages = formattedLanguages(server);
    if (languages.join() === inForce) return;
    inForce = languages.join();
    registered?.dispose();
    registered = await server.connection.client.register(registrationFor(languages));
  };
  server.onChange(() => {
    if (!server.abilities.registersFormatting) return;
    running = running.then(update).catch((error: unknown) => server.log('formatting', error));
  });
}

function formattedLanguages(server: Server): readonly string[] {
  return server.dialects
    .filter(({ id }) => !server.standsAside(id))
    .flatMap(({ languageIds }) => languageIds);
}

function registrationFor(languages: readonly string[]): BulkRegistration {
  const documentSelector = languages.map((language) => ({ language }));
  const bulk = BulkRegistration.create();
  bulk.add(DocumentFormattingRequest.type, { documentSelector });
  bulk.add(DocumentRangeFormattingRequest.type, { documentSelector });
  bulk.add(DocumentOnTypeFormattingRequest.type, { documentSelector, ...ON_TYPE });
  return bulk;
}
