import { compilePattern } from '../../text/pattern.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Context } from './exchange.ts';
import type { Call } from './expressions.ts';
import { type Method, matchText } from './matching.ts';
import { bool, int, none, type Sample, str, textOf, unknownSample } from './sample.ts';

/** Applies a converter to a sample; unknown where it is not one of those that are modelled. */
export function convert(sample: Sample, call: Call, context: Context): Sample {
  if (sample.type === 'none') return call.name === 'default' ? str(call.args[0]) : none;
  if (sample.type === 'unknown') return unknownSample;
  const text = textOf(sample);
  if (text === undefined) return unknownSample;
  const [first = '', second = ''] = call.args;
  const { variables } = context;
  switch (call.name) {
    case 'lower':
      return str(text.toLowerCase());
    case 'upper':
      return str(text.toUpperCase());
    case 'host_only':
      return str(text.replace(/:\d*$/, ''));
    case 'port_only':
      return int(Number(/:(\d+)$/.exec(text)?.[1] ?? 0));
    case 'url_dec':
      return text.includes('%') ? unknownSample : str(text);
    case 'length':
      return int(text.length);
    case 'regsub':
      return str(regsub(text, first, second, call.args[2] ?? ''));
    case 'field':
      return pieceOf(text, first, second, call.args[2], false);
    case 'word':
      return pieceOf(text, first, second, call.args[2], true);
    case 'bytes':
      return bytesOf(text, first, second);
    case 'ltrim':
      return str(trimStart(text, first));
    case 'rtrim':
      return str([...trimStart([...text].reverse().join(''), first)].reverse().join(''));
    case 'strcmp':
      return compared(text, variables.get(first) ?? none);
    case 'concat':
      return concatenated(text, call.args, variables.get(second) ?? none);
    case 'bool':
      return bool(text !== '0' && text !== '');
    case 'not':
      return sample.type === 'bool' ? bool(!sample.value) : unknownSample;
    case 'iif':
      return sample.type === 'bool' ? str(sample.value ? first : second) : unknownSample;
    default:
      if (ARITHMETIC.has(call.name)) return reckoned(text, call, variables);
      return call.name.startsWith('map') ? lookUp(text, call, context) : unknownSample;
  }
}

/** `regsub`: replaces the first match, or all with `g`. */
function regsub(text: string, regex: string, by: string, flags: string): string | undefined {
  const pattern = compilePattern(regex, flags.includes('i'));
  if (!pattern) return undefined;
  let out = '';
  let rest = text;
  for (let count = 0; rest !== '' || count === 0; count++) {
    const match = pattern.exec(rest);
    if (!match || (count > 0 && regex.startsWith('^'))) break;
    out += rest.slice(0, match.start) + expand(by, match.groups);
    const end = match.end === match.start ? match.end + 1 : match.end;
    if (match.end === match.start) out += rest.slice(match.end, end);
    rest = rest.slice(end);
    if (!flags.includes('g') || rest === '') break;
  }
  return out + rest;
}

/** Puts groups in place of `\0` to `\9`, as HAProxy does after a match. */
export function expand(template: string, groups: readonly string[]): string {
  return template.replace(/\\(x[0-9A-Fa-f]{2}|.)/gs, (_whole, code: string) => {
    if (/^\d$/.test(code)) return groups[Number(code)] ?? '';
    return code.length === 3 ? String.fromCharCode(Number.parseInt(code.slice(1), 16)) : code;
  });
}

/** `field` and `word`: pieces from an index on, to the left of it where it counts from the end; 0 pieces are all. */
function pieceOf(
  text: string,
  index: string,
  delimiters: string,
  count: string | undefined,
  skipsEmpty: boolean,
): Sample {
  const at = Number(index);
  const wanted = Number(count ?? '1');
  if (!Number.isInteger(at) || at === 0 || delimiters === '' || !(wanted >= 0))
    return unknownSample;
  const pieces = spansOf(text, delimiters).filter(({ start, end }) => !skipsEmpty || end > start);
  const found = pieces.at(at > 0 ? at - 1 : at);
  if (!found) return none;
  const reach = wanted === 0 ? pieces.length : wanted - 1;
  const here = pieces.indexOf(found);
  const first = at > 0 ? found : (pieces[Math.max(0, here - reach)] ?? found);
  const last = at > 0 ? (pieces[Math.min(pieces.length - 1, here + reach)] ?? found) : found;
  return str(text.slice(first.start, last.end));
}

/** Where the pieces between delimiters stand. */
function spansOf(text: string, delimiters: string): readonly { start: number; end: number }[] {
  const spans = [{ start: 0, end: text.length }];
  for (let at = 0; at < text.length; at++) {
    if (!delimiters.includes(text[at] as string)) continue;
    (spans.at(-1) as { end: number }).end = at;
    spans.push({ start: at + 1, end: text.length });
  }
  return spans;
}

const ARITHMETIC = wordTable<(a: number, b: number) => number>({
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => Math.trunc(a / b),
  mod: (a, b) => a % b,
});

/** Reckons with a number that is written in the expression or that a variable holds. */
function reckoned(text: string, { name, args }: Call, variables: Context['variables']): Sample {
  const [value, other] = [text, textOf(variables.get(args[0] ?? '') ?? str(args[0]))].map((one) =>
    one !== undefined && /^-?\d+$/.test(one) ? Number(one) : undefined,
  );
  const result =
    value === undefined || other === undefined ? undefined : ARITHMETIC.get(name)?.(value, other);
  return result !== undefined && Number.isSafeInteger(result) ? int(result) : unknownSample;
}

/** `strcmp`: 0 where a variable holds the same text, else which of the two comes first. */
function compared(text: string, variable: Sample): Sample {
  if (variable.type === 'none') return none;
  const other = textOf(variable);
  return other === undefined ? unknownSample : int(text === other ? 0 : text < other ? -1 : 1);
}

/** `concat`: what stands before and behind a variable is there without it too (measured on 2.6.12). */
function concatenated(
  text: string,
  [head = '', , tail = '']: Call['args'],
  variable: Sample,
): Sample {
  if (variable.type === 'unknown') return unknownSample;
  return str(text + head + (textOf(variable) ?? '') + tail);
}

function bytesOf(text: string, offset: string, length: string): Sample {
  if (!/^\d+$/.test(offset) || !/^\d*$/.test(length)) return unknownSample;
  const start = Number(offset);
  return str(text.slice(start, length === '' ? undefined : start + Number(length)));
}

function trimStart(text: string, chars: string): string {
  let at = 0;
  while (at < text.length && chars.includes(text[at] as string)) at++;
  return text.slice(at);
}

const MAP_NAME = /^map(?:_(str|beg|sub|dir|dom|end|reg))?(?:_(str|int))?$/;

/** `map…(file[,default])`: the value beside the first key that matches, of prefixes the longest (measured on 2.6.12). */
function lookUp(text: string, call: Call, context: Context): Sample {
  const [, method = 'str'] = MAP_NAME.exec(call.name) ?? [undefined, ''];
  const lines = context.listFile(call.args[0] ?? '');
  if (method === '' || !lines) return unknownSample;
  let best: { readonly key: string; readonly value: string } | undefined;
  for (const line of lines) {
    const [, key, value = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
    if (key === undefined) continue;
    const matches = matchText(text, key, method as Method, false);
    if (matches === undefined) return unknownSample;
    if (matches && method !== 'beg') return str(value);
    if (matches && key.length > (best?.key.length ?? -1)) best = { key, value };
  }
  if (best) return str(best.value);
  return call.args[1] === undefined ? none : str(call.args[1]);
}
