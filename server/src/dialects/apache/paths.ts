import { spelledOut } from '../../text/alternatives.ts';

/** What the paths matched by an anchored pattern start with: a text for each way through the groups at its head. */
export function literalPrefixes(pattern: string): readonly string[] {
  const ways = spelledOut(pattern).flatMap((way) => spelledOut(way.replace(NESTED, '$1$2')));
  return [...new Set(ways.map(withoutPathGroup).map(literalPrefix))];
}

/** The same group with another one right behind its slash: `^/stigman(/(api|socket)/.*)$`. */
const NESTED = /^(\^(?:[\w/~%@:-]|\\[./-])*)\((?:\?:)?(\/\([^()]*\)[^()|]*)\)(?![?*+{])/;

/** A group behind a literal head that holds the rest of the path with its slash: `^/stigman(/.*)$`, `^/stigman(/.*)?$`. */
const PATH_GROUP = /^(\^(?:[\w/~%@:-]|\\[./-])*)\((?:\?:)?\/([^|()]*)\)(?:(\?)(?=\$?$)|(?![?*+{]))/;

function withoutPathGroup(pattern: string): string {
  return pattern.replace(PATH_GROUP, (_, head: string, rest: string, optional?: string) =>
    optional ? `${head}/(` : `${head}/${rest}`,
  );
}

/**
 * The literal text that every path matched by an anchored pattern starts with, cut back to a slash; "/" where the
 * pattern says nothing.
 */
function literalPrefix(pattern: string): string {
  if (!pattern.startsWith('^')) return '/';
  let prefix = '';
  for (let i = 1; i < pattern.length; i++) {
    const char = pattern[i] ?? '';
    if (char === '\\' && /[^\w\s]/.test(pattern[i + 1] ?? '')) prefix += pattern[++i];
    else if (/[\\^$.|?*+()[\]{}]/.test(char)) {
      if (char === '?' && prefix.endsWith('/')) continue;
      if (/[?*{]/.test(char)) prefix = prefix.slice(0, -1);
      if (char === '$') return withSlash(prefix);
      break;
    } else prefix += char;
  }
  const rooted = withSlash(prefix);
  return rooted.slice(0, rooted.lastIndexOf('/') + 1);
}

function withSlash(path: string): string {
  return path.startsWith('/') ? path : `/${path}`;
}
