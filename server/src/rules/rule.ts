import type { Analysis, Delivery, DialectId, Remedy } from '../delivery/delivery.ts';
import type { Application } from '../stigman/application.ts';
import type { Place, RelatedPlace } from '../text/place.ts';

/** The most serious first. */
export const severities = ['error', 'warning', 'information', 'hint'] as const;

export type Severity = (typeof severities)[number];

/** One judgement at one place, grouped over all deliveries that it concerns. */
export interface Finding {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly place: Place;
  /** What happens and why, then what to do: two sentences with the number. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly remedies: readonly Remedy[];
  /** The deliveries whose verdict or quality it explains. */
  readonly affects: readonly Delivery[];
}

/** A rule judges deliveries; it never sees a syntax tree and knows no editor. */
export interface Rule {
  readonly id: string;
  /** In English: for the command line and the documentation. */
  readonly summary: string;
  readonly severity: Severity;
  readonly dialects: readonly DialectId[];
  readonly check: (analysis: Analysis, application: Application) => readonly Finding[];
}
