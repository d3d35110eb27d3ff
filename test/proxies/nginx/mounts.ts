import { plain, type Shape, type Surroundings } from './shape.ts';
import {
  authRequest,
  errorPage,
  exactThieves,
  fallback,
  limitExcept,
  mirrored,
  regexThief,
  tryFiles,
  withIf,
} from './shapes-deciding.ts';
import {
  methodSplit,
  nested,
  notStripped,
  plainWithSpecials,
  regex,
  rewritten,
  rewrittenToOther,
  rewrittenWithUri,
  separate,
  slashMismatch,
  splitClients,
  withMap,
  withVariable,
} from './shapes-mapping.ts';

const shapes: readonly [Shape, ...Shape[]] = [
  plainWithSpecials,
  ...[plainWithSpecials, slashMismatch, notStripped, rewritten, rewritten],
  ...[rewrittenWithUri, rewrittenToOther, regex, regex, regexThief, regexThief, nested, nested],
  ...[tryFiles, errorPage, withVariable, withVariable, withIf, withIf, withIf, limitExcept],
  ...[separate, separate, exactThieves, exactThieves, authRequest],
  ...[withMap, withMap, methodSplit, fallback, mirrored, splitClients],
];

/** The locations by which a server serves STIG Manager at a mount: one of many shapes, right and wrong ones. */
export function mountLocations(around: Surroundings): readonly string[] {
  const { random } = around;
  const shape = random.chance(0.42) ? plain : random.pick(shapes);
  return shape(around);
}
