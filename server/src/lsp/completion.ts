import {
  CompletionItemKind,
  CompletionRequest,
  type Hover,
  MarkupContent,
} from 'vscode-languageserver';
import { completionsAt } from '../service/completion.ts';
import { includePathAt, includePathItems } from '../service/include-paths.ts';
import { documentFeature } from './feature.ts';

/** What may be written at the cursor; where the language is left to others, only what STIG Manager needs. */
export const completion = documentFeature(
  CompletionRequest.type,
  { completionProvider: { triggerCharacters: ['$', ' ', '/', '<', '=', '@'] } },
  async ({ uri, params, configurations, server }) => {
    const path = includePathAt(uri, params.position, configurations);
    if (path) {
      const entries = await server.fileSystem.readDirectory(path.folder);
      return [...includePathItems(entries ?? [], path.range)];
    }
    const inDepth = server.inDepth(configurations).length > 0;
    const typed = params.context?.triggerCharacter;
    const scope = typed === undefined || typed === '<' ? 'all' : 'values';
    return completionsAt(uri, params.position, configurations, scope).filter(
      ({ kind, preselect }) => inDepth || preselect || kind === CompletionItemKind.Snippet,
    );
  },
);

/** What the configuration does there, followed by what the proxy's reference says. */
export function hoverOf(
  delivery: Hover | undefined,
  documentation: Hover | undefined,
): Hover | null {
  if (!delivery || !documentation) return delivery ?? documentation ?? null;
  const value = [delivery, documentation]
    .map(({ contents }) => (MarkupContent.is(contents) ? contents.value : ''))
    .join('\n\n---\n\n');
  return { ...delivery, contents: { kind: 'markdown', value } };
}
