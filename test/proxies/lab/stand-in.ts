import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Application } from '../../../server/src/stigman/application.ts';
import { Recording, STAND_IN_HEADER } from './recording.ts';

/** An application on loopback that records what it receives. */
export interface StandIn {
  readonly name: string;
  readonly port: number;
  /** 127.0.0.1:port */
  readonly authority: string;
  readonly recording: Recording;
  readonly close: () => Promise<void>;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const BODY_LIMIT = 31_457_280;
const SOCKET_PATH = '/socket/log-socket';
/** At a limit equal to the heartbeat the proxy's timer wins in production; the margin keeps that true in scaled time. */
const HEARTBEAT_LAG_MS = 40;

/**
 * A stand-in for STIG Manager: the six endpoints with their methods, paths, headers and rhythm. What health checks ask
 * for gets 200 and the rest 404; neither counts as served.
 */
export async function startStigManager(application: Application): Promise<StandIn> {
  const recording = new Recording();
  const routes = routesOf(application);
  const server = createServer((request, response) => {
    const handler = routes.find((route) => route.matches(request))?.handler;
    recording.add(request, handler !== undefined || isSocketPath(request));
    (handler ?? otherwise(request))(request, response);
  });
  const sockets = new WebSocketServer({ noServer: true });
  sockets.on('headers', (headers) => headers.push(`${STAND_IN_HEADER}: stigman`));
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const served = isSocketPath(request);
    recording.add(request, served);
    if (!served) return refuseSocket(socket);
    sockets.handleUpgrade(request, socket, head, (client) => keepSocket(client, application));
  });
  return listen('stigman', server, recording);
}

/** A stand-in that answers 200 to everything and records it: Keycloak, or an application beside STIG Manager. */
export async function startOther(name: string): Promise<StandIn> {
  const recording = new Recording();
  const server = createServer((request, response) => {
    recording.add(request, true);
    request.resume();
    request.on('end', () => {
      response.writeHead(200, { 'Content-Type': 'text/plain', [STAND_IN_HEADER]: name });
      response.end(`${name} ${request.method} ${request.url}\n`);
    });
  });
  return listen(name, server, recording);
}

interface Served {
  readonly matches: (request: IncomingMessage) => boolean;
  readonly handler: Handler;
}

function routesOf(application: Application): readonly Served[] {
  const lines = (mediaType: string) => progress(mediaType, application.lineGap);
  return [
    serve('GET', /^\/api\/op\/state\/sse$/, stateEvents(application.heartbeat)),
    serve('POST', /^\/api\/collections\/[^/]+\/clone$/, lines('application/x-ndjson')),
    serve('POST', /^\/api\/collections\/[^/]+\/export-to\/[^/]+$/, lines('application/x-ndjson')),
    serve('POST', /^\/api\/op\/appdata$/, lines('application/jsonl')),
    serve('POST', /^\/api\/collections\/[^/]+\/reviews\/[^/]+$/, reviews),
  ];
}

function otherwise(request: IncomingMessage): Handler {
  return /^\/api\/op\/(state|configuration)$/.test(pathOf(request)) ? health : cannot;
}

function serve(method: string, path: RegExp, handler: Handler): Served {
  return { matches: (request) => request.method === method && path.test(pathOf(request)), handler };
}

/** True on the log socket's path; without an upgrade the application answers 404 there all the same. */
function isSocketPath(request: IncomingMessage): boolean {
  return request.method === 'GET' && pathOf(request) === SOCKET_PATH;
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?')[0] as string;
}

/** State events: one at once, then one each heartbeat. */
function stateEvents(heartbeat: number): Handler {
  return (_request, response) => {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-cache',
      Connection: 'keep-alive',
      'X-Accel-Buffering': 'no',
      [STAND_IN_HEADER]: 'stigman',
    });
    repeat(response, heartbeat * 1000 + HEARTBEAT_LAG_MS, stateEvent);
  };
}

function stateEvent(): string {
  const report = { currentState: 'available', dependencies: { db: true, oidc: true } };
  const filler = 'x'.repeat(110);
  return `event: state-report\ndata: ${JSON.stringify({ ...report, filler })}\n\n`;
}

/** Progress: once the request is read, a line at once and one each gap for as long as somebody listens. */
function progress(mediaType: string, lineGap: number): Handler {
  return (request, response) => {
    request.resume();
    request.on('end', () => {
      response.writeHead(200, {
        'Content-Type': mediaType,
        'X-Accel-Buffering': 'no',
        [STAND_IN_HEADER]: 'stigman',
      });
      let step = 0;
      repeat(response, lineGap * 1000, () => `${JSON.stringify({ stage: 'sql', step: ++step })}\n`);
    });
  };
}

function repeat(response: ServerResponse, gapMs: number, payload: () => string): void {
  response.write(payload());
  const timer = setInterval(() => response.write(payload()), gapMs);
  response.on('close', () => clearInterval(timer));
}

/** What health checks ask for. */
function health(_request: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'Content-Type': 'application/json', [STAND_IN_HEADER]: 'stigman' });
  response.end('{}');
}

/** Reviews: counts the body and confirms it. */
function reviews(request: IncomingMessage, response: ServerResponse): void {
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
  });
  request.on('end', () => {
    const status = bytes > BODY_LIMIT ? 413 : 200;
    response.writeHead(status, {
      'Content-Type': 'application/json',
      [STAND_IN_HEADER]: 'stigman',
    });
    response.end(JSON.stringify({ bytes }));
  });
}

function cannot(request: IncomingMessage, response: ServerResponse): void {
  request.resume();
  response.writeHead(404, { 'Content-Type': 'text/html', [STAND_IN_HEADER]: 'stigman' });
  response.end(`<pre>Cannot ${request.method} ${pathOf(request)}</pre>\n`);
}

function refuseSocket(socket: Duplex): void {
  socket.on('error', () => socket.destroy());
  socket.end(
    `HTTP/1.1 400 Bad Request\r\nConnection: close\r\n${STAND_IN_HEADER}: stigman\r\nContent-Length: 0\r\n\r\n`,
  );
}

function keepSocket(client: WebSocket, application: Application): void {
  client.on('error', () => client.terminate());
  client.send(JSON.stringify({ type: 'authorize', data: { state: 'unauthorized' } }));
  const timer = setInterval(() => client.ping(), application.heartbeat * 1000 + HEARTBEAT_LAG_MS);
  client.on('close', () => clearInterval(timer));
}

async function listen(name: string, server: Server, recording: Recording): Promise<StandIn> {
  const open = new Set<Duplex>();
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return { name, port, authority: `127.0.0.1:${port}`, recording, close };
}
