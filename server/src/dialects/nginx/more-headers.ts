import { chain, type Entry, type Scope } from './scope.ts';

/** What a line of the module headers-more is told: the headers, and for which answers. */
interface MoreHeaders {
  /** Header names with or without a value, as written. */
  readonly headers: readonly string[];
  /** Answers that it is limited to: `-s` lists statuses, `-t` media types; empty for any. */
  readonly statuses: readonly string[];
  readonly types: readonly string[];
}

/** The lines of that name in force, outermost first: those of inner blocks add to those around (measured on 1.22.1). */
export function moreHeaders(scope: Scope, name: string): readonly MoreHeaders[] {
  return [...chain(scope)].reverse().flatMap((at) => at.own(name).map(read));
}

/** The value that more_set_headers gives a header of a streamed answer; undefined where it gives none. */
export function addedByMore(scope: Scope, header: string, mediaType: string): string | undefined {
  const values = moreHeaders(scope, 'more_set_headers')
    .filter(({ statuses }) => statuses.length === 0 || statuses.includes('200'))
    .filter(({ types }) => types.length === 0 || types.includes(mediaType))
    .flatMap(({ headers }) => headers)
    .filter((each) => nameOf(each) === header);
  return values.at(-1)?.replace(/^[^:]*:?\s*/, '');
}

/** The name in front of the colon, in lower case. */
export function nameOf(header: string): string {
  return header.split(':')[0]?.trim().toLowerCase() ?? '';
}

function read({ args }: Entry): MoreHeaders {
  const found = { headers: [] as string[], statuses: [] as string[], types: [] as string[] };
  let into = found.headers;
  for (const word of args) {
    if (word === '-s') into = found.statuses;
    else if (word === '-t') into = found.types;
    else if (/^-\w$/.test(word)) into = found.headers;
    else {
      into.push(...(into === found.headers ? [word] : word.split(/\s+/)));
      into = found.headers;
    }
  }
  return found;
}
