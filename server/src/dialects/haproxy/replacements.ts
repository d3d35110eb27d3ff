import * as l10n from '@vscode/l10n';
import type { Refusal, Route, TimeLimit } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { type Line, placeOfLine, textOfLine } from './configuration.ts';
import type { Journey } from './journey.ts';
import { spareHandshake, spareStreams } from './remedies.ts';

/** A path without its leading slash, or no Host, makes a request that the application cannot read: its 400, if no rule changes it. */
export function brokenRequest(
  journey: Journey,
  endpoint: Endpoint,
  remedies: Refusal['remedies'],
): Refusal | undefined {
  const { path, headers } = journey.request;
  const { replacedBy, response } = journey.response ?? {};
  if (replacedBy || (response && !isRefusal(response.status))) return undefined;
  const isSlashless = path !== undefined && !path.startsWith('/');
  const isHostless = endpoint.kind !== 'socket' && headers.named('host').length === 0;
  const line = isSlashless
    ? journey.rewrites.at(-1)
    : isHostless && journey.deletions.find(({ names }) => names.includes('host'))?.line;
  if (!line) return undefined;
  const subject = textOfLine(line);
  const explanation = isSlashless
    ? l10n.t`"${subject}" takes the leading slash off the path, and the request is no legal one`
    : l10n.t`"${subject}" takes Host away, and the request is no legal one`;
  const fact = {
    place: placeOfLine(line),
    subject,
    origin: 'explicit' as const,
    related: [],
    remedies: isSlashless ? remedies : [],
  };
  return { ...fact, status: 400, cause: 'request', explanation };
}

/** What becomes of an exchange whose answer a rule replaces. */
export interface Replacement {
  readonly refusal?: Refusal;
  readonly route?: Pick<Route, 'outcome' | 'place' | 'subject' | 'status' | 'explanation'>;
  readonly limit?: TimeLimit;
}

/**
 * What a rule that answers in place of the application, or sets another status, makes of the exchange. Where the
 * request got to STIG Manager on a path that it does not serve, only a refusal changes anything.
 */
export function replacementOf(journey: Journey, endpoint: Endpoint, served: boolean): Replacement {
  const { replacedBy, restatedBy } = journey.response ?? {};
  const tells = restatedBy && (restatedBy.status >= 300 || endsStream(restatedBy.status, endpoint));
  const replaced = replacedBy ?? (tells ? restatedBy : undefined);
  if (!replaced) return {};
  const { line, status } = replaced;
  const place = placeOfLine(line);
  const subject = textOfLine(line);
  const explanation = l10n.t`gets ${status} from "${subject}" in place of the answer of STIG Manager`;
  const fact = { place, subject, origin: 'explicit' as const, related: [], remedies: [] };
  const refusal: Refusal = { ...fact, status, cause: 'access', explanation };
  if (!served) return replacedBy && isRefusal(status) ? { refusal } : {};
  const ends = replacedBy && status < 300 && endpoint.kind === 'stream';
  if (status >= 500 || ends || endsStream(status, endpoint)) {
    const remedies = replacedBy ? [] : keepStatus(line, journey, endpoint);
    return { limit: { ...fact, remedies, kind: 'idle', seconds: 0, misread: undefined } };
  }
  if (status >= 400 || endpoint.kind === 'socket') return { refusal };
  const outcome = status >= 300 ? 'elsewhere' : 'unknown';
  return { route: { place, subject, outcome, status, explanation } };
}

/** Keeps a rule off the answer to an endpoint, where that is not itself an error. */
function keepStatus(line: Line, { response }: Journey, { kind }: Endpoint): Refusal['remedies'] {
  if (kind === 'stream') return [spareStreams(line, 'keep-status')];
  return response?.response.headers.named('upgrade').length ? [spareHandshake(line)] : [];
}

/**
 * To a 204 or 101 belongs no body: clients take the answer for complete; behind another 1xx they wait for an answer that
 * never comes (measured on 2.6.12).
 */
function endsStream(status: number, { kind }: Endpoint): boolean {
  if (status === 204 || status === 101) return kind === 'stream';
  return status < 200 && kind !== 'socket';
}

/** A 404 is a request that is not served, not one that is turned away. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && status !== 404;
}
