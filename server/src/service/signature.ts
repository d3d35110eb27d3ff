import type { Position, SignatureHelp, SignatureInformation } from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { DirectiveDoc, Vocabulary } from '../dialects/language.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { offsetOf } from './positions.ts';

/** The forms of the directive whose arguments are being typed, and which argument is at the cursor. */
export function signatureAt(
  uri: string,
  position: Position,
  configurations: readonly Configuration[],
): SignatureHelp | undefined {
  for (const configuration of configurations) {
    const { analysis, dialect, sources } = configuration;
    const tree = sources.tree(uri);
    const vocabulary = dialect.language?.vocabulary;
    const cursor = tree && vocabulary && cursorAt(uri, offsetOf(tree, position), configuration);
    if (!cursor) continue;
    const context = vocabulary.contextAt(cursor.around, sources.tree(analysis.root));
    const found = describedAt(cursor, vocabulary, context);
    return found && helpOf(found.doc, cursor.before.length - found.taken);
  }
  return undefined;
}

/** The directive, or the two words that have documentation of their own, and how many arguments its name takes. */
function describedAt(
  { directive, before }: Cursor,
  { describe }: Vocabulary,
  context: string | undefined,
): { readonly doc: DirectiveDoc; readonly taken: number } | undefined {
  if (directive === undefined) return undefined;
  const pair = before.length > 0 ? describe(`${directive} ${before[0]}`, context) : undefined;
  const doc = pair ?? describe(directive.replace(/^</, ''), context);
  return doc && { doc, taken: pair ? 1 : 0 };
}

/** Behind the last argument of which it is certain where it stands, none is active. */
function helpOf(doc: DirectiveDoc, index: number): SignatureHelp | undefined {
  const forms = doc.syntax.filter((form) => form !== '').map((form) => formOf(doc, form));
  if (forms.length === 0) return undefined;
  const roomy = forms.findIndex(({ starts, open }) => open || starts.length > index);
  const signatures = forms.map(
    ({ label, starts }): SignatureInformation => ({
      label,
      ...(doc.summary !== '' && { documentation: { kind: 'markdown', value: doc.summary } }),
      parameters: starts.map(([start, length]) => ({ label: [start, start + length] })),
    }),
  );
  return { signatures, activeSignature: Math.max(0, roomy), activeParameter: index };
}

/** Words of a form; what stands in brackets is one, alternatives with white space around them too. */
const PIECES = /(?:\[[^\]]*\]|\S)+(?:\s*\|\s*(?:\[[^\]]*\]|[^\s|])+)*/g;
const OPTIONAL = /^(?:\[[^\]]*\]?$|\.\.\.|…)/;

/** A form, and start and length of those of its arguments that have their place: up to the first that may be left out. */
function formOf({ name }: DirectiveDoc, form: string) {
  const inner = form.replace(name.startsWith('<') ? />$/ : /\{\.\.\.\}$/, '');
  const pieces = [...inner.matchAll(PIECES)];
  const first = pieces.findIndex(({ 0: piece }) => OPTIONAL.test(piece));
  const open = first >= 0 && first < pieces.length - 1;
  return {
    label: `${name} ${form}`,
    open,
    starts: pieces
      .slice(0, open ? first : undefined)
      .map(({ 0: piece, index }) => [name.length + 1 + index, piece.length] as const),
  };
}
