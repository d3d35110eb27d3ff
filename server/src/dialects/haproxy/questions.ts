import * as l10n from '@vscode/l10n';

/** What is told of each question that the configuration leaves open, by what it is about. */
const TOLD = {
  http1: () => l10n.t('the client speaks HTTP/1'),
  http2: () => l10n.t('the client speaks HTTP/2'),
  'no-head': () => l10n.t('the client sends no PROXY head'),
  'named-port': () => l10n.t('Host names the port of the proxy'),
  spared: () => l10n.t('option forwardfor spares the client'),
  page: (path = '', status = '') => l10n.t`${path} holds another status than ${status}`,
  down: (backend = '') => l10n.t`servers of ${backend} fail their checks`,
  lua: () => l10n.t('a Lua action answers'),
  turn: (server = '') => l10n.t`the turn falls to ${server}`,
} as const;

type Name = keyof typeof TOLD;

/** No word of a configuration has it. */
const MARK = '\0';

/** A key of `Assumptions`; tests of rules are the others, by their own words. */
export function question(name: Name, ...about: readonly string[]): string {
  return [MARK + name, ...about].join(MARK);
}

/** What a reader is told of a key. */
export function tellQuestion(key: string): string {
  const [, name, ...about] = key.split(MARK);
  return name === undefined ? key : TOLD[name as Name](...about);
}
