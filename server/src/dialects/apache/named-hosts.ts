import { hostLike } from '../host-pattern.ts';
import { NO_VARIABLES } from './environment.ts';
import { mayHoldLine } from './host-wording.ts';
import type { Node } from './node.ts';
import { pageRequest } from './request.ts';
import { conditionsHold } from './rewrite-conditions.ts';
import { flagsOf, type RewriteRule, rulesIn } from './rewrite-rules.ts';
import type { Entry } from './servers.ts';

const HOST = /^%\{(?:HTTP_HOST|HTTP:Host|SERVER_NAME)\}$/i;

/** The conditions of a rule on the host that is asked for; none where an [OR] ties them to conditions on other things. */
export function hostConditions({ conditions }: RewriteRule): readonly Node[] {
  const isTied = conditions.some((node) => !isOnHost(node) && flagsOf(node.argument(2)).has('OR'));
  const last = conditions.findLast(isOnHost);
  const isOpen = last !== undefined && flagsOf(last.argument(2)).has('OR');
  return isTied || isOpen ? [] : conditions.filter(isOnHost);
}

function isOnHost(node: Node): boolean {
  return HOST.test(node.argument(0));
}

/** False where such conditions keep a rule from the host of an entry point. */
export function isForHost(conditions: readonly Node[], entry: Entry): boolean {
  const request = pageRequest('/', entry);
  const surrounding = { request, rule: [], condition: [], path: '/', environment: NO_VARIABLES };
  return conditionsHold(conditions, surrounding).truth !== false;
}

const mayHoldConditions = mayHoldLine(({ name }) => name === 'rewritecond');

/** Hosts that the proxying rules of an entry point's server ask for beside its own, one for each condition on it. */
export function hostsAskedFor(entry: Entry): readonly string[] {
  if (!mayHoldConditions(entry.server.section)) return [];
  const rules = rulesIn(entry.server.own).filter(({ flags }) => flags.has('P') || flags.has('PT'));
  const groups = rules.map(hostConditions).filter((conditions) => !isForHost(conditions, entry));
  const hosts = groups.flatMap((conditions) => {
    const named = conditions.map((node) => hostIn(node.argument(1)));
    return named.filter((host) => host && isForHost(conditions, { ...entry, host }));
  });
  return [...new Set(hosts.filter((host) => host !== undefined))];
}

/** A host that a condition's pattern, or the text behind `=`, stands for; what it says of a port is left out. */
function hostIn(pattern: string): string | undefined {
  const text = pattern.replace(/^=?"?|"?$/g, '');
  return hostLike(
    text.replace(/\((?:\?:)?:[^()]*\)\??|\\?:(?:\d+|\\d\+|\[0-9\]\+)/g, ''),
  )?.toLowerCase();
}
