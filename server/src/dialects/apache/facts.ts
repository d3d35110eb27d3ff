import * as l10n from '@vscode/l10n';
import type { Fact, Remedy } from '../../delivery/delivery.ts';
import { type RelatedPlace, samePlace } from '../../text/place.ts';
import { type Node, subjectOf } from './node.ts';

export interface FactOptions {
  readonly remedies?: readonly Remedy[];
  readonly origin?: Fact['origin'];
  readonly subject?: string;
  /** The mapping that answers, where another node decides. */
  readonly answeredBy?: Node | undefined;
}

/** A fact that stands on a directive, with the includes that lead to it and the mapping that it acts on. */
export function factAt(node: Node, options: FactOptions = {}): Fact {
  const { answeredBy } = options;
  const related: RelatedPlace[] = [...node.chain];
  const foreign = answeredBy && !samePlace(answeredBy.place, node.place);
  if (foreign) {
    related.push({
      ...answeredBy.place,
      message: l10n.t`This mapping answers: ${subjectOf(answeredBy)}.`,
    });
  }
  return {
    place: node.place,
    subject: options.subject ?? subjectOf(node),
    origin: options.origin ?? (foreign ? 'inherited' : 'explicit'),
    related,
    remedies: options.remedies ?? [],
  };
}
