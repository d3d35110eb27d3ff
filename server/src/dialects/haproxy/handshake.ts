import type { Upgrade } from '../../delivery/delivery.ts';
import { type Line, placeOfHead, placeOfLine, textOfLine } from './configuration.ts';
import type { Headers } from './headers.ts';
import type { Journey } from './journey.ts';
import { spareHandshake, spareUpgrade } from './remedies.ts';
import { chainTo, nameOf } from './timeouts.ts';

/**
 * What becomes of the WebSocket handshake. HAProxy passes it on by itself; rules for headers that take `upgrade` out
 * of Connection, or change Upgrade, spoil it: toward the application (which then answers 404 or 400) or on its 101
 * (which browsers then refuse). Adding to Connection is harmless (measured on 2.6.12).
 */
export function upgradeOf(journey: Journey): Upgrade {
  const asked = faultOf(journey.request.headers);
  if (asked !== undefined)
    return spoilt(journey, asked, 'http-request', 'STIG Manager', spareUpgrade);
  const { response } = journey;
  const answered =
    response && (response.response.status === 101 ? faultOf(response.response.headers) : undefined);
  if (answered !== undefined)
    return spoilt(journey, answered, 'http-response', 'the browser', spareHandshake);
  if (response?.restatedBy && response.response.status < 300 && response.response.status !== 101) {
    const explanation = `a rule turns the 101 of STIG Manager into ${response.response.status}`;
    return upgrade(journey, 'refused', explanation, response.restatedBy.line, spareHandshake);
  }
  return upgrade(journey, 'switched', 'the handshake passes', undefined, undefined);
}

/** What is wrong with the headers of a handshake; 'unknown' where a value cannot be told. */
function faultOf(headers: Headers): 'connection' | 'upgrade' | 'unknown' | undefined {
  const upgrades = headers.values('upgrade');
  const connections = headers.values('connection');
  if (upgrades.length !== 1 || (upgrades[0] ?? 'websocket').toLowerCase() !== 'websocket')
    return 'upgrade';
  if (connections.some((value) => value?.toLowerCase() === 'upgrade')) {
    return upgrades[0] === undefined ? 'unknown' : undefined;
  }
  return connections.includes(undefined) ? 'unknown' : 'connection';
}

function spoilt(
  journey: Journey,
  fault: 'connection' | 'upgrade' | 'unknown',
  keyword: string,
  receiver: string,
  mend: (line: Line) => Upgrade['remedies'][number],
): Upgrade {
  const name = fault === 'upgrade' ? 'Upgrade' : 'Connection';
  const line = lineThatTouches(journey, keyword, name.toLowerCase());
  if (fault === 'unknown') {
    return upgrade(
      journey,
      'unknown',
      `what ${receiver} gets in ${name} cannot be told`,
      line,
      undefined,
    );
  }
  const what = line ? `"${textOfLine(line)}" also applies to the handshake, so ` : '';
  const wrong = fault === 'upgrade' ? '"websocket" in Upgrade' : '"upgrade" in Connection';
  const where = keyword === 'http-request' ? 'request' : '101';
  return upgrade(
    journey,
    'refused',
    `${what}${receiver} gets a ${where} without ${wrong}`,
    line,
    mend,
  );
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
    remedies: line && mend ? [mend(line)] : [],
    outcome,
    explanation,
    httpVersion: undefined,
  };
}

/** The rule that last wrote or took a header: the writer of what is there, or a rule that deletes it. */
function lineThatTouches(journey: Journey, keyword: string, name: string): Line | undefined {
  if (keyword === 'http-request') {
    const written = journey.request.headers.named(name).findLast((header) => header.writer)?.writer;
    return written ?? journey.deletions.findLast((one) => one.names.includes(name))?.line;
  }
  return journey.response?.changes.findLast((change) => change.names.includes(name))?.line;
}
