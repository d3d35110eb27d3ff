import { RE2JS } from 're2js';
import { literalHead } from './literal-head.ts';
import { withoutLookaheads, withoutLookarounds } from './lookahead.ts';

/** A user's regular expression on a linear-time engine. */
export interface Pattern {
  /** Groups of the first match: index 0 is the whole match, unmatched groups are empty; names in `named`. */
  readonly exec: (text: string) => Match | undefined;
}

export interface Match {
  readonly groups: readonly string[];
  readonly named: Readonly<Record<string, string>>;
  readonly start: number;
  readonly end: number;
}

/** By source; null for what the engine cannot express. */
type Cache = Map<string, Pattern | null>;

const caches: Readonly<Record<'exact' | 'anyCase', Cache>> = {
  exact: new Map(),
  anyCase: new Map(),
};
const CACHE_LIMIT = 5000;
/** A longer pattern, in UTF-16 units, is not tried: it is hardly meant, and each use of it would take long. */
const MOST_LENGTH = 10_000;

/** Compiles a PCRE-style pattern; undefined where the engine cannot express it (most look-around, back-references), or it is very long. */
export function compilePattern(source: string, ignoreCase = false): Pattern | undefined {
  const cache = caches[ignoreCase ? 'anyCase' : 'exact'];
  const known = cache.get(source);
  if (known !== undefined) return known ?? undefined;
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const compiled = compile(source, ignoreCase);
  cache.set(source, compiled ?? null);
  return compiled;
}

/** True for a text in which a pattern that the engine cannot express finds no match, whatever its look-arounds say. */
export function surelyMisses(source: string, text: string, ignoreCase = false): boolean {
  const wider = withoutLookarounds(source);
  const compiled = wider === undefined ? undefined : compilePattern(wider, ignoreCase);
  return compiled !== undefined && compiled.exec(text) === undefined;
}

function compile(source: string, ignoreCase: boolean): Pattern | undefined {
  if (source.length > MOST_LENGTH) return undefined;
  try {
    const named = [...source.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(
      (match) => match[1] as string,
    );
    const pattern = source.replace(/\(\?<([A-Za-z_]\w*)>/g, '(?P<$1>');
    const flags = RE2JS.LOOKBEHINDS | (ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
    const engine = RE2JS.compile(pattern, flags);
    const head = ignoreCase ? '' : literalHead(source);
    return { exec: (text) => (text.startsWith(head) ? execute(engine, named, text) : undefined) };
  } catch {
    return takenApart(source, ignoreCase);
  }
}

function takenApart(source: string, ignoreCase: boolean): Pattern | undefined {
  const parts = withoutLookaheads(source);
  const rest = parts && compile(parts.pattern, ignoreCase);
  if (!rest) return undefined;
  const lookaheads = parts.lookaheads.map(({ pattern, negative }) => ({
    negative,
    ahead: compile(pattern, ignoreCase),
  }));
  if (lookaheads.some(({ ahead }) => !ahead)) return undefined;
  const allowed = (text: string) =>
    lookaheads.every(({ ahead, negative }) => (ahead?.exec(text) === undefined) === negative);
  return { exec: (text) => (allowed(text) ? rest.exec(text) : undefined) };
}

function execute(engine: RE2JS, names: readonly string[], text: string): Match | undefined {
  const matcher = engine.matcher(text);
  if (!matcher.find()) return undefined;
  const groups: string[] = [];
  for (let i = 0; i <= matcher.groupCount(); i++) groups.push(matcher.group(i) ?? '');
  const named = Object.fromEntries(names.map((name) => [name, matcher.group(name) ?? '']));
  return { groups, named, start: matcher.start(), end: matcher.end() };
}
