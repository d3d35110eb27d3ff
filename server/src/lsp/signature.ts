import { SignatureHelpRequest } from 'vscode-languageserver';
import { signatureAt } from '../service/signature.ts';
import { documentFeature } from './feature.ts';

/** The forms of a directive while its arguments are typed; where the language is left to others, none. */
export const signature = documentFeature(
  SignatureHelpRequest.type,
  { signatureHelpProvider: {} },
  ({ uri, params, configurations, server }) =>
    signatureAt(uri, params.position, server.inDepth(configurations)) ?? null,
);
