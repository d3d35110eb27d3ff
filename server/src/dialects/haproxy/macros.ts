import type { Directive } from '../../syntax/tree.ts';
import { isVariable } from './lexer.ts';

/** Version whose behaviour this dialect is measured on. */
const REFERENCE: readonly number[] = [2, 6, 12];

/** Whether HAProxy reads a line: `undefined` where that depends on its environment. */
export type Presence = boolean | undefined;

/** Follows `.if`, `.elif`, `.else` and `.endif` down a file and tells whether a line counts. */
export class MacroState {
  readonly #levels: { now: Presence; taken: Presence }[] = [];

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
      const now = conditionOf(line);
      this.#levels.push({ now, taken: now });
    } else if (line.name.value === '.endif') {
      this.#levels.pop();
    } else if (level) {
      const wanted = line.name.value === '.else' ? true : conditionOf(line);
      level.now = and(not(level.taken), wanted);
      level.taken = or(level.taken, wanted);
    }
  }
}

function conditionOf(line: Directive): Presence {
  if (line.args.some(isVariable)) return undefined;
  return evaluate(line.args.map((word) => word.value).join(' '));
}

/** A condition without nested parentheses; anything else is unknown. */
function evaluate(text: string): Presence {
  const condition = text.trim();
  if (condition === '') return false;
  return condition
    .split('||')
    .map((part) => part.split('&&').map(term).reduce(and, true))
    .reduce(or, false);
}

function term(text: string): Presence {
  const trimmed = text.trim();
  if (trimmed.startsWith('!')) return not(term(trimmed.slice(1)));
  if (/^\d+$/.test(trimmed)) return Number(trimmed) !== 0;
  const [, name, inner] = /^(\w+)\(([^()]*)\)$/.exec(trimmed) ?? [];
  const args = (inner ?? '').split(',').map((arg) => arg.trim());
  switch (name) {
    case 'streq':
      return args[0] === args[1];
    case 'strneq':
      return args[0] !== args[1];
    case 'version_atleast':
      return atLeast(args[0] ?? '');
    case 'version_before':
      return not(atLeast(args[0] ?? ''));
    default:
      return undefined;
  }
}

/** Sure up to the measured version only: a later one may be in use. */
function atLeast(version: string): Presence {
  const wanted = version.split(/[.-]/).map(Number);
  for (const [i, part] of REFERENCE.entries()) {
    const other = wanted[i] ?? 0;
    if (other !== part) return other < part ? true : undefined;
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
