/** What a template tag does: gives a value or whole directives, or steers the template. */
export type TagKind = 'expression' | 'control';

/** One tag of Jinja, Go templates, Handlebars or ERB. */
export interface Tag {
  readonly end: number;
  readonly kind: TagKind;
}

/** Longest tag that is looked for, in UTF-16 units; keeps reading linear. */
const LONGEST_TAG = 1024;
/** So many tags behind one on its line are looked at; keeps reading linear. */
const MOST_TAGS = 8;

const CLOSERS: Readonly<Record<string, string>> = {
  '{{': '}}',
  '{%': '%}',
  '{#': '#}',
  '<%': '%>',
};

const CONTROL =
  /^\{\{[-~]?\s*(?:(?:if|else|end|range|with|define|block|template|break|continue|each|unless)\b|[/#!>^]|\$\w+\s*:?=)/;
const PLACEHOLDER = /^\$(?:\{[A-Za-z_]\w*\}|[A-Z_][A-Z0-9_]*)(?=\s|$)/;

/** False where no tag of a template can end in a text. */
export function mayHoldTags(text: string): boolean {
  return text.includes('}}') || text.includes('%}') || text.includes('#}') || text.includes('%>');
}

/** The template tag that starts at an offset; it may span lines only where `multiline` allows it. */
export function tagAt(text: string, start: number, multiline: boolean): Tag | undefined {
  const closer = CLOSERS[text.slice(start, start + 2)];
  if (!closer) return undefined;
  const window = text.slice(start, start + LONGEST_TAG);
  const found = window.indexOf(closer, 2);
  if (found < 0) return undefined;
  const tag = window.slice(0, found + closer.length);
  if (!multiline && tag.includes('\n')) return undefined;
  return { end: start + tag.length, kind: kindOf(tag) };
}

function kindOf(tag: string): TagKind {
  if (tag.startsWith('{%') || tag.startsWith('{#')) return 'control';
  if (tag.startsWith('<%')) return tag[2] === '=' ? 'expression' : 'control';
  return CONTROL.test(tag) ? 'control' : 'expression';
}

/**
 * Offset behind a tag or a placeholder that stands at a name's place for whole directives or for nothing: a tag that
 * steers the template, or one alone on its line. -1 where there is none. `data`: names here may be variables.
 */
export function endOfDirectives(text: string, start: number, data: boolean): number {
  const placeholder = data ? undefined : PLACEHOLDER.exec(text.slice(start, start + 200))?.[0];
  if (placeholder !== undefined) {
    const end = start + placeholder.length;
    return fillsLine(text, start, end) ? end : -1;
  }
  const tag = tagAt(text, start, true);
  if (!tag) return -1;
  return tag.kind === 'control' || fillsLine(text, start, tag.end) ? tag.end : -1;
}

/** True where only white space, other tags or a comment share the line with a tag or placeholder. */
function fillsLine(text: string, start: number, end: number): boolean {
  let before = start;
  while (isBlank(text[before - 1])) before--;
  if (!isEdge(text[before - 1], '}>')) return false;
  let after = end;
  for (let tags = 0; tags < MOST_TAGS; tags++) {
    while (isBlank(text[after])) after++;
    const tag = tagAt(text, after, false);
    if (!tag) return isEdge(text[after], '#');
    after = tag.end;
  }
  return false;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\r';
}

function isEdge(character: string | undefined, tags: string): boolean {
  return character === undefined || character === '\n' || tags.includes(character);
}

/**
 * Offset behind the tag around a quote that would end the string from `start` at `at`; undefined outside tags.
 * Looks no further than the line.
 */
export function endOfTagAround(text: string, start: number, at: number): number | undefined {
  const window = Math.max(start, at - LONGEST_TAG);
  const from = window + text.slice(window, at).lastIndexOf('\n') + 1;
  const before = text.slice(from, at);
  const open = Math.max(...['{{', '{%', '<%'].map((opener) => before.lastIndexOf(opener)));
  if (open < 0) return undefined;
  const tag = tagAt(text, from + open, false);
  return tag && tag.end > at ? tag.end : undefined;
}
