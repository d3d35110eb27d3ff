import {
  type CompletionItem,
  CompletionItemKind,
  CompletionRequest,
  InsertTextFormat,
} from 'vscode-languageserver';
import { completionsAt } from '../service/completion.ts';
import { includePathAt, includePathItems } from '../service/include-paths.ts';
import { withDefaults } from '../service/snippet.ts';
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
    const items = completionsAt(uri, params.position, configurations, scope).filter(
      ({ kind, preselect }) => inDepth || preselect || kind === CompletionItemKind.Snippet,
    );
    return server.abilities.takesSnippets ? items : items.map(asPlainText);
  },
);

/** What a client gets that would write out the marks of a snippet: of a directive its name. */
function asPlainText(item: CompletionItem): CompletionItem {
  const { insertTextFormat, textEdit, kind, label } = item;
  if (insertTextFormat !== InsertTextFormat.Snippet || !textEdit) return item;
  const newText = kind === CompletionItemKind.Snippet ? withDefaults(textEdit.newText) : label;
  const plain = {
    insertTextFormat: InsertTextFormat.PlainText,
    textEdit: { ...textEdit, newText },
  };
  return { ...item, ...plain };
}
