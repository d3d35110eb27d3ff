import { SignatureHelpRequest } from 'vscode-languageserver';
import { signatureAt } from '../service/signature.ts';
import { documentFeature } from './feature.ts';

/**
 * The forms of a directive, when they are asked for: shown at every space they would stand in the way of the
 * completion. None where the language is left to others.
 */
export const signature = documentFeature(
  SignatureHelpRequest.type,
  { signatureHelpProvider: {} },
  ({ uri, params, configurations, server }) =>
    signatureAt(uri, params.position, server.inDepth(configurations)) ?? null,
);
