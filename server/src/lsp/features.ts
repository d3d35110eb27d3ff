import { HoverRequest } from 'vscode-languageserver';
import { documentationAt } from '../service/documentation.ts';
import { check } from './check.ts';
import { codeActions } from './code-actions.ts';
import { completion, hoverOf } from './completion.ts';
import { create } from './create.ts';
import { detection } from './detection.ts';
import { explanation } from './explanation.ts';
import { documentFeature, type Feature } from './feature.ts';
import { fixWorkspace } from './fix-workspace.ts';
import { formatting } from './formatting.ts';
import { navigation } from './navigation.ts';
import { neighbours } from './neighbours.ts';
import { overview } from './overview.ts';
import { refresher } from './refresher.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signature } from './signature.ts';
import { symbols } from './symbols.ts';

/** Every feature but diagnostics; a new one is a file in `service/` and one line here. */
export const features: readonly Feature[] = [
  documentFeature(
    HoverRequest.type,
    { hoverProvider: true },
    ({ service, server, uri, params, configurations }) =>
      hoverOf(
        service.hover(uri, params.position, configurations),
        documentationAt(uri, params.position, server.inDepth(configurations)),
      ),
  ),
  completion,
  codeActions,
  explanation,
  detection,
  check,
  create,
  fixWorkspace,
  neighbours,
  ...formatting,
  ...navigation,
  ...overview,
  refresher,
  semanticTokens,
  signature,
  symbols,
];
