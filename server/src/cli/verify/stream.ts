import type { IncomingMessage } from 'node:http';
import { createParser } from 'eventsource-parser';
import { stigManager } from '../../stigman/application.ts';
import { type Check, failed, type ProbeOptions, passed, skipped, warned } from './check.ts';
import { decoded, get } from './http.ts';

/** Seconds in which a first event arrives that nothing holds back. */
const PROMPT = 2;
/** Seconds after which the web app gives up on the first event. */
const TOO_LATE = 5;

interface Watch {
  /** When events arrived, in seconds from the request. */
  readonly arrivals: readonly number[];
  /** When the stream ended before the watch did. */
  readonly droppedAt: number | undefined;
}

/** Do the state events arrive at once, go on, and keep the headers of a stream? */
export async function probeStream(options: ProbeOptions): Promise<readonly Check[]> {
  const url = new URL('api/op/state/sse', options.base);
  const began = performance.now();
  const response = await get(url, options.insecure, 'text/event-stream');
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    const message = `${url.pathname} is answered with ${status}, not by STIG Manager's state events.`;
    return [failed('stream-reached', message)];
  }
  const watch = await watched(response, began, options.seconds);
  return [
    passed('stream-reached', `${url.pathname} is answered with 200.`),
    contentType(response),
    cacheControl(response),
    firstEvent(watch, options.seconds),
    heartbeats(watch, options.seconds),
    connection(watch, options.seconds),
  ];
}

function watched(response: IncomingMessage, began: number, seconds: number): Promise<Watch> {
  const arrivals: number[] = [];
  const now = () => (performance.now() - began) / 1000;
  const parser = createParser({ onEvent: () => arrivals.push(now()) });
  const body = decoded(response).setEncoding('utf8');
  return new Promise((resolve) => {
    const finish = (droppedAt: number | undefined) => {
      clearTimeout(timer);
      response.destroy();
      resolve({ arrivals, droppedAt });
    };
    const timer = setTimeout(() => finish(undefined), seconds * 1000);
    body.on('data', (text: string) => parser.feed(text));
    for (const event of ['end', 'close', 'error']) body.once(event, () => finish(now()));
    response.on('error', () => finish(now()));
  });
}

function contentType({ headers }: IncomingMessage): Check {
  const value = headers['content-type'] ?? 'missing';
  return /^text\/event-stream\b/i.test(value)
    ? passed('stream-content-type', `Content-Type is ${value}.`)
    : failed(
        'stream-content-type',
        `Content-Type is ${value}; browsers take text/event-stream only.`,
      );
}

function cacheControl({ headers }: IncomingMessage): Check {
  const value = headers['cache-control'] ?? 'missing';
  return /\bno-(cache|store)\b/i.test(value)
    ? passed('stream-cache-control', `Cache-Control is ${value}.`)
    : warned('stream-cache-control', `Cache-Control is ${value}; STIG Manager sends no-cache.`);
}

function firstEvent({ arrivals, droppedAt }: Watch, seconds: number): Check {
  const id = 'stream-first-event';
  const first = arrivals[0];
  if (first === undefined) {
    const until = rounded(droppedAt ?? seconds);
    return failed(id, `No event came within ${until} s: something holds the stream back.`);
  }
  const text = `The first event came after ${rounded(first)} s`;
  if (first <= PROMPT) return passed(id, `${text}.`, first);
  const message = `${text}; without a proxy it comes at once, and after ${TOO_LATE} s the web app fails.`;
  return first <= TOO_LATE ? warned(id, message, first) : failed(id, message, first);
}

function heartbeats({ arrivals, droppedAt }: Watch, seconds: number): Check {
  const id = 'stream-heartbeat';
  const lasted = droppedAt ?? seconds;
  const { heartbeat } = stigManager;
  const later = Math.max(0, arrivals.length - 1);
  if (later > 0)
    return passed(id, `${later} more event${later > 1 ? 's' : ''} in ${rounded(lasted)} s.`);
  if (lasted <= heartbeat + 1) {
    const advice = `Watch longer with --seconds ${2 * heartbeat + 5}`;
    return skipped(
      id,
      `Watched for ${rounded(lasted)} s; a heartbeat is due every ${heartbeat} s. ${advice}.`,
    );
  }
  return failed(id, `No heartbeat in ${rounded(lasted)} s; one is due every ${heartbeat} s.`);
}

function connection({ droppedAt }: Watch, seconds: number): Check {
  const id = 'stream-connection';
  if (droppedAt === undefined)
    return passed(id, `The stream stayed open for ${seconds} s.`, seconds);
  return failed(id, `The stream was closed after ${rounded(droppedAt)} s.`, droppedAt);
}

function rounded(seconds: number): string {
  return String(Number(seconds.toFixed(seconds < 10 ? 2 : 1)));
}
