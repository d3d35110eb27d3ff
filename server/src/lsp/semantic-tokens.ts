import { SemanticTokensRequest } from 'vscode-languageserver';
import { semanticTokensOf, tokenModifiers, tokenTypes } from '../service/semantic-tokens.ts';
import { documentFeature } from './feature.ts';

/** Names that the configuration defines, told apart from plain words. */
export const semanticTokens = documentFeature(
  SemanticTokensRequest.type,
  {
    semanticTokensProvider: {
      legend: { tokenTypes: [...tokenTypes], tokenModifiers: [...tokenModifiers] },
      full: true,
    },
  },
  ({ uri, configurations }) => {
    const [configuration] = configurations;
    return configuration ? { data: [...semanticTokensOf(uri, configuration)] } : null;
  },
);
