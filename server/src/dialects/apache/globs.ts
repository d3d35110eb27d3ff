import { compilePattern } from '../../text/pattern.ts';

/** How httpd reads the wildcards of one place. */
export interface GlobReading {
  /** `*` and `?` take slashes too. */
  readonly acrossSlashes: boolean;
  /** The whole text has to match, not its beginning alone. */
  readonly whole: boolean;
  readonly ignoreCase?: boolean;
}

/** Whether a text matches wildcards: `*`, `?`, `[a-z]`, `[!a-z]`; undefined where the engine cannot express them. */
export function matchesGlob(glob: string, text: string, reading: GlobReading): boolean | undefined {
  const pattern = compilePattern(sourceOf(glob, reading), reading.ignoreCase);
  return pattern && pattern.exec(text) !== undefined;
}

function sourceOf(glob: string, { acrossSlashes, whole }: GlobReading): string {
  const any = acrossSlashes ? '.' : '[^/]';
  const source = glob.replace(/\[[!^]?|[*?]|\\.|[.+^${}()|\\]/g, (piece) => {
    if (piece === '*') return `${any}*`;
    if (piece === '?') return any;
    if (piece.startsWith('[')) return piece.length > 1 ? '[^' : '[';
    return piece.length > 1 ? piece : `\\${piece}`;
  });
  return `^${source}${whole ? '$' : ''}`;
}
