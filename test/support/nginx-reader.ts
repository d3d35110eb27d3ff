/** Where and why nginx stops reading; `line` counts from 1. */
export interface ReadError {
  readonly line: number;
  readonly message: string;
}

/** What nginx's reader makes of a file: the words of each directive in order, and its first error. */
export interface Reading {
  readonly directives: readonly (readonly string[])[];
  readonly error: ReadError | undefined;
}

const BUFFER = 4096;
const SPACES = ' \t\r\n';

/**
 * Reads a file by the rules of nginx's own token reader (1.22), byte by byte and without any recovery or knowledge of
 * directives; an independent yardstick for the parser. Words are Latin-1 strings of their bytes.
 */
export function readAsNginx(text: string): Reading {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  const directives: string[][] = [];
  let words: string[] = [];
  let line = 1;
  let depth = 0;
  let at = 0;
  const stop = (message: string, onLine = line): Reading => ({
    directives,
    error: { line: onLine, message },
  });
  for (;;) {
    let start = at;
    let startLine = line;
    let state: 'space' | 'comment' | 'word' | '"' | "'" | 'quoted' = 'space';
    let variable = false;
    let escaped = false;
    let done = '';
    words = [];
    while (done === '') {
      if (at >= bytes.length) {
        if (words.length > 0 || !['space', 'comment'].includes(state))
          return stop('unexpected end of file');
        return depth > 0 ? stop('unexpected end of file') : { directives, error: undefined };
      }
      if (at - start === BUFFER) return stop('too long parameter', startLine);
      const ch = bytes[at++] as string;
      if (ch === '\n') {
        line++;
        if (state === 'comment') state = 'space';
      }
      if (state === 'comment') continue;
      if (escaped) {
        escaped = false;
        continue;
      }
      if (state === 'quoted') {
        if (SPACES.includes(ch)) {
          state = 'space';
          continue;
        }
        if (ch === ';' || ch === '{') {
          done = ch;
          continue;
        }
        if (ch !== ')') return stop(`unexpected "${ch}"`);
        state = 'space';
      }
      if (state === 'space') {
        start = at - 1;
        startLine = line;
        if (SPACES.includes(ch)) continue;
        if (ch === ';' || ch === '{') {
          if (words.length === 0) return stop(`unexpected "${ch}"`);
          done = ch;
        } else if (ch === '}') {
          if (words.length > 0) return stop('unexpected "}"');
          done = ch;
        } else if (ch === '#') {
          state = 'comment';
        } else if (ch === '"' || ch === "'") {
          start++;
          state = ch;
        } else {
          state = 'word';
          escaped = ch === '\\';
          variable = ch === '$';
        }
        continue;
      }
      if (ch === '{' && variable) continue;
      variable = ch === '$';
      if (ch === '$') continue;
      if (ch === '\\') {
        escaped = true;
        continue;
      }
      const ends =
        state === 'word' ? SPACES.includes(ch) || ch === ';' || ch === '{' : ch === state;
      if (!ends) continue;
      words.push(resolve(bytes.slice(start, at - 1)));
      const unquoted: boolean = state === 'word';
      state = unquoted ? 'space' : 'quoted';
      if (unquoted && (ch === ';' || ch === '{')) done = ch;
    }
    if (done === '}') {
      if (depth === 0) return stop('unexpected "}"');
      depth--;
      continue;
    }
    directives.push(words);
    if (done === '{') depth++;
  }
}

function resolve(raw: string): string {
  const special: Record<string, string> = {
    t: '\t',
    r: '\r',
    n: '\n',
    '"': '"',
    "'": "'",
    '\\': '\\',
  };
  return raw.replace(/\\(["'\\trn])/g, (_, next: string) => special[next] as string);
}
