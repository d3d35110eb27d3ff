export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const SPACE = 32;
export const DOUBLE_QUOTE = 34;
export const SHARP = 35;
export const DOLLAR = 36;
export const PERCENT = 37;
export const SINGLE_QUOTE = 39;
export const PARENTHESIS = 41;
export const SEMI = 59;
export const LESS = 60;
export const BACKSLASH = 92;
export const BRACE = 123;
export const CLOSING_BRACE = 125;
export const BYTE_ORDER_MARK = 0xfeff;

/** True for the white space that separates nginx's words. */
export function isSeparator(code: number): boolean {
  return code === SPACE || code === TAB || code === CR || code === LF;
}

/** Resolves nginx's escapes: `\"`, `\'`, `\\`, `\t`, `\r`, `\n`; any other backslash stays. */
export function resolveEscapes(raw: string): string {
  return raw.replace(/\\([\s\S])/g, (all, next: string) => {
    if (next === 't') return '\t';
    if (next === 'r') return '\r';
    if (next === 'n') return '\n';
    return next === '"' || next === "'" || next === '\\' ? next : all;
  });
}
