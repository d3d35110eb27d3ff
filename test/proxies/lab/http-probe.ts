import { randomBytes } from 'node:crypto';
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { constants, createBrotliDecompress, createGunzip } from 'node:zlib';
import { blank, type Observation } from './observation.ts';

/** An address with what a browser would send to it. */
export interface Call {
  /** scheme://host:port; the connection goes to 127.0.0.1, the host is the name asked for. */
  readonly origin: string;
  readonly method: string;
  /** Path with query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly bodyBytes: number;
  /** PEM texts of a client certificate. */
  readonly clientCertificate?: { readonly cert: string; readonly key: string } | undefined;
}

/** How long a large body waits for the proxy to refuse it by its declared length. */
const REFUSAL_MS = 150;
/** What HAProxy reads of a body before it decides, where `option http-buffer-request` is set: one buffer. */
const BUFFER_BYTES = 16_384;
const CHUNK = Buffer.from(randomBytes(49_152).toString('base64'));

/** Sends a request and watches the answer for at most `watchMs`. */
export async function watchResponse(call: Call, watchMs: number): Promise<Observation> {
  const got = blank();
  const started = performance.now();
  const since = () => performance.now() - started;
  await new Promise<void>((resolve) => {
    const request = openRequest(call);
    let finished = false;
    const finish = () => {
      finished = true;
      clearTimeout(timer);
      resolve();
      request.destroy();
    };
    const timer = setTimeout(finish, watchMs);
    const ended = () => {
      if (finished) return;
      got.ended = since();
      finish();
    };
    request.on('error', ended);
    request.on('close', ended);
    request.on('response', (response) => {
      got.status = response.statusCode;
      got.headers = flat(response);
      const payload = decoded(response);
      payload.on('data', () => {
        got.firstPayload ??= since();
      });
      payload.on('error', ended);
      response.on('error', ended);
      payload.on('end', ended);
    });
    sendBody(request, call.bodyBytes);
  });
  return got;
}

function openRequest(call: Call): ClientRequest {
  const { protocol, port, hostname, host } = new URL(call.origin);
  const secure = protocol === 'https:';
  const headers: Record<string, string> = { Host: host, ...call.headers, Connection: 'keep-alive' };
  if (call.method !== 'GET') headers['Content-Length'] = String(call.bodyBytes);
  return (secure ? httpsRequest : httpRequest)({
    host: '127.0.0.1',
    port: Number(port || (secure ? 443 : 80)),
    method: call.method,
    path: call.path,
    headers,
    agent: false,
    ...(secure
      ? { servername: hostname, rejectUnauthorized: false, ...call.clientCertificate }
      : {}),
  });
}

function flat(response: IncomingMessage): Record<string, string> {
  const pairs = Object.entries(response.headers);
  return Object.fromEntries(pairs.map(([name, value]) => [name, String(value)]));
}

function decoded(response: IncomingMessage): Readable {
  const flushed = { flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH };
  const encoding = response.headers['content-encoding'];
  if (encoding === 'gzip') return response.pipe(createGunzip(flushed));
  if (encoding === 'br') return response.pipe(createBrotliDecompress());
  return response;
}

/**
 * Sends the body, a large one only once the proxy had time to refuse it, by its declared length and
 * again by what a proxy waits for of the body itself: its answer must not be lost to a reset.
 */
async function sendBody(request: ClientRequest, bytes: number): Promise<void> {
  if (bytes <= CHUNK.length) {
    request.end(CHUNK.subarray(0, bytes));
    return;
  }
  let answered = false;
  request.once('response', () => {
    answered = true;
  });
  request.flushHeaders();
  await wait(REFUSAL_MS);
  if (answered || request.destroyed) return;
  request.write(CHUNK.subarray(0, BUFFER_BYTES));
  await wait(REFUSAL_MS);
  if (!answered) stream(request, bytes - BUFFER_BYTES);
}

function stream(request: ClientRequest, bytes: number): void {
  let sent = 0;
  const write = () => {
    while (sent < bytes && !request.destroyed) {
      const chunk = CHUNK.subarray(0, bytes - sent);
      sent += chunk.length;
      if (!request.write(chunk)) {
        request.once('drain', write);
        return;
      }
    }
    if (!request.destroyed) request.end();
  };
  write();
}
