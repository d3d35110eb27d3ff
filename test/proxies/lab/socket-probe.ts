import { createHash, randomBytes } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Call } from './http-probe.ts';
import { blank, type Observation } from './observation.ts';

const MAGIC = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const HEAD_END = '\r\n\r\n';

/** Opens a WebSocket as a browser does and watches it, answering pings, for at most `watchMs`. */
export async function watchSocket(call: Call, watchMs: number): Promise<Observation> {
  const got = blank();
  const started = performance.now();
  const since = () => performance.now() - started;
  const key = randomBytes(16).toString('base64');
  await new Promise<void>((resolve) => {
    const socket = dial(call);
    let finished = false;
    const finish = () => {
      finished = true;
      clearTimeout(timer);
      resolve();
      socket.destroy();
    };
    const timer = setTimeout(finish, watchMs);
    const ended = () => {
      if (finished) return;
      got.ended = since();
      finish();
    };
    let received = Buffer.alloc(0);
    socket.on('error', ended);
    socket.on('close', ended);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      if (got.status === undefined) {
        received = readHead(received, key, got);
        if (got.status !== undefined && got.status !== 101) return finish();
      }
      if (got.status === 101)
        received = readFrames(received, socket, () => (got.firstPayload ??= since()));
    });
    socket.write(handshake(call, key));
  });
  return got;
}

function dial(call: Call): Socket {
  const { protocol, port, hostname } = new URL(call.origin);
  if (protocol !== 'https:') return connect(Number(port || 80), '127.0.0.1');
  return connectTls({
    host: '127.0.0.1',
    port: Number(port || 443),
    servername: hostname,
    rejectUnauthorized: false,
    ...call.clientCertificate,
  });
}

function handshake(call: Call, key: string): string {
  const headers: Record<string, string> = {
    Host: new URL(call.origin).host,
    Connection: 'keep-alive, Upgrade',
    Upgrade: 'websocket',
    Origin: call.origin,
    'Sec-WebSocket-Version': '13',
    'Sec-WebSocket-Key': key,
    'Sec-WebSocket-Extensions': 'permessage-deflate',
    ...call.headers,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `GET ${call.path} HTTP/1.1\r\n${lines.join('')}\r\n`;
}

/** Takes the head off the received bytes, once it is whole. */
function readHead(received: Buffer, key: string, got: Observation): Buffer<ArrayBuffer> {
  const end = received.indexOf(HEAD_END);
  if (end < 0) return Buffer.from(received);
  const [first = '', ...rest] = received.toString('latin1', 0, end).split('\r\n');
  const headers: Record<string, string> = {};
  for (const line of rest) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    const value = line.slice(colon + 1).trim();
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
  }
  got.status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(first)?.[1] ?? 0);
  got.headers = headers;
  if (got.status === 101) got.badHandshake = faultOf(headers, key);
  return Buffer.from(received.subarray(end + HEAD_END.length));
}

function faultOf(headers: Readonly<Record<string, string>>, key: string): string | undefined {
  if (headers.upgrade?.toLowerCase() !== 'websocket') return `Upgrade: ${headers.upgrade}`;
  const tokens = (headers.connection ?? '').toLowerCase().split(',');
  if (!tokens.some((token) => token.trim() === 'upgrade'))
    return `Connection: ${headers.connection}`;
  const accept = createHash('sha1')
    .update(key + MAGIC)
    .digest('base64');
  return headers['sec-websocket-accept'] === accept ? undefined : 'Sec-WebSocket-Accept';
}

/** Takes whole frames off the received bytes; server frames are short and carry no mask. */
function readFrames(received: Buffer, socket: Socket, payload: () => void): Buffer<ArrayBuffer> {
  let at = 0;
  while (received.length - at >= 2) {
    const opcode = (received[at] as number) & 0x0f;
    const short = (received[at + 1] as number) & 0x7f;
    const head = short === 126 ? 4 : 2;
    if (received.length - at < head) break;
    const length = short === 126 ? received.readUInt16BE(at + 2) : short;
    if (received.length - at < head + length) break;
    if (opcode === 0x9) socket.write(pong(received.subarray(at + head, at + head + length)));
    payload();
    at += head + length;
  }
  return Buffer.from(received.subarray(at));
}

function pong(payload: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x8a, 0x80 | payload.length, 0, 0, 0, 0]), payload]);
}
