import { convert } from './converters.ts';
import type { Context } from './exchange.ts';
import type { Call, Expression } from './expressions.ts';
import { counted, lasting, nameTold } from './fetches.ts';
import { modeOf } from './lines-in-force.ts';
import { fromMessage, REQUEST_FETCHES } from './message-fetches.ts';
import { int, none, type Sample, unknownSample } from './sample.ts';

/** Every sample of an expression: a header that comes several times gives several. */
export function samplesOf({ calls }: Expression, context: Context): readonly Sample[] {
  let samples = fetchAll(calls[0], context);
  for (let i = 1; i < calls.length; i++) {
    const call = calls[i] as Call;
    samples = samples.map((sample) => convert(sample, call, context)).filter(isThere);
  }
  return samples;
}

function isThere({ type }: Sample): boolean {
  return type !== 'none';
}

/**
 * The one sample that a rule or a format takes: the last occurrence. There `hdr` reads what is at hand, in conditions
 * always the request (measured on 2.6.12).
 */
export function sampleOf(expression: Expression, context: Context): Sample {
  const [written, ...converters] = expression.calls;
  const isOfAnswer = context.response && written.name === 'hdr';
  const source = isOfAnswer ? { ...written, name: 'res.hdr' } : written;
  const first = fetchAll(source, context).at(-1) ?? none;
  return converters.reduce<Sample>((sample, call) => convert(sample, call, context), first);
}

/** True where a client may speak TLS that goes through: what HAProxy deciphers holds no greeting (measured on 2.6.12). */
function isOpaque({ request, proxy }: Context): boolean {
  return !request.door.secure && modeOf(proxy) !== 'http';
}

/** What stands in the greeting of TLS: the host that is asked for, where it is known that there is one. */
function greeted(name: string, context: Context): readonly Sample[] {
  const { door } = context.request;
  const { greets } = door;
  if (greets && /^req[._]ssl_sni$/.test(name)) return nameTold(door);
  if (greets && /^req[._]ssl_hello_type$/.test(name)) return [int(1)];
  return isOpaque(context) ? [unknownSample] : [];
}

/** The samples of a fetch; empty where there is none. */
function fetchAll(call: Call, context: Context): readonly Sample[] {
  if (/^req[._]ssl_/.test(call.name)) return greeted(call.name, context);
  const plain = REQUEST_FETCHES.has(call.name)
    ? fromMessage(call, context)
    : (lasting(call, context) ?? counted(call.name, context) ?? fromMessage(call, context));
  if (!plain) return [unknownSample];
  return plain.every(isThere) ? plain : plain.filter(isThere);
}
