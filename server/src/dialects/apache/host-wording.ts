import type { Directive } from '../../syntax/tree.ts';
import { kept, oncePer } from '../once.ts';
import { ACTING, CONDITIONAL } from './acting.ts';
import type { Node } from './node.ts';
import { type ApacheWording, TEMPLATE, wordingOf } from './wording.ts';

/** The lines of a <VirtualHost>, head and end among them; the same object as long as they have the same words. */
export interface HostWording {
  readonly lines: readonly ApacheWording[];
  /** How many of them are directives or heads of sections. */
  readonly directives: number;
}

const lastWordings = kept<ApacheWording, HostWording>();
const behind = kept<Directive, HostWording>();

/** Notes, for the head of a <VirtualHost>, its lines: those of the file from one index up to another. */
export function noteHost(
  head: Directive,
  lines: readonly ApacheWording[],
  from: number,
  to: number,
): void {
  const last = lastWordings.get(wordingOf(head));
  if (last && isRange(last.lines, lines, from, to)) behind.set(head, last);
  else {
    const own = lines.slice(from, to);
    const directives = own.filter(({ kind }) => kind === 'plain' || kind === 'open').length;
    const made = { lines: own, directives };
    lastWordings.set(wordingOf(head), made);
    behind.set(head, made);
  }
}

function isRange<T>(part: readonly T[], all: readonly T[], from: number, to: number): boolean {
  if (part.length !== to - from) return false;
  for (let i = from; i < to; i++) if (part[i - from] !== all[i]) return false;
  return true;
}

/** True where lines may be read otherwise in other surroundings. */
const isVariable = oncePer(({ lines }: HostWording) => lines.some(isReadByChance));

function isReadByChance({ name, literal, words }: ApacheWording): boolean {
  if (!literal || ACTING.has(name) || CONDITIONAL.has(name) || name === 'macro') return true;
  return words.some(({ value }) => TEMPLATE.test(value));
}

/** The lines of a virtual host where nothing but they decide what is in it; else undefined. */
export function hostWordingOf(section: Node | undefined): HostWording | undefined {
  const wording = section?.name === 'virtualhost' ? behind.get(section.directive) : undefined;
  return wording && !isVariable(wording) ? wording : undefined;
}

/** False for a virtual host none of whose lines passes a test; each is tried once. */
export function mayHoldLine(
  test: (line: ApacheWording) => boolean,
): (section: Node | undefined) => boolean {
  const found = oncePer(({ lines }: HostWording) => lines.some(test));
  return (section) => {
    const wording = hostWordingOf(section);
    return wording === undefined || found(wording);
  };
}
