import { check } from './check.ts';
import { codeActions } from './code-actions.ts';
import { completion } from './completion.ts';
import { create } from './create.ts';
import { detection } from './detection.ts';
import { explanation } from './explanation.ts';
import type { Feature } from './feature.ts';
import { fixWorkspace } from './fix-workspace.ts';
import { formatting } from './formatting.ts';
import { hover } from './hover.ts';
import { navigation } from './navigation.ts';
import { neighbours } from './neighbours.ts';
import { overview } from './overview.ts';
import { refresher } from './refresher.ts';
import { semanticTokens } from './semantic-tokens.ts';
import { signature } from './signature.ts';
import { symbols } from './symbols.ts';

/** Every feature but diagnostics; a new one is a file in `service/` and one line here. */
export const features: readonly Feature[] = [
  hover,
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
