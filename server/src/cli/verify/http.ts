import { type IncomingMessage, request as plainRequest } from 'node:http';
import { request as secureRequest } from 'node:https';
import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, constants as zlib } from 'node:zlib';
import { PATIENCE, Silent, Unreachable } from './check.ts';

/**
 * Sends a GET as a browser would, follows no redirect, and answers once the headers are there. Rejects with
 * `Unreachable` or `Silent`.
 */
export function get(url: URL, insecure: boolean, accept: string): Promise<IncomingMessage> {
  const send = url.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, {
      agent: false,
      rejectUnauthorized: !insecure,
      headers: { Accept: accept, 'Accept-Encoding': 'gzip, deflate, br' },
    });
    const timer = setTimeout(
      () => request.destroy(new Silent(`${url.pathname}: no answer within ${PATIENCE} s`)),
      PATIENCE * 1000,
    );
    request.once('response', (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.once('error', (error) => {
      clearTimeout(timer);
      reject(error instanceof Silent ? error : new Unreachable(`${url}: ${reasonOf(error)}`));
    });
    request.end();
  });
}

/** The body with its content coding undone, as soon as bytes arrive. */
export function decoded(response: IncomingMessage): Readable {
  const decoder = decoderFor(response.headers['content-encoding']);
  if (!decoder) return response;
  response.once('aborted', () => decoder.destroy());
  response.once('error', () => decoder.destroy());
  return response.pipe(decoder);
}

function decoderFor(coding: string | undefined) {
  switch (coding?.trim().toLowerCase()) {
    case 'gzip':
      return createGunzip({ flush: zlib.Z_SYNC_FLUSH, finishFlush: zlib.Z_SYNC_FLUSH });
    case 'deflate':
      return createInflate({ flush: zlib.Z_SYNC_FLUSH, finishFlush: zlib.Z_SYNC_FLUSH });
    case 'br':
      return createBrotliDecompress({ flush: zlib.BROTLI_OPERATION_FLUSH });
    default:
      return undefined;
  }
}

/** Why a connection failed, in a few words. */
export function reasonOf(error: unknown): string {
  const { code, message, errors } = error as {
    code?: string;
    message?: string;
    errors?: readonly Error[];
  };
  return message || errors?.map((each) => each.message).join(', ') || code || 'connection failed';
}
