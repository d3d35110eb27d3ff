import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
} from 'vscode-languageserver';
import { formattingEdits } from '../service/formatting.ts';
import { documentFeature, type Feature, treeOf } from './feature.ts';

/** Indentation of a document, of a range, and of the line that a closing brace or a new line ends. */
export const formatting: readonly Feature[] = [
  documentFeature(
    DocumentFormattingRequest.type,
    { documentFormattingProvider: true },
    ({ uri, params, configurations }) => {
      const tree = treeOf(uri, configurations);
      return tree ? [...formattingEdits(tree, params.options)] : null;
    },
  ),
  documentFeature(
    DocumentRangeFormattingRequest.type,
    { documentRangeFormattingProvider: true },
    ({ uri, params, configurations }) => {
      const tree = treeOf(uri, configurations);
      return tree ? [...formattingEdits(tree, params.options, params.range)] : null;
    },
  ),
  documentFeature(
    DocumentOnTypeFormattingRequest.type,
    {
      documentOnTypeFormattingProvider: {
        firstTriggerCharacter: '}',
        moreTriggerCharacter: ['>', '\n'],
      },
    },
    ({ uri, params, configurations }) => {
      const tree = treeOf(uri, configurations);
      const { line } = params.position;
      const range = {
        start: { line, character: 0 },
        end: { line, character: Number.MAX_SAFE_INTEGER },
      };
      return tree ? [...formattingEdits(tree, params.options, range)] : null;
    },
  ),
];
