import * as l10n from '@vscode/l10n';
import type { Delivery, Remedy } from '../delivery/delivery.ts';
import { endpoints } from '../stigman/endpoints.ts';
import { nounOf } from '../stigman/titles.ts';

/** "a, b and c". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  if (words.length < 2) return last;
  const others = words.slice(0, -1).reduce((list, word) => l10n.t`${list}, ${word}`);
  return l10n.t`${others} and ${last}`;
}

/** The endpoints of deliveries as the subject of a clause. */
export interface Named {
  /** "state events and the log socket" */
  readonly text: string;
  /** The same at the head of a sentence. */
  readonly head: string;
  readonly plural: boolean;
}

/** Names the endpoints of deliveries, each once, in the order of `endpoints`. */
export function named(deliveries: readonly Delivery[]): Named {
  const ids = new Set(deliveries.map((delivery) => delivery.endpoint.operationId));
  const present = endpoints.filter((endpoint) => ids.has(endpoint.operationId));
  const text =
    present.length === endpoints.length
      ? l10n.t('the requests of the web app')
      : listed(present.map((endpoint) => nounOf(endpoint.operationId)));
  return {
    text,
    head: text.charAt(0).toUpperCase() + text.slice(1),
    plural: present.length > 1 || present[0]?.operationId === 'streamStateSse',
  };
}

/** "20 s", to the hundredth. */
export function seconds(value: number): string {
  return l10n.t`${Number(value.toFixed(2))} s`;
}

/** "1,048,576 bytes". */
export function bytes(value: number): string {
  return l10n.t`${String(value).replace(/\B(?=(\d{3})+$)/g, ',')} bytes`;
}

/** What to do: the preferred remedy in its own words, else the first one, else the advice given. */
export function advice(remedies: readonly Remedy[], otherwise: string): string {
  const remedy = remedies.find((candidate) => candidate.preferred) ?? remedies[0];
  return sentence(remedy?.title ?? otherwise);
}

/** Text that ends in exactly one full stop. */
export function sentence(text: string): string {
  return l10n.t`${clause(text)}.`;
}

/** Text without a full stop, to go on after it. */
export function clause(text: string): string {
  return text.trim().replace(/(?<!\.)\.+$/, '');
}
