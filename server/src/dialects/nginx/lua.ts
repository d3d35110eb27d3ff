import { BACKSLASH, BRACE, CLOSING_BRACE, DOUBLE_QUOTE, LF, SINGLE_QUOTE } from './characters.ts';
import { indentationOf } from './indentation.ts';

const DASH = 45;
const EQUALS = 61;
const BRACKET = 91;

/**
 * Offset of the brace that closes a Lua body which starts at `start`: braces count outside Lua's strings, long
 * brackets and comments. -1 where none does.
 */
export function closingBraceOfLua(text: string, start: number): number {
  let depth = 1;
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === BRACE) depth++;
    else if (code === CLOSING_BRACE && --depth === 0) return at;
    at = skip(text, at, code);
  }
  return -1;
}

/**
 * Where a Lua body was most likely meant to end whose braces do not balance: at the first line that is indented no
 * deeper than the line of its directive (`column`).
 */
export function likelyEndOfLua(text: string, start: number, column: number): number {
  const line = /\n[ \t]*(?=[^\s])/g;
  line.lastIndex = start;
  for (let found = line.exec(text); found; found = line.exec(text)) {
    const at = found.index + found[0].length;
    if (indentationOf(text, at) <= column) return at;
  }
  return text.length;
}

/** Offset behind the string, comment or single character at `at`. */
function skip(text: string, at: number, code: number): number {
  if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return endOfString(text, at, code);
  if (code === BRACKET) return endOfLongBracket(text, at) ?? at + 1;
  if (code !== DASH || text.charCodeAt(at + 1) !== DASH) return at + 1;
  const long = text.charCodeAt(at + 2) === BRACKET ? endOfLongBracket(text, at + 2) : undefined;
  if (long !== undefined) return long;
  const newline = text.indexOf('\n', at);
  return newline < 0 ? text.length : newline;
}

/** A quoted Lua string ends at its quote, or at the line's end where the quote is missing. */
function endOfString(text: string, start: number, quote: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at + 1;
    if (code === LF) return at;
    if (code === BACKSLASH) at++;
  }
  return text.length;
}

/** Offset behind `[[ … ]]` or `[==[ … ]==]`; the text's end where it is never closed, undefined where `[` opens none. */
function endOfLongBracket(text: string, start: number): number | undefined {
  let at = start + 1;
  while (text.charCodeAt(at) === EQUALS) at++;
  if (text.charCodeAt(at) !== BRACKET) return undefined;
  const closing = `]${'='.repeat(at - start - 1)}]`;
  const found = text.indexOf(closing, at + 1);
  return found < 0 ? text.length : found + closing.length;
}
