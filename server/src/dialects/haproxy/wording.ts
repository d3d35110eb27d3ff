import { LineDirective, type Wording } from '../../syntax/lines.ts';
import type { Directive, Word } from '../../syntax/tree.ts';
import { detached } from '../../text/detached.ts';
import type { Span } from '../../text/place.ts';
import { type Environment, isVariable, type Line, lexLine } from './lexer.ts';

/** Words of the macros that switch lines on and off. */
export const macroKeywords: ReadonlySet<string> = new Set(['.if', '.elif', '.else', '.endif']);

/** What a template engine acts on. */
export const TEMPLATE = /\{\{|\{%[-+]?\s|\{#|<%[-=#\s]/;

/** A line of a file, wherever it stands. */
export interface HaproxyWording extends Wording, Line {
  /** Those that HAProxy reads. */
  readonly args: readonly Word[];
  /** Keyword and arguments, resolved. */
  readonly values: readonly string[];
  /** What HAProxy drops. */
  readonly foreign: Span | undefined;
  /** True where a template engine makes another line of it. */
  readonly tagged: boolean;
  /** The kind of section in which the check of keywords found nothing in it, the last one. */
  fineKeywordIn: string | undefined;
  /** True once the check of words found nothing in it. */
  fineWords: boolean;
}

type HaproxyDirective = LineDirective<HaproxyWording>;

/** The line that writes a directive of HAProxy. */
export function wordingOf(directive: Directive): HaproxyWording {
  return (directive as HaproxyDirective).wording;
}

/** A line as it reads with these values of variables; the same one where it names none of them. */
export function withEnvironment(
  directive: Directive,
  environment: Environment,
  text: string,
): Directive {
  const { wording, start, block } = directive as HaproxyDirective;
  if (environment.size === 0 || !wording.words.some(isVariable)) return directive;
  const at = start - wording.span.start;
  const made = new LineDirective({ ...readLine(text, at, environment), span: wording.span }, at);
  made.block = block;
  return made;
}

/** Cuts the line that starts at an offset; `environment` says what its variables stand for. */
export function readLine(text: string, start: number, environment?: Environment): HaproxyWording {
  const newline = text.indexOf('\n', start);
  const line = detached(text.slice(start, newline < 0 ? text.length : newline));
  const carriage = line.indexOf('\r');
  const stop = carriage < 0 ? line.length : carriage;
  const rest = { start: stop + 1, end: line.length };
  const lexed = lexLine(line, 0, stop, environment);
  const spoken = beforeEmpty(lexed.words);
  const values = spoken.map((word) => word.value);
  const first = lexed.words[0]?.start ?? 0;
  return {
    ...lexed,
    span: { start: first, end: lexed.words.at(-1)?.end ?? first },
    length: line.length + (newline < 0 ? 0 : 1),
    args: spoken.slice(1),
    values,
    tagged: values.some((value) => TEMPLATE.test(`${value} `)),
    fineKeywordIn: undefined,
    fineWords: false,
    foreign: line.slice(rest.start).trim() === '' ? undefined : rest,
  };
}

/** HAProxy takes an empty word for the end of the line (measured on 2.6.12). */
function beforeEmpty(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex(({ value }, i) => i > 0 && value === '');
  return end < 0 ? words : words.slice(0, end);
}

/** True for a macro that switches lines on and off. */
export function isMacro(directive: Directive): boolean {
  return isMacroLine(wordingOf(directive));
}

/** The same, of a line wherever it stands. */
export function isMacroLine({ values }: HaproxyWording): boolean {
  return macroKeywords.has(values[0] ?? '');
}
