import type { Word } from '../../syntax/tree.ts';
import { aclLines, conditionOf } from './conditions.ts';
import type { Line } from './configuration.ts';
import { parseExpression } from './expressions.ts';

/** A number that a condition compares the size of a request body with. */
export interface SizeBound {
  readonly word: Word;
  /** Bytes that make up one of what is counted: 1048576 behind `div(1048576)`. */
  readonly bytesPerUnit: number;
  /** True where a body of that many units counts as too large: `ge`, `lt` and `N:`. */
  readonly excluded: boolean;
}

const SIZE = /^(?:req\.body_size|(?:req\.)?f?hdr(?:_val)?\(content-length(?:,-?\d+)?\))/i;
const NUMBER = /^\d+:?$/;

/** The numbers that a line's condition compares the size of a body with, where their units can be told. */
export function sizeBoundsOf(line: Line): readonly SizeBound[] {
  const condition = conditionOf(line);
  if (!condition) return [];
  const named = condition.alternatives.flat().filter((term) => term.name !== '');
  return [
    line.directive.args.slice(condition.at),
    ...named.flatMap((term) => aclLines(term.name, line.proxy).map((acl) => acl.directive.args)),
  ].flatMap(boundsAmong);
}

function boundsAmong(words: readonly Word[]): readonly SizeBound[] {
  return words.flatMap((criterion, at) => {
    if (!SIZE.test(criterion.value)) return [];
    const bytesPerUnit = unitOf(criterion.value);
    if (bytesPerUnit === undefined) return [];
    const end = words.findIndex((word, i) => i > at && word.value === '}');
    const own = words.slice(at + 1, end < 0 ? undefined : end);
    const strict = own.some(({ value }) => value === 'ge' || value === 'lt');
    return own
      .filter(({ value }) => NUMBER.test(value))
      .map((word) => ({ word, bytesPerUnit, excluded: strict || word.value.endsWith(':') }));
  });
}

/** Bytes per unit of a size as it is, divided once or multiplied once. */
function unitOf(criterion: string): number | undefined {
  const [converter, ...others] = parseExpression(criterion)?.calls.slice(1) ?? [];
  if (!converter) return 1;
  const by = Number(converter.args[0]);
  if (others.length > 0 || !Number.isInteger(by) || by < 1) return undefined;
  if (converter.name === 'div') return by;
  return converter.name === 'mul' ? 1 / by : undefined;
}

/** The largest body, in bytes, that a bound lets through; `div` cuts off what is left over. */
export function bytesAllowed({ word, bytesPerUnit, excluded }: SizeBound): number {
  const units = Number.parseInt(word.value, 10) - (excluded ? 1 : 0);
  return bytesPerUnit < 1 ? Math.floor(units * bytesPerUnit) : (units + 1) * bytesPerUnit - 1;
}

/** A bound as it is written to let bodies of so many bytes through. */
export function boundFor({ word, bytesPerUnit, excluded }: SizeBound, bytes: number): string {
  const units = Math.floor(bytes / bytesPerUnit) + (excluded ? 1 : 0);
  return word.value.endsWith(':') ? `${units}:` : `${units}`;
}
