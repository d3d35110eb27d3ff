import type { Word } from '../../syntax/tree.ts';
import { isSpace, type LogicalLine } from './lines.ts';

/**
 * The words between two positions of a line, as httpd's ap_getword_conf cuts them: a quote opens a word only at its
 * start, closes it at the next like quote, and need not be closed.
 */
export function wordsOf(line: LogicalLine, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (let at = skipSpace(line.text, from, to); at < to; ) {
    const end = wordEnd(line.text, at, to);
    words.push(wordAt(line, at, end));
    at = skipSpace(line.text, end, to);
  }
  return words;
}

/**
 * The words of a rewriting line as mod_rewrite cuts them: a backslash before white space keeps a word together, a quote
 * at the start of a word reaches to the next like quote, and all backslashes stay (read in the source of 2.4).
 */
export function rewriteWordsOf(line: LogicalLine, from: number, to: number): Word[] {
  const words: Word[] = [];
  for (let at = skipSpace(line.text, from, to); at < to; ) {
    const mark = line.text[at] ?? '';
    const quote = mark === '"' || mark === "'" ? mark : '';
    const inner = at + quote.length;
    const close = rewriteWordEnd(line.text, inner, to, quote);
    const end = close < to && quote ? close + 1 : close;
    words.push({
      start: line.offset(at),
      end: line.offset(end - 1) + 1,
      value: line.text.slice(inner, close),
      quote,
    });
    at = skipSpace(line.text, end, to);
  }
  return words;
}

function rewriteWordEnd(text: string, start: number, to: number, quote: string): number {
  for (let at = start; at < to; at++) {
    if (quote ? text[at] === quote : isSpace(text.charCodeAt(at))) return at;
    if (text[at] === '\\' && at + 1 < to && isSpace(text.charCodeAt(at + 1))) at++;
  }
  return to;
}

/** One word of a line; `end` as `wordEnd` gives it. */
export function wordAt(line: LogicalLine, start: number, end: number): Word {
  const raw = line.text.slice(start, end);
  const mark = raw[0];
  const quote = mark === '"' || mark === "'" ? mark : '';
  const closed = quote !== '' && raw.length > 1 && raw.endsWith(quote);
  const inner = quote ? raw.slice(1, closed ? -1 : undefined) : raw;
  return {
    start: line.offset(start),
    end: line.offset(end - 1) + 1,
    value: unescaped(inner, quote),
    quote,
  };
}

/** The end of the word that starts at a position. */
export function wordEnd(text: string, start: number, to: number): number {
  const quote = text[start];
  if (quote !== '"' && quote !== "'") {
    let end = start;
    while (end < to && !isSpace(text.charCodeAt(end))) end++;
    return end;
  }
  for (let at = start + 1; at < to; at++) {
    if (text[at] === quote) return at + 1;
    if (text[at] === '\\' && (text[at + 1] === quote || text[at + 1] === '\\')) at++;
  }
  return to;
}

export function skipSpace(text: string, from: number, to: number): number {
  let at = from;
  while (at < to && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** A backslash stands for the one, or the quote of a quoted word, that follows it; before all else it stays. */
function unescaped(raw: string, quote: string): string {
  if (!raw.includes('\\')) return raw;
  if (!quote) return raw.replaceAll('\\\\', '\\');
  return raw.replace(quote === '"' ? /\\([\\"])/g : /\\([\\'])/g, '$1');
}
