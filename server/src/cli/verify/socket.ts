import type { IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { type Check, failed, PATIENCE, type ProbeOptions, passed, skipped } from './check.ts';
import { reasonOf } from './http.ts';

/** STIG Manager closes a log socket that sends no token for so long, in seconds. */
const AUTHORIZATION_LIMIT = 10;
/** Close code of a connection that went without a closing frame. */
const ABNORMAL = 1006;

/** Is the log socket upgraded as browsers want it, and does it stay open? */
export function probeSocket(options: ProbeOptions): Promise<readonly Check[]> {
  const url = new URL('socket/log-socket', options.base);
  url.protocol = url.protocol.replace('http', 'ws');
  const socket = new WebSocket(url, {
    rejectUnauthorized: !options.insecure,
    handshakeTimeout: PATIENCE * 1000,
    perMessageDeflate: true,
  });
  return new Promise((resolve) => {
    const checks: Check[] = [];
    const finish = (...more: Check[]) => {
      clearTimeout(timer);
      socket.terminate();
      resolve([...checks, ...more]);
    };
    const seconds = Math.min(options.seconds, AUTHORIZATION_LIMIT - 2);
    let opened = 0;
    let timer: NodeJS.Timeout | undefined;
    socket.once('upgrade', (response) => checks.push(switched(response)));
    socket.once('open', () => {
      opened = performance.now();
      timer = setTimeout(() => finish(stayed(seconds)), seconds * 1000);
    });
    socket.once('unexpected-response', (_, response) => finish(refused(url, response)));
    socket.once('close', (code) => finish(closed(code, (performance.now() - opened) / 1000)));
    socket.on('error', (error) => {
      if (opened === 0) finish(broken(url, error, checks.length > 0));
    });
  });
}

/** Browsers want both headers in the 101; the library looks at one of them. */
function switched({ headers }: IncomingMessage): Check {
  const connection = String(headers.connection ?? 'missing');
  const upgrade = String(headers.upgrade ?? 'missing');
  const good = /(^|,)\s*upgrade\s*(,|$)/i.test(connection) && /^websocket$/i.test(upgrade.trim());
  const values = `Connection: ${connection}, Upgrade: ${upgrade}`;
  return good
    ? passed('socket-upgrade', `The log socket is answered with 101 (${values}).`)
    : failed('socket-upgrade', `The 101 is spoilt on its way (${values}): browsers refuse it.`);
}

function refused(url: URL, response: IncomingMessage): Check {
  const message = `${url.pathname} is answered with ${response.statusCode}, not with 101.`;
  return failed('socket-upgrade', `${message} The proxy must pass Upgrade and Connection.`);
}

function broken(url: URL, error: unknown, answered: boolean): Check {
  if (answered) return failed('socket-handshake', `The handshake is broken: ${reasonOf(error)}.`);
  return failed('socket-upgrade', `${url.pathname}: ${reasonOf(error)}.`);
}

function stayed(seconds: number): Check {
  return passed('socket-connection', `The log socket stayed open for ${seconds} s.`, seconds);
}

function closed(code: number, after: number): Check {
  const id = 'socket-connection';
  const time = `${after.toFixed(1)} s`;
  return code === ABNORMAL
    ? failed(id, `The log socket was cut after ${time} without a closing frame.`, after)
    : skipped(id, `The other side closed the log socket after ${time} (${code}).`, after);
}
