import { isKnownDirective } from './vocabulary.ts';

/** nginx reads its files through a buffer of this many bytes; no parameter and no comment may fill it. */
const BUFFER_BYTES = 4096;

const DIRECTIVE_LINE = /^[ \t]*([a-z_][a-z0-9_]*)(?:[ \t][^;{}]*)?[;{]/;
const CLOSING_LINE = /^[ \t]*\}[ \t\r]*$/;
/** Directives whose quoted arguments are programs of many lines. */
const PROGRAMS = /lua|perl|^js_/;

/** True where a stretch and the separators that nginx must still read after it fill its buffer (measured on 1.22.1). */
export function fillsBuffer(text: string, start: number, end: number, separators: number): boolean {
  const length = end - start;
  if (length + separators >= BUFFER_BYTES) return true;
  if (length * 3 + separators < BUFFER_BYTES) return false;
  return utf8Length(text, start, end) + separators >= BUFFER_BYTES;
}

function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code < 0x80) bytes += 1;
    else if (code < 0x800 || (code >= 0xd800 && code <= 0xdfff)) bytes += 2;
    else bytes += 3;
  }
  return bytes;
}

/**
 * Where a string that spans lines was most likely meant to end: at the end of its first line, where what follows it
 * cannot stand there and its later lines look like directives. Undefined where the string is what it seems to be.
 * `newline` is its first line break, `end` the offset behind its closing quote or -1.
 */
export function endOfUnclosedQuote(
  text: string,
  start: number,
  newline: number,
  end: number,
  directive: string | undefined,
): number | undefined {
  if (directive !== undefined && PROGRAMS.test(directive)) return undefined;
  if (end >= 0 && endsArgument(text, end) && !fillsBuffer(text, start + 1, end, 0))
    return undefined;
  const limit = Math.min(end < 0 ? text.length : end, newline + BUFFER_BYTES);
  const legal = end >= 0 && /[\s;{)]/.test(text[end] ?? ' ');
  if (!holdsDirectives(text.slice(newline + 1, limit), !legal)) return undefined;
  const line = text.slice(start + 1, newline);
  return start + 1 + line.trimEnd().replace(/[;{]$/, '').trimEnd().length;
}

/** True where the text behind a closing quote ends the directive or the line, as after a string of many lines. */
function endsArgument(text: string, end: number): boolean {
  let at = end;
  while (text[at] === ' ' || text[at] === '\t' || text[at] === '\r') at++;
  const next = text[at];
  if (next === undefined || next === ';' || next === '\n') return true;
  return at > end && (next === '#' || next === '{');
}

/** `braces`: a lone closing brace counts as well; where nginx reads the string as it stands it may be JSON. */
function holdsDirectives(lines: string, braces: boolean): boolean {
  for (const line of lines.split('\n')) {
    if (braces && CLOSING_LINE.test(line)) return true;
    const name = DIRECTIVE_LINE.exec(line)?.[1];
    if (name !== undefined && isKnownDirective(name)) return true;
  }
  return false;
}
