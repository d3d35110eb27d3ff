import type { Word } from '../../syntax/tree.ts';
import { isArgumentOf, isKnownDirective, isMostlyBlock, takesNoArguments } from './vocabulary.ts';

/** Directives whose first argument may be any word. */
const FREE_FIRST =
  /^(?:proxy_set_header|grpc_set_header|\w+_param|add_header|add_trailer|set|env|user|upstream|log_format|map|geo|location|match|more_\w+)$/;
/** Of those, the ones that take exactly two arguments, of which the first is no name with an underscore. */
const TWO_ARGUMENTS = /^(?:proxy|grpc)_set_header$/;
/** Directives that are no likely host names although they hold no underscore. */
const NO_HOST =
  /^(?:listen|root|index|return|location|include|rewrite|gzip|set|alias|expires|charset|resolver|allow|deny|if|ssl|etag|autoindex|internal)$/;

/**
 * True where a word that begins a line inside an argument list is most likely the next directive, because the
 * semicolon before it is missing. `count` is the number of arguments read so far.
 */
export function startsDirective(
  text: string,
  word: Word,
  directive: string,
  count: number,
): boolean {
  const name = word.value;
  if (word.quote !== '' || !isKnownDirective(name)) return false;
  if (count === 0 && FREE_FIRST.test(directive)) return isNoFirst(text, word, directive);
  if (directive === 'rewrite' && name === 'break') return false;
  if (directive === 'server_name' && !name.includes('_') && !NO_HOST.test(name)) return false;
  const rest = restOfLine(text, word.end);
  if (rest.startsWith(';')) return takesNoArguments(name) && count > 0;
  if (rest === '' || rest.startsWith('{') || rest.startsWith('#')) {
    return isMostlyBlock(name) && nextMark(text, word.end) === '{';
  }
  return !isArgumentOf(name, directive) || /^(?:on|off)\s*;/.test(rest);
}

/**
 * True where a directive's name is no likely first argument of one that takes any: it has an underscore, or what it
 * begins ends in a way in which the directive before it cannot.
 */
function isNoFirst(text: string, word: Word, directive: string): boolean {
  if (word.value.includes('_')) return true;
  if (TWO_ARGUMENTS.test(directive)) return wordsOnLine(text, word.end) > 1;
  if (!isMostlyBlock(directive)) return false;
  const rest = restOfLine(text, word.end);
  return rest.endsWith(';') || (rest.endsWith('{') && isMostlyBlock(word.value));
}

/** How many words follow on the line, a quoted one counted as one. */
function wordsOnLine(text: string, start: number): number {
  const rest = restOfLine(text, start).replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/g, 'quoted');
  return rest === '' ? 0 : rest.split(/\s+/).length;
}

/** What follows on the line, without white space around it; looks 200 characters ahead. */
function restOfLine(text: string, start: number): string {
  const window = text.slice(start, start + 200);
  const newline = window.indexOf('\n');
  return (newline < 0 ? window : window.slice(0, newline)).trim();
}

function nextMark(text: string, start: number): string | undefined {
  return /\S/.exec(text.slice(start, start + 200))?.[0];
}
