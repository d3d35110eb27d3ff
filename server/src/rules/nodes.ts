import * as l10n from '@vscode/l10n';
import type { Delivery, Fact, Remedy } from '../delivery/delivery.ts';
import { groupBy } from '../text/group.ts';
import { type RelatedPlace, samePlace, type TextEdit } from '../text/place.ts';
import type { Finding, Severity } from './rule.ts';

/** What a rule holds against one delivery, with the fact that decides it. */
export interface Charge<F extends Fact = Fact> {
  readonly fact: F;
  readonly delivery: Delivery;
}

/**
 * Groups charges by the node that decides, in order of appearance, so that one diagnostic covers all that one node
 * does. `aspect` keeps apart what one node does in different ways.
 */
export function byNode<C extends { readonly fact: Fact }>(
  charges: Iterable<C>,
  aspect: (charge: C) => string = () => '',
): readonly (readonly [C, ...C[]])[] {
  const groups = groupBy(charges, (charge) => {
    const { uri, start, end } = charge.fact.place;
    return `${uri} ${start} ${end} ${aspect(charge)}`;
  });
  return [...groups.values()];
}

/** The finding that a group of charges amounts to. */
export function findingOf(
  ruleId: string,
  severity: Severity,
  charges: readonly [Charge, ...Charge[]],
  message: string,
): Finding {
  const facts = charges.map((charge) => charge.fact);
  return {
    ...findingAt(ruleId, severity, facts, message),
    affects: [...new Set(charges.map((charge) => charge.delivery))],
  };
}

/** A finding on the node of the first fact that concerns no delivery in particular. */
export function findingAt(
  ruleId: string,
  severity: Severity,
  facts: readonly Fact[],
  message: string,
): Finding {
  const [first] = facts;
  if (!first) throw new Error(`${ruleId}: a finding without a fact`);
  return {
    ruleId,
    severity,
    place: first.place,
    message,
    related: relatedOf(facts),
    remedies: remediesOf(facts),
    affects: [],
  };
}

function relatedOf(facts: readonly Fact[]): readonly RelatedPlace[] {
  const found: RelatedPlace[] = [];
  for (const related of facts.flatMap((fact) => fact.related)) {
    if (!found.some((known) => samePlace(known, related))) found.push(related);
  }
  return found;
}

/**
 * The remedies of several facts: those of one title become one. Where the first preferred one mends its own block alone,
 * one for all blocks goes before them; no other stays preferred.
 */
export function remediesOf(facts: readonly Fact[]): readonly Remedy[] {
  const given = new Set(facts.flatMap((fact) => fact.remedies));
  const remedies = [...groupBy(given, ({ title }) => title).values()].map(joined);
  const first = remedies.find(({ preferred }) => preferred);
  const alike = remedies.filter(
    ({ preferred, deed }) => preferred && deed !== undefined && deed === first?.deed,
  );
  const more = alike.length - 1;
  if (first && more > 0) {
    const title = l10n.t`${first.title}, and likewise in ${more} more`;
    remedies.unshift({ ...joined(alike), title });
  }
  const chosen = remedies.find(({ preferred }) => preferred);
  return remedies.map((remedy) => ({ ...remedy, preferred: remedy === chosen }));
}

/**
 * The same fact with no remedy that "fix all" would apply: what guards access is lifted by a person who has read it,
 * never in bulk.
 */
export function guarded<F extends Fact>(fact: F): F {
  const remedies = fact.remedies.map((remedy) => ({ ...remedy, preferred: false }));
  return { ...fact, remedies };
}

function joined(remedies: readonly Remedy[]): Remedy {
  return {
    ...(remedies[0] as Remedy),
    preferred: remedies.some((remedy) => remedy.preferred),
    edits: () => withoutConflicts(remedies.flatMap((remedy) => remedy.edits())),
  };
}

function withoutConflicts(edits: readonly TextEdit[]): readonly TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of edits) if (!kept.some((other) => conflicts(edit, other))) kept.push(edit);
  return kept;
}

function conflicts(a: TextEdit, b: TextEdit): boolean {
  if (samePlace(a, b)) return a.newText === b.newText || a.end > a.start;
  return a.uri === b.uri && a.start < b.end && b.start < a.end;
}
