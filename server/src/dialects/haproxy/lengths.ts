import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Line } from './configuration.ts';
import type { Headers } from './headers.ts';
import type { Journey } from './journey.ts';

/** Rules that write a length or an encoding: whether it is true of the body decides what becomes of it. */
export interface WrittenLengths {
  readonly onRequest: Line | undefined;
  readonly onAnswer: Line | undefined;
}

/**
 * Who writes another length than the body has. HAProxy answers 500 to some such requests and hands on others; an answer
 * goes out with two lengths, or one beside its chunks, and clients differ in which they believe, and in which encodings
 * they undo (measured on 2.6.12). An answer to a handshake has no body.
 */
export function writtenLengthsOf(endpoint: Endpoint, journey: Journey): WrittenLengths {
  const isPost = endpoint.method === 'POST';
  const { headers } = journey.request;
  const answer = endpoint.kind === 'socket' ? undefined : journey.response?.response.headers;
  return {
    onRequest: (isPost ? writerIn(headers) : undefined) ?? writerIn(headers, 'transfer-encoding'),
    onAnswer: answer && (writerIn(answer) ?? writerIn(answer, 'content-encoding')),
  };
}

function writerIn(headers: Headers, name = 'content-length'): Line | undefined {
  return headers.named(name).find(({ writer }) => writer)?.writer;
}
