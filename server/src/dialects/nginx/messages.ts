import * as l10n from '@vscode/l10n';
import { quoted } from './quoted.ts';

export function byteOrderMark(): string {
  return l10n.t(
    'nginx takes the byte order mark for a part of the first word and refuses the file. Save it as UTF-8 without one.',
  );
}

export function afterQuote(found: string): string {
  return l10n.t`nginx refuses ${quoted(found)} right after a closing quote. Put white space between them, or escape the quote with a backslash.`;
}

export function quote(): string {
  return l10n.t(
    'This quote is never closed, so nginx reads on into the following lines and refuses the file. Close it.',
  );
}

export function tooLong(what: 'parameter' | 'comment'): string {
  return what === 'comment'
    ? l10n.t(
        'This comment fills the buffer of 4096 bytes with which nginx reads its files, so nginx refuses it. Shorten or split it.',
      )
    : l10n.t(
        'This parameter fills the buffer of 4096 bytes with which nginx reads its files, so nginx refuses it. Shorten or split it.',
      );
}

export function semicolon(name: string): string {
  return l10n.t`${quoted(name)} is not ended by a semicolon, so nginx refuses the file. Add ";" here.`;
}

export function likelySemicolon(name: string): string {
  return l10n.t`No semicolon ends ${quoted(name)}, so nginx takes the directive on the next line for its arguments and ignores it. Add ";" here.`;
}

export function noBlock(name: string): string {
  return l10n.t`${quoted(name)} takes no block, so nginx refuses the file. End it with ";" before this brace.`;
}

export function block(name: string): string {
  return l10n.t`${quoted(name)} needs a block, so nginx refuses the file. Write "{ … }" instead of this semicolon.`;
}

export function unclosed(name: string): string {
  return l10n.t`The block of ${quoted(name)} is never closed, so nginx refuses the file. Add the missing "}".`;
}

export function stray(): string {
  return l10n.t(
    'This brace closes nothing, so nginx refuses the file. Remove it, or add the "{" that it belongs to.',
  );
}

export function unexpected(found: string): string {
  return l10n.t`nginx expects a directive where ${quoted(found)} stands and refuses the file. Remove it, or write the directive before it.`;
}
