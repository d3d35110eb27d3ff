import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const BINARY = '/usr/sbin/haproxy';

/** One alert or warning of `haproxy -c`. */
export interface HaproxyMessage {
  readonly level: 'ALERT' | 'WARNING';
  /** From 1; undefined where it names none. */
  readonly line: number | undefined;
  readonly text: string;
}

/** What `haproxy -c` says. */
export interface HaproxyAnswer {
  /** Also for a configuration that is legal and listens nowhere. */
  readonly accepted: boolean;
  readonly messages: readonly HaproxyMessage[];
}

/** Reads texts with `haproxy -c`. */
export interface HaproxyTester {
  readonly test: (text: string) => HaproxyAnswer;
  readonly close: () => void;
}

/** A tester on the installed HAProxy; undefined where there is none. */
export function haproxyTester(): HaproxyTester | undefined {
  if (!existsSync(BINARY)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'haproxy-test-'));
  const path = join(folder, 'haproxy.cfg');
  const test = (text: string) => {
    writeFileSync(path, text);
    const options = { cwd: folder, encoding: 'utf8', timeout: 20_000 } as const;
    const { status, stdout, stderr } = spawnSync(BINARY, ['-c', '-f', path], options);
    const messages = [...(stdout + stderr).matchAll(/^\[(ALERT|WARNING)\]\s+\(\d+\) : (.*)$/gm)];
    return {
      accepted: status === 0 || status === 2,
      messages: messages.map(([, level, said = '']) => {
        const line = said.split(`${path}:`)[1]?.match(/^\d+/)?.[0];
        return { level: level as 'ALERT', line: line ? Number(line) : undefined, text: said };
      }),
    };
  };
  return { test, close: () => rmSync(folder, { recursive: true, force: true }) };
}
