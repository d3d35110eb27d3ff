import { compilePattern } from '../../text/pattern.ts';
import type { Hop } from './journey.ts';
import { parseSize } from './measures.ts';
import { addedByMore } from './more-headers.ts';
import { type Entry, isHeader, type Scope, scalar, setOf, switchOf } from './scope.ts';
import { known } from './values.ts';
import { AGENTS } from './variables.ts';

/**
 * What keeps a buffered response in nginx's buffers; over plain HTTP/1.1 chunks pass one by one, though nothing
 * promises it. Toward a client with TLS they wait until ssl_buffer_size is full (measured on 1.22.1).
 */
export type HeldBy = 'http-1.0' | 'no-chunks' | 'gzip' | 'tls' | 'nothing-proven';

/** What one hop does to the bytes of a streamed response. */
export interface Streaming {
  readonly buffering: Entry | undefined;
  /** The line that makes this hop ignore X-Accel-Buffering. */
  readonly ignoring: Entry | undefined;
  /** Whether the header still arrives: an inner hop removes it. */
  readonly headerArrives: boolean;
  /** The stream is kept in nginx's buffers unless chunks pass one by one. */
  readonly heldBy: HeldBy | undefined;
  /** What a template has yet to fill in, on which that depends. */
  readonly open: Entry | undefined;
}

/** True where a stream proves to be held, whatever a template fills in. */
export function isHeld({ heldBy, open }: Streaming): boolean {
  return !open && heldBy !== undefined && heldBy !== 'nothing-proven';
}

/** Headers that proxy_ignore_headers can name; anything else is yet to be filled in. */
const IGNORABLE =
  /^(x-accel-(redirect|expires|limit-rate|buffering|charset)|expires|cache-control|set-cookie|vary)$/i;

/**
 * Judges a hop. `inner` is the next hop within the configuration, if any: each nginx removes X-Accel-* from what it
 * passes on, unless told otherwise (measured on 1.22.1).
 */
export function streamingOf(hop: Hop, inner: Hop | undefined): Streaming {
  const { scope } = hop;
  const buffering = scalar(scope, 'proxy_buffering');
  const ignored = setOf(scope, 'proxy_ignore_headers');
  const named = ignored.find((entry) =>
    entry.args.some((name) => /^x-accel-buffering$/i.test(name)),
  );
  const ignoring = named ?? ignored.find(({ args }) => !args.every((name) => IGNORABLE.test(name)));
  const arriving = inner ? headerFrom(inner) : 'no';
  const headerArrives = arriving !== undefined;
  const switchedOff = !ignoring && arriving === 'no';
  const switchedOn = !ignoring && arriving === 'yes';
  const buffered = !switchedOff && (switchedOn || switchOf(scope, 'proxy_buffering') !== 'off');
  const heldBy = buffered ? holder(hop, inner) : undefined;
  const open = [
    ignoring === named ? undefined : ignoring,
    switchedOn || switchOf(scope, 'proxy_buffering') ? undefined : buffering,
    heldBy === 'http-1.0' && !hop.httpVersion ? hop.httpVersionEntry : undefined,
  ].find((entry) => entry);
  return { buffering, ignoring, headerArrives, heldBy, open };
}

function holder(hop: Hop, inner: Hop | undefined): HeldBy {
  if (hop.httpVersion !== '1.1') return 'http-1.0';
  if (inner && switchOf(inner.scope, 'chunked_transfer_encoding') === 'off') return 'no-chunks';
  if (gzips(hop) && !(inner && gzips(inner))) return 'gzip';
  return hop.request.scheme === 'https' && tlsBuffer(hop.scope) >= SMALL_RESPONSE
    ? 'tls'
    : 'nothing-proven';
}

/** Bytes of a response's head with a first event: a smaller TLS buffer lets them go. */
const SMALL_RESPONSE = 512;
const DEFAULT_TLS_BUFFER = 16_384;

function tlsBuffer(scope: Scope): number {
  const entry = scalar(scope, 'ssl_buffer_size');
  return (entry && parseSize(entry.args[0] ?? '')) ?? DEFAULT_TLS_BUFFER;
}

/** The application's own X-Accel-Buffering, sent on: always "no". */
const REPEATED = /^\$\{?upstream_http_x_accel_buffering\}?$/;

/** The value of X-Accel-Buffering that a hop passes to the one before it. */
function headerFrom(hop: Hop): string | undefined {
  const more = addedByMore(hop.scope, 'x-accel-buffering', hop.request.mediaType);
  if (more !== undefined) return more.toLowerCase();
  const added = setOf(hop.scope, 'add_header').find((entry) =>
    isHeader(entry, 'x-accel-buffering'),
  );
  if (added && !REPEATED.test(added.args[1] ?? ''))
    return (
      (known(hop.served.variables.interpolate(added.args[1] ?? '')) ?? '').toLowerCase() ||
      undefined
    );
  if (added) return 'no';
  return isPassed(hop, 'x-accel-buffering') ? 'no' : undefined;
}

/** True where proxy_pass_header lets a header through, which nginx would hide by itself or is told to hide (measured on 1.22.1). */
export function isPassed({ scope }: Hop, name: string): boolean {
  return setOf(scope, 'proxy_pass_header').some((entry) => isHeader(entry, name));
}

/** True where gzip covers this response and request; what an inner hop has compressed it leaves alone. */
function gzips({ scope, request }: Hop): boolean {
  if (switchOf(scope, 'gzip') !== 'on' || isDisabledForSome(scope)) return false;
  const accepts = known(request.headers.get('accept-encoding') ?? []) ?? '';
  if (!/\bgzip\b/i.test(accepts) || !coversType(scope, request.mediaType)) return false;
  const least = scalar(scope, 'gzip_http_version')?.args[0] ?? '1.1';
  if (least === '1.1' && request.httpVersion === '1.0') return false;
  return !request.headers.has('via') || scalar(scope, 'gzip_proxied') !== undefined;
}

/** True where gzip_disable names some of today's browsers; `msie6` names none. */
function isDisabledForSome(scope: Scope): boolean {
  return setOf(scope, 'gzip_disable')
    .flatMap(({ args }) => args)
    .map((pattern) => compilePattern(pattern, true))
    .some((pattern) => AGENTS.some((agent) => pattern?.exec(agent)));
}

function coversType(scope: Scope, mediaType: string): boolean {
  const types = scalar(scope, 'gzip_types')?.args ?? [];
  return (
    types.some((type) => type === '*' || type.toLowerCase() === mediaType) ||
    mediaType === 'text/html'
  );
}
