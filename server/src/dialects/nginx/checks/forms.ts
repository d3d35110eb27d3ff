/** How many arguments a directive takes; `most` is Infinity where there is no limit. */
export interface ArgumentCount {
  readonly least: number;
  readonly most: number;
}

const NONE: ArgumentCount = { least: 0, most: 0 };

/**
 * How many arguments a documented form allows: `*address* [port] | off`, words in any emphasis, optional parts in
 * brackets, alternatives between bars, three dots for any number. A block's braces count for nothing.
 */
export function countIn(form: string): ArgumentCount {
  const plain = form.replace(/[`*]/g, '').replace(/\{[^}]*\}\s*$/, '');
  return alternatives(plain).map(sequence).reduce(wider);
}

/** Both counts in one. */
export function wider(a: ArgumentCount, b: ArgumentCount): ArgumentCount {
  return { least: Math.min(a.least, b.least), most: Math.max(a.most, b.most) };
}

function sequence(text: string): ArgumentCount {
  return pieces(text).map(countOf).reduce(add, NONE);
}

function add(a: ArgumentCount, b: ArgumentCount): ArgumentCount {
  return { least: a.least + b.least, most: a.most + b.most };
}

function countOf(piece: string): ArgumentCount {
  if (piece === '...') return { least: 0, most: Number.POSITIVE_INFINITY };
  if (!/^\[.*\]$/.test(piece)) return { least: 1, most: 1 };
  const inner = alternatives(piece.slice(1, -1)).map(sequence).reduce(wider);
  return { least: 0, most: inner.most };
}

/** Parts between bars that stand free; "on|off" in one word is one argument. */
function alternatives(text: string): readonly string[] {
  const found: string[][] = [[]];
  for (const part of pieces(text)) {
    if (part === '|') found.push([]);
    else found.at(-1)?.push(part);
  }
  return found.map((words) => words.join(' '));
}

/** The parts of a text between white space that no bracket encloses. */
function pieces(text: string): readonly string[] {
  const found: string[] = [];
  let depth = 0;
  let piece = '';
  for (const character of text) {
    if (character === '[') depth++;
    if (character === ']') depth--;
    if (depth === 0 && /\s/.test(character)) {
      if (piece !== '') found.push(piece);
      piece = '';
    } else piece += character;
  }
  return piece === '' ? found : [...found, piece];
}
