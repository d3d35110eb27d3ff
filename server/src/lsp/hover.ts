import { type Hover, HoverRequest, MarkupContent } from 'vscode-languageserver';
import { documentationAt } from '../service/documentation.ts';
import { documentFeature } from './feature.ts';

/** What the configuration does at a place, followed by what the proxy's reference says. */
export const hover = documentFeature(
  HoverRequest.type,
  { hoverProvider: true },
  ({ service, server, uri, params, configurations }) =>
    joined(
      service.hover(uri, params.position, configurations),
      documentationAt(uri, params.position, server.inDepth(configurations)),
    ),
);

function joined(delivery: Hover | undefined, documentation: Hover | undefined): Hover | null {
  if (!delivery || !documentation) return delivery ?? documentation ?? null;
  const value = [delivery, documentation]
    .map(({ contents }) => (MarkupContent.is(contents) ? contents.value : ''))
    .join('\n\n---\n\n');
  return { ...delivery, contents: { kind: 'markdown', value } };
}
