import { factsOf } from '../delivery/facts.ts';
import { directiveAt, headOf } from '../syntax/find.ts';
import type { Sources } from '../syntax/sources.ts';
import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import { type Place, type Span, samePlace } from '../text/place.ts';
import type { Finding } from './rule.ts';

/** A part of a file that is not legal text yet. */
interface Gap {
  /** What the fault spoils: its directive (of a block, the head), or its own span where it is in none. */
  readonly span: Span;
  /** The block around it, which may be about to get what a finding misses. */
  readonly around: Directive | undefined;
}

/**
 * Keeps the findings that half-typed text cannot have brought about. Lost are those that stand on a directive with a
 * syntax fault, and those that miss something in a block in which one is being typed.
 */
export function withoutHalfTyped(
  findings: readonly Finding[],
  sources: Sources,
): readonly Finding[] {
  const gaps = new Map<string, readonly Gap[]>();
  const gapsOf = (uri: string) => {
    const known = gaps.get(uri) ?? gapsIn(sources.tree(uri));
    gaps.set(uri, known);
    return known;
  };
  return findings.filter((finding) => isSound(finding, gapsOf));
}

function gapsIn(tree: SyntaxTree | undefined): readonly Gap[] {
  return (tree?.faults ?? []).map((fault) => {
    const directive = tree && directiveAt(tree, fault.start);
    if (!directive) return { span: fault, around: undefined };
    const head = headOf(directive);
    return fault.start > head.end
      ? { span: fault, around: directive }
      : { span: head, around: directive.parent.owner };
  });
}

function isSound(finding: Finding, gapsOf: (uri: string) => readonly Gap[]): boolean {
  if (gapsOf(finding.place.uri).some((gap) => touches(gap.span, finding.place))) return false;
  if (finding.affects.length === 0 || isWrittenOut(finding)) return true;
  return finding.affects.some((delivery) => !isBeingTyped(delivery.mapping, gapsOf));
}

function touches(gap: Span, place: Place): boolean {
  return place.start <= gap.end && gap.start <= place.end && !encloses(place, gap);
}

/** A finding on a whole block is not about one directive within. */
function encloses(outer: Span, inner: Span): boolean {
  return outer.start < inner.start && inner.end < outer.end;
}

function isBeingTyped(mapping: Place, gapsOf: (uri: string) => readonly Gap[]): boolean {
  return gapsOf(mapping.uri).some((gap) => gap.around?.start === mapping.start);
}

function isWrittenOut(finding: Finding): boolean {
  return finding.affects.some((delivery) =>
    factsOf(delivery).some(
      (fact) => fact.origin === 'explicit' && samePlace(fact.place, finding.place),
    ),
  );
}
