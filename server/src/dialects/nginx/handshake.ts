import { type Hop, sentOn } from './journey.ts';
import { moreHeaders, nameOf } from './more-headers.ts';
import { type Entry, isHeader, type Scope, scalar, setOf, switchOf } from './scope.ts';
import { isPassed } from './streaming.ts';
import { known, type Value } from './values.ts';

/** Whether the WebSocket handshake passes a hop; undefined where a variable leaves it open. */
export interface Handshake {
  readonly upgrade: boolean | undefined;
  readonly connection: boolean | undefined;
  /** A line that spoils another header of the handshake. */
  readonly spoiledBy: Entry | undefined;
}

/**
 * Judges a hop. The application needs `Upgrade: websocket`, once, and `Connection: upgrade`; another nginx tunnels for
 * any Upgrade header and does not look at Connection (measured on 1.22.1).
 */
export function handshakeOf(hop: Hop, isLast: boolean): Handshake {
  if (isRewrittenElsewhere(hop)) {
    return { upgrade: undefined, connection: undefined, spoiledBy: undefined };
  }
  const headers = sentOn(hop);
  const upgrade = headers.get('upgrade') ?? [];
  const connection = headers.get('connection') ?? [];
  return {
    upgrade: isLast ? isWebSocket(upgrade) : upgrade.length > 0,
    connection: isLast ? hasUpgrade(connection) : true,
    spoiledBy: spoiler(hop),
  };
}

/** A request with both headers of a handshake: Node gives it to the socket's server, which answers 400 to any but the socket's. */
export function isHandshake(hop: Hop): boolean {
  return sendsUpgrade(hop) && handshakeOf(hop, true).connection === true;
}

export function sendsUpgrade(hop: Hop): boolean {
  return !!known(sentOn(hop).get('upgrade') ?? []);
}

function isWebSocket(value: Value): boolean | undefined {
  const text = known(value);
  return text === undefined ? undefined : text.trim().toLowerCase() === 'websocket';
}

function hasUpgrade(value: Value): boolean | undefined {
  const text = known(value);
  return text === undefined ? undefined : /(^|[\s,])upgrade([\s,]|$)/i.test(text);
}

const HANDSHAKE_HEADER = /^(upgrade|connection|sec-websocket-.*|sec-\*|\*)$/;

/** True where the module headers-more adds, changes or removes a header of the handshake, either way. */
function isRewrittenElsewhere({ scope }: Hop): boolean {
  return ['set_input', 'clear_input', 'set', 'clear']
    .flatMap((kind) => moreHeaders(scope, `more_${kind}_headers`))
    .flatMap(({ headers }) => headers)
    .some((header) => HANDSHAKE_HEADER.test(nameOf(header)));
}

const HANDSHAKE_REQUEST = ['sec-websocket-key', 'sec-websocket-version'];
const HANDSHAKE_RESPONSE = ['upgrade', 'sec-websocket-accept'];

function spoiler(hop: Hop): Entry | undefined {
  const replaced = hop.sent.find(
    (header) =>
      HANDSHAKE_REQUEST.includes(header.name) &&
      !header.entry.args[1]?.includes('$http_sec_websocket'),
  );
  if (replaced) return replaced.entry;
  if (switchOf(hop.scope, 'proxy_pass_request_headers') === 'off')
    return scalar(hop.scope, 'proxy_pass_request_headers');
  const hidden = setOf(hop.scope, 'proxy_hide_header').find((entry) =>
    HANDSHAKE_RESPONSE.some((name) => isHeader(entry, name) && !isPassed(hop, name)),
  );
  return hidden ?? repeatedByAlways(hop.scope) ?? parsedAsPage(hop.scope);
}

/** With `always` add_header adds to the 101 too, and browsers take these headers but once (measured on 1.22.1). */
function repeatedByAlways(scope: Scope): Entry | undefined {
  return setOf(scope, 'add_header').find(
    (entry) =>
      entry.args[2] === 'always' && HANDSHAKE_RESPONSE.some((name) => isHeader(entry, name)),
  );
}

/** Server-side includes for every media type break the 101, which has none (measured on 1.22.1). */
function parsedAsPage(scope: Scope): Entry | undefined {
  const types = scalar(scope, 'ssi_types');
  return switchOf(scope, 'ssi') === 'on' && types?.args.includes('*') ? types : undefined;
}
