import { quoted } from './quoted.ts';

export function byteOrderMark(): string {
  return 'nginx takes the byte order mark for a part of the first word and refuses the file. Save it as UTF-8 without one.';
}

export function afterQuote(found: string): string {
  return `nginx refuses ${quoted(found)} right after a closing quote. Put white space between them, or escape the quote with a backslash.`;
}

export function quote(): string {
  return 'This quote is never closed, so nginx reads on into the following lines and refuses the file. Close it.';
}

/** `what` is a parameter or a comment. */
export function tooLong(what: string): string {
  return `This ${what} fills the buffer of 4096 bytes with which nginx reads its files, so nginx refuses it. Shorten or split it.`;
}

export function semicolon(name: string): string {
  return `${quoted(name)} is not ended by a semicolon, so nginx refuses the file. Add ";" here.`;
}

export function likelySemicolon(name: string): string {
  return `No semicolon ends ${quoted(name)}, so nginx takes the directive on the next line for its arguments and ignores it. Add ";" here.`;
}

export function noBlock(name: string): string {
  return `${quoted(name)} takes no block, so nginx refuses the file. End it with ";" before this brace.`;
}

export function block(name: string): string {
  return `${quoted(name)} needs a block, so nginx refuses the file. Write "{ … }" instead of this semicolon.`;
}

export function unclosed(name: string): string {
  return `The block of ${quoted(name)} is never closed, so nginx refuses the file. Add the missing "}".`;
}

export function stray(): string {
  return 'This brace closes nothing, so nginx refuses the file. Remove it, or add the "{" that it belongs to.';
}

export function unexpected(found: string): string {
  return `nginx expects a directive where ${quoted(found)} stands and refuses the file. Remove it, or write the directive before it.`;
}
