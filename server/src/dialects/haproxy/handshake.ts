import * as l10n from '@vscode/l10n';
import type { TimeLimit, Upgrade } from '../../delivery/delivery.ts';
import { type Line, placeOfHead, placeOfLine, textOfLine } from './configuration.ts';
import { type HandshakeFault, requestFault, responseFault } from './handshake-headers.ts';
import type { Journey } from './journey.ts';
import { starts } from './lines-in-force.ts';
import { spareHandshake, spareUpgrade } from './remedies.ts';
import { chainTo, nameOf } from './timeouts.ts';

/**
 * What becomes of the WebSocket handshake. HAProxy passes it on by itself; rules for headers that take `upgrade` out
 * of Connection, or change Upgrade or Sec-WebSocket-*, spoil it: toward the application or on its 101 (which browsers
 * then refuse). Adding to Connection is harmless. Of a handshake that an early hint precedes, clients get a 103 first,
 * which not all of them pass over (all measured on 2.6.12).
 */
export function upgradeOf(journey: Journey): Upgrade {
  const [hint] = journey.hints;
  if (hint) {
    const explanation = l10n.t(
      'a 103 comes ahead of the 101, and not every client waits for the latter',
    );
    return upgrade(journey, 'unknown', explanation, hint, undefined);
  }
  const asked = requestFault(journey.request.headers);
  if (asked) return spoilt(journey, asked, 'http-request');
  const { response } = journey;
  const answered =
    response?.response.status === 101 ? responseFault(response.response.headers) : undefined;
  if (answered) return spoilt(journey, answered, 'http-response');
  if (response?.restatedBy && response.response.status < 300 && response.response.status !== 101) {
    const explanation = l10n.t`a rule turns the 101 of STIG Manager into ${response.response.status}`;
    return upgrade(journey, 'refused', explanation, response.restatedBy.line, spareHandshake);
  }
  return upgrade(journey, 'switched', l10n.t('the handshake passes'), undefined, undefined);
}

/**
 * Where a section takes `upgrade` out of the Connection of a 101, the one before it takes that for a broken answer and
 * gives 502 (measured on 2.6.12); other faults pass through it to the browser.
 */
export function lostBetween(inner: Journey): TimeLimit | undefined {
  const { status, headers } = inner.response?.response ?? {};
  const fault = headers && status === 101 ? responseFault(headers) : undefined;
  if (fault?.header !== 'Connection' || !fault.certain) return undefined;
  const { outcome, explanation, httpVersion, ...fact } = spoilt(inner, fault, 'http-response');
  return { ...fact, kind: 'idle', seconds: 0, misread: undefined };
}

function spoilt(
  journey: Journey,
  { header, missing, certain }: HandshakeFault,
  side: 'http-request' | 'http-response',
): Upgrade {
  const onRequest = side === 'http-request';
  const line = lineThatTouches(journey, side, header.toLowerCase());
  if (!certain) {
    const explanation = onRequest
      ? l10n.t`what STIG Manager gets in ${header} cannot be told`
      : l10n.t`what the browser gets in ${header} cannot be told`;
    return upgrade(journey, 'unknown', explanation, line, undefined);
  }
  const explanation = line ? lackFor(line, onRequest, missing) : lack(onRequest, missing);
  const mend = onRequest ? spareUpgrade : spareHandshake;
  return upgrade(journey, 'refused', explanation, line, mend);
}

function lack(onRequest: boolean, missing: string): string {
  return onRequest
    ? l10n.t`STIG Manager gets a request without ${missing}`
    : l10n.t`the browser gets a 101 without ${missing}`;
}

function lackFor(line: Line, onRequest: boolean, missing: string): string {
  const rule = textOfLine(line);
  return onRequest
    ? l10n.t`"${rule}" also applies to the handshake, so STIG Manager gets a request without ${missing}`
    : l10n.t`"${rule}" also applies to the handshake, so the browser gets a 101 without ${missing}`;
}

function upgrade(
  journey: Journey,
  outcome: Upgrade['outcome'],
  explanation: string,
  line: Line | undefined,
  mend: ((line: Line) => Upgrade['remedies'][number]) | undefined,
): Upgrade {
  const backend = journey.backend ?? journey.frontend;
  return {
    place: line ? placeOfLine(line) : placeOfHead(backend),
    subject: line ? textOfLine(line) : nameOf(backend),
    origin: line ? (line.proxy.kind === 'defaults' ? 'inherited' : 'explicit') : 'default',
    related: line
      ? chainTo(line, line.proxy.kind === 'defaults' ? backend : line.proxy, backend)
      : [],
    remedies: line && mend && !starts(line, 'http-send-name-header') ? [mend(line)] : [],
    outcome,
    explanation,
    httpVersion: undefined,
  };
}

/** The rule that last wrote or took a header: the writer of what is there, or a rule that deletes it. */
function lineThatTouches(
  { request, response, deletions }: Journey,
  side: 'http-request' | 'http-response',
  name: string,
): Line | undefined {
  const onRequest = side === 'http-request';
  const headers = onRequest ? request.headers : response?.response.headers;
  const written = headers?.named(name).findLast((header) => header.writer)?.writer;
  const changes = onRequest ? deletions : (response?.changes ?? []);
  return written ?? changes.findLast((one) => one.names.includes(name))?.line;
}
