import type { Word } from '../../../syntax/tree.ts';
import { oncePer } from '../../once.ts';
import { conditionStart, isOr } from '../condition-start.ts';
import { isVariable } from '../lexer.ts';
import type { HaproxyWording } from '../wording.ts';

/** What a condition at the end of a line names. */
export interface ConditionWords {
  /** Names of acls, without the exclamation marks before them. */
  readonly acls: readonly Word[];
  /** First words of anonymous acls: `path_beg` of `{ path_beg / }`. */
  readonly methods: readonly Word[];
}

const NONE: ConditionWords = { acls: [], methods: [] };

/** Keywords whose lines end in a condition. */
const CONDITIONAL =
  /^(?:use_backend|use-server|redirect|http-(?:request|response|after-response)|tcp-(?:request|response)|stick|stats|monitor|(?:force|ignore)-persist)$/;

/** The words of a line's condition; none where a word such as `if` may be a value as well. */
export function conditionWords(wording: HaproxyWording): ConditionWords {
  return CONDITIONAL.test(wording.values[0] ?? '') ? wordsIn(wording) : NONE;
}

const wordsIn = oncePer(({ args, values }: HaproxyWording): ConditionWords => {
  if (args.some(isVariable)) return NONE;
  const at = conditionStart(values);
  const condition = at < 0 ? [] : args.slice(at);
  if (condition.some(({ value }) => value === 'if' || value === 'unless')) return NONE;
  return readCondition(condition);
});

/** The tests that a line writes out, each from its fetch on: that of an acl, and those between braces. */
export const testsIn = oncePer(({ args, values }: HaproxyWording): readonly (readonly Word[])[] => {
  if (values[0] === 'acl') return [args.slice(1)];
  const found: (readonly Word[])[] = [];
  for (let at = 0; at < args.length; at++) {
    if (!/^!*\{$/.test(args[at]?.value ?? '')) continue;
    const end = args.findIndex(({ value }, i) => i > at && value === '}');
    if (end < 0) return found;
    found.push(args.slice(at + 1, end));
    at = end;
  }
  return found;
});

/** The first brace of a condition that none closes. */
export function openBrace({ args, values }: HaproxyWording): Word | undefined {
  if (!CONDITIONAL.test(values[0] ?? '')) return undefined;
  const at = conditionStart(values);
  if (at < 0) return undefined;
  let open: Word | undefined;
  for (const word of args.slice(at)) {
    if (/^!*\{$/.test(word.value)) open ??= word;
    else if (word.value === '}') open = undefined;
  }
  return open;
}

/** What the words of a condition name. */
export function readCondition(words: readonly Word[]): ConditionWords {
  const acls: Word[] = [];
  const methods: Word[] = [];
  for (let i = 0; i < words.length; i++) {
    const word = words[i] as Word;
    const name = word.value.replace(/^!+/, '');
    if (name === '{') {
      const method = words[++i];
      if (method) methods.push(method);
      while (i < words.length && words[i]?.value !== '}') i++;
    } else if (name !== '' && !isOr(name)) {
      const shift = word.quote === '' ? word.value.length - name.length : 0;
      acls.push({ ...word, value: name, start: word.start + shift });
    }
  }
  return { acls, methods };
}
