import { compilePattern } from '../../text/pattern.ts';
import { type Scope, setOf } from './scope.ts';
import { coversHost } from './servers.ts';

/**
 * Whether nginx takes the Referer of a request for an invalid one; undefined where it depends on the request. Pages of
 * the application send their own address, and browsers none with a WebSocket handshake (documentation).
 */
export function hasInvalidReferer(scope: Scope, server: Scope, host: string): boolean | undefined {
  const lines = setOf(scope, 'valid_referers');
  if (lines.length === 0) return false;
  const valid = lines.flatMap(({ args }) => args);
  const names = valid.includes('server_names')
    ? server.own('server_name').flatMap(({ args }) => args)
    : [];
  const isOwnValid = [...valid, ...names].some((name) => takes(name, host));
  return isOwnValid === valid.includes('none') ? !isOwnValid : undefined;
}

function takes(name: string, host: string): boolean {
  return name.startsWith('~')
    ? compilePattern(name.slice(1), true)?.exec(`${host}/`) !== undefined
    : coversHost(name.split('/')[0] as string, host);
}
