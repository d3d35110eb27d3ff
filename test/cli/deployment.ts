import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createGzip, constants as zlib } from 'node:zlib';

/** How a stand-in deployment behaves; a sound one where nothing is said. */
export interface Behaviour {
  /** The stream never answers, not even with headers. */
  readonly silent?: boolean;
  /** Milliseconds until the first event. */
  readonly firstEvent?: number;
  /** Milliseconds between two events. */
  readonly beat?: number;
  /** Milliseconds after which the stream and the socket are dropped. */
  readonly drop?: number;
  readonly contentType?: string;
  readonly cacheControl?: string;
  readonly streamStatus?: number;
  /** Connection header of the 101; `none` refuses the upgrade. */
  readonly connection?: string;
  /** The stream comes compressed, each event at once. */
  readonly gzip?: boolean;
  /** PEM texts; plain HTTP without. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Answer for the mount without its slash. */
  readonly bare?: 'redirect' | 'missing' | 'elsewhere';
}

const MOUNT = '/stigman/';

/** A stand-in for a proxy with STIG Manager behind it, on a free port of this machine. */
export async function deployment(behaviour: Behaviour = {}) {
  const sockets = new Set<Socket>();
  const listener = (request: IncomingMessage, response: ServerResponse) =>
    answer(request, response, behaviour);
  const server = behaviour.tls
    ? createSecureServer({ ...behaviour.tls }, listener)
    : createServer(listener);
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  server.on('upgrade', (request, socket) => upgrade(request, socket as Socket, behaviour));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  const scheme = behaviour.tls ? 'https' : 'http';
  return { url: `${scheme}://127.0.0.1:${port}${MOUNT}`, close };
}

function answer(request: IncomingMessage, response: ServerResponse, behaviour: Behaviour): void {
  if (request.url === `${MOUNT}api/op/state/sse`) {
    stream(response, behaviour);
    return;
  }
  if (request.url !== MOUNT.slice(0, -1) || behaviour.bare === 'missing') {
    response.writeHead(404).end();
    return;
  }
  const location = behaviour.bare === 'elsewhere' ? '/other/' : MOUNT;
  response.writeHead(301, { Location: location }).end();
}

function stream(response: ServerResponse, behaviour: Behaviour): void {
  const { firstEvent = 0, beat = 200, drop } = behaviour;
  if (behaviour.silent) return;
  response.writeHead(behaviour.streamStatus ?? 200, {
    'Content-Type': behaviour.contentType ?? 'text/event-stream',
    'Cache-Control': behaviour.cacheControl ?? 'no-cache',
    ...(behaviour.gzip && { 'Content-Encoding': 'gzip' }),
  });
  response.flushHeaders();
  const coder = createGzip({ flush: zlib.Z_SYNC_FLUSH });
  if (behaviour.gzip) coder.pipe(response);
  const body = behaviour.gzip ? coder : response;
  const send = () => body.write('event: state-report\ndata: {}\n\n');
  let beats: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    send();
    beats = setInterval(send, beat);
  }, firstEvent);
  if (drop) setTimeout(() => response.destroy(), drop).unref();
  response.once('close', () => {
    clearTimeout(first);
    clearInterval(beats);
  });
}

function upgrade(request: IncomingMessage, socket: Socket, behaviour: Behaviour): void {
  const { connection = 'upgrade', drop } = behaviour;
  socket.on('error', () => socket.destroy());
  if (connection === 'none' || request.url !== `${MOUNT}socket/log-socket`) {
    socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  const key = `${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
  const accept = createHash('sha1').update(key).digest('base64');
  const headers = [
    `Connection: ${connection}`,
    'Upgrade: websocket',
    `Sec-WebSocket-Accept: ${accept}`,
  ];
  socket.write(`HTTP/1.1 101 Switching Protocols\r\n${headers.join('\r\n')}\r\n\r\n`);
  if (drop) setTimeout(() => socket.destroy(), drop).unref();
}
