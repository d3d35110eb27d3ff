import type { Directive } from '../../syntax/tree.ts';

/** Version whose behaviour this dialect is measured on. */
const REFERENCE: readonly number[] = [2, 6, 12];

/** Whether HAProxy reads a line: `undefined` where that depends on its environment. */
export type Presence = boolean | undefined;

/** Answers to the terms of macros that only the running process knows. */
export type MacroAnswers = ReadonlyMap<string, boolean>;

/** Follows `.if`, `.elif`, `.else` and `.endif` down a file and tells whether a line counts. */
export class MacroState {
  readonly #levels: { now: Presence; taken: Presence }[] = [];
  readonly #answers: MacroAnswers;
  /** Terms that were met and whose answers are not known. */
  readonly open = new Set<string>();

  constructor(answers: MacroAnswers = new Map()) {
    this.#answers = answers;
  }

  get presence(): Presence {
    let sure: Presence = true;
    for (const { now } of this.#levels) {
      if (now === false) return false;
      if (now === undefined) sure = undefined;
    }
    return sure;
  }

  /** True where HAProxy surely skips what stands here. */
  skips(): boolean {
    return this.presence === false;
  }

  follow(line: Directive): void {
    const level = this.#levels.at(-1);
    if (line.name.value === '.if') {
      const now = this.#conditionOf(line);
      this.#levels.push({ now, taken: now });
    } else if (line.name.value === '.endif') {
      this.#levels.pop();
    } else if (level) {
      const wanted = line.name.value === '.else' ? true : this.#conditionOf(line);
      level.now = and(not(level.taken), wanted);
      level.taken = or(level.taken, wanted);
    }
  }

  #conditionOf(line: Directive): Presence {
    const text = line.args.map((word) => word.value).join(' ');
    return new Expression(text, (term) => this.#answer(term)).value();
  }

  /** A test for a later version is the opposite of one for an earlier. */
  #answer(term: string): Presence {
    if (term.startsWith('version_before')) {
      return not(this.#answer(term.replace('version_before', 'version_atleast')));
    }
    const answer = known(term) ?? this.#answers.get(term);
    if (answer === undefined) this.open.add(term);
    return answer;
  }
}

/** A condition that nests deeper has no answer. */
const MAX_DEPTH = 100;

/** Reads the condition of a macro line: `||` binds less than `&&`, `!` and parentheses more. */
class Expression {
  readonly #text: string;
  readonly #answer: (term: string) => Presence;
  #at = 0;
  #depth = 0;

  constructor(text: string, answer: (term: string) => Presence) {
    this.#text = text.trim();
    this.#answer = answer;
  }

  /** An empty condition does not hold. */
  value(): Presence {
    return this.#text === '' ? false : this.#any();
  }

  #any(): Presence {
    let value = this.#all();
    while (this.#takes('||')) value = or(value, this.#all());
    return value;
  }

  #all(): Presence {
    let value = this.#one();
    while (this.#takes('&&')) value = and(value, this.#one());
    return value;
  }

  #one(): Presence {
    if (this.#takes('!')) return not(this.#nested(() => this.#one()));
    if (this.#takes('(')) {
      const value = this.#nested(() => this.#any());
      this.#takes(')');
      return value;
    }
    const term = /[\w-]*\s*(\([^()]*\))?/y;
    term.lastIndex = this.#at;
    const [text = ''] = term.exec(this.#text) ?? [];
    this.#at += text.length;
    return this.#answer(text.trim());
  }

  #nested(read: () => Presence): Presence {
    if (this.#depth === MAX_DEPTH) {
      this.#at = this.#text.length;
      return undefined;
    }
    this.#depth++;
    const value = read();
    this.#depth--;
    return value;
  }

  #takes(token: string): boolean {
    while (this.#text[this.#at] === ' ') this.#at++;
    const found = this.#text.startsWith(token, this.#at);
    if (found) this.#at += token.length;
    return found;
  }
}

/** What HAProxy is built with wherever it is packaged. */
const BUILT_IN = /^(?:OPENSSL|THREAD|LUA|PROMEX)$/;

function known(term: string): Presence {
  if (/^\d+$/.test(term)) return Number(term) !== 0;
  const [, name, inner = ''] = /^(\w+)\s*\(([^()]*)\)$/.exec(term) ?? [];
  const args = inner.split(',').map((arg) => arg.trim());
  if (inner.includes('$')) return undefined;
  switch (name) {
    case 'streq':
      return args[0] === args[1];
    case 'strneq':
      return args[0] !== args[1];
    case 'strstr':
      return args[0]?.includes(args[1] ?? '');
    case 'feature':
      return BUILT_IN.test(inner) || undefined;
    case 'version_atleast':
      return isReached(args[0] ?? '') ? true : undefined;
    default:
      return undefined;
  }
}

/** True for versions up to the measured one only: a later one may be in use. */
function isReached(version: string): boolean {
  const wanted = version.split(/[.-]/).map(Number);
  for (const [i, part] of REFERENCE.entries()) {
    const other = wanted[i] ?? 0;
    if (other !== part) return other < part;
  }
  return true;
}

function not(value: Presence): Presence {
  return value === undefined ? undefined : !value;
}

function and(a: Presence, b: Presence): Presence {
  if (a === false || b === false) return false;
  return a === undefined || b === undefined ? undefined : true;
}

function or(a: Presence, b: Presence): Presence {
  return not(and(not(a), not(b)));
}
