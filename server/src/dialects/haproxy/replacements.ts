import type { Refusal, Route, TimeLimit } from '../../delivery/delivery.ts';
import { placeOfLine, textOfLine } from './configuration.ts';
import type { Journey } from './journey.ts';

/** A path that lost its leading slash makes a request line that the application cannot read. */
export function brokenRequest(
  journey: Journey,
  remedies: Refusal['remedies'],
): Refusal | undefined {
  const line = journey.rewrites.at(-1);
  const { path } = journey.request;
  if (!line || path === undefined || path.startsWith('/')) return undefined;
  const subject = textOfLine(line);
  const explanation = `"${subject}" takes the leading slash off the path, and the request is no legal one`;
  const fact = {
    place: placeOfLine(line),
    subject,
    origin: 'explicit' as const,
    related: [],
    remedies,
  };
  return { ...fact, status: 400, cause: 'request', explanation };
}

/** What becomes of an exchange whose answer a rule replaces. */
export interface Replacement {
  readonly refusal?: Refusal;
  readonly route?: Pick<Route, 'outcome' | 'place' | 'subject' | 'status' | 'explanation'>;
  readonly limit?: TimeLimit;
}

/** What a rule that answers in place of the application, or sets another status, makes of the exchange. */
export function replacementOf(journey: Journey): Replacement {
  const { replacedBy, restatedBy } = journey.response ?? {};
  const replaced = replacedBy ?? (restatedBy && restatedBy.status >= 300 ? restatedBy : undefined);
  if (!replaced) return {};
  const { line, status } = replaced;
  const place = placeOfLine(line);
  const subject = textOfLine(line);
  const explanation = `gets ${status} from "${subject}" in place of the answer of STIG Manager`;
  const fact = { place, subject, origin: 'explicit' as const, related: [], remedies: [] };
  if (status >= 500) return { limit: { ...fact, kind: 'idle', seconds: 0, misread: undefined } };
  if (status >= 400) return { refusal: { ...fact, status, cause: 'access', explanation } };
  const outcome = status >= 300 ? 'elsewhere' : 'unknown';
  return { route: { place, subject, outcome, status, explanation } };
}
