import { oncePerText } from '../once.ts';

/** One fetch or converter of a sample expression with its arguments. */
export interface Call {
  readonly name: string;
  readonly args: readonly string[];
  /** Where the name stands in the expression. */
  readonly at: number;
}

/** `fetch(args),converter(args),…`, cut into its calls. */
export interface Expression {
  readonly text: string;
  readonly calls: readonly [Call, ...Call[]];
}

const SECOND_LEVEL: Readonly<Record<string, string>> = {
  ' ': ' ',
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** Reads an expression in an already unquoted word; undefined where HAProxy could not. */
export const parseExpression = oncePerText(readExpression);

function readExpression(text: string): Expression | undefined {
  const calls: Call[] = [];
  for (let at = 0; at <= text.length; ) {
    const name = /[^,(]*/y;
    name.lastIndex = at;
    const written = name.exec(text)?.[0] ?? '';
    const found = written.trim();
    const start = at + written.indexOf(found);
    at += name.lastIndex - at;
    if (found === '') return undefined;
    if (text[at] !== '(') {
      calls.push({ name: found, args: [], at: start });
    } else {
      const list = readArguments(text, at + 1);
      if (!list) return undefined;
      calls.push({ name: found, args: list.args, at: start });
      at = list.end;
    }
    if (at < text.length && text[at] !== ',') return undefined;
    at++;
    if (at > text.length) break;
  }
  const [first, ...rest] = calls;
  return first && { text, calls: [first, ...rest] };
}

/** Reads comma-separated arguments up to the closing parenthesis, with the second level of quoting. */
function readArguments(
  text: string,
  start: number,
): { readonly args: readonly string[]; readonly end: number } | undefined {
  const args: string[] = [];
  let value = '';
  let quote = '';
  for (let at = start; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\\' && quote !== "'") {
      const plain = SECOND_LEVEL[text[at + 1] ?? ''];
      value += plain ?? '\\';
      if (plain !== undefined) at++;
    } else if (char === '"' || char === "'") {
      if (quote === '') quote = char;
      else if (quote === char) quote = '';
      else value += char;
    } else if (quote === '' && (char === ',' || char === ')')) {
      args.push(value);
      value = '';
      if (char === ')') return { args, end: at + 1 };
    } else {
      value += char;
    }
  }
  return undefined;
}

/** A piece of a log format: literal text, a sample expression, or an alias such as `%ci`. */
export type FormatPiece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'sample';
      readonly expression: Expression | undefined;
      readonly text: string;
      /** Where the expression stands in the format. */
      readonly at: number;
    }
  | { readonly kind: 'alias'; readonly name: string };

/** Cuts a log format as HAProxy does: `%[…]`, `%{…}[…]`, `%name`, `%%`. */
export const parseFormat = oncePerText(readFormat);

/** So many pieces without an end are looked for in full; keeps reading linear. */
const MOST_UNCLOSED = 20;

function readFormat(format: string): readonly FormatPiece[] {
  const pieces: FormatPiece[] = [];
  let literal = '';
  const flush = () => {
    if (literal !== '') pieces.push({ kind: 'text', text: literal });
    literal = '';
  };
  let unclosed = 0;
  for (let at = 0; at < format.length; ) {
    if (format[at] !== '%') {
      literal += format[at++];
      continue;
    }
    if (format[at + 1] === '%') {
      literal += '%';
      at += 2;
      continue;
    }
    const piece = unclosed < MOST_UNCLOSED ? readPiece(format, at + 1) : undefined;
    if (!piece) {
      unclosed++;
      literal += format[at++];
      continue;
    }
    flush();
    pieces.push(piece.piece);
    at = piece.end;
  }
  flush();
  return pieces;
}

function readPiece(format: string, start: number): { piece: FormatPiece; end: number } | undefined {
  let at = start;
  if (format[at] === '{') {
    const close = format.indexOf('}', at);
    if (close < 0) return undefined;
    at = close + 1;
  }
  if (format[at] === '[') {
    const end = closingBracket(format, at + 1);
    if (end < 0) return undefined;
    const text = format.slice(at + 1, end);
    const piece = { kind: 'sample' as const, expression: parseExpression(text), text, at: at + 1 };
    return { piece, end: end + 1 };
  }
  const alias = /[A-Za-z]+/y;
  alias.lastIndex = at;
  const name = alias.exec(format)?.[0];
  return name === undefined ? undefined : { piece: { kind: 'alias', name }, end: alias.lastIndex };
}

/** The `]` that ends a sample expression: one outside parentheses and quotes within them. */
function closingBracket(format: string, start: number): number {
  let depth = 0;
  let quote = '';
  for (let at = start; at < format.length; at++) {
    const char = format[at] as string;
    if (char === '\\' && quote !== "'") at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (depth > 0 && (char === '"' || char === "'")) quote = char;
    else if (char === '(') depth++;
    else if (char === ')' && depth > 0) depth--;
    else if (char === ']' && depth === 0) return at;
  }
  return -1;
}
