import * as l10n from '@vscode/l10n';
import { placeOf } from '../../../text/place.ts';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAtHead } from './fault.ts';
import { repeatedIn } from './repeated.ts';
import { isTemplated, type Site } from './site.ts';

/** nginx: `duplicate upstream "x"`, of two with one name in one block; it compares without regard to case. */
export function duplicateUpstreams({ configuration }: Site): readonly LanguageFault[] {
  return repeatedIn(configuration.all.get('upstream') ?? [], nameOf).map((entry) => {
    const message = l10n.t`There is an upstream ${quoted(nameOf(entry) ?? '')} already, and nginx refuses the file. Remove or rename one of the two.`;
    return faultAtHead(entry, { code: 'duplicate-upstream', message });
  });
}

function nameOf(entry: Entry): string | undefined {
  return isTemplated(entry) ? undefined : entry.args[0]?.toLowerCase();
}

/** nginx: `no servers are inside upstream`; those of NGINX Plus may come from a `state` file. */
export function emptyUpstreams({ groups }: Site): readonly LanguageFault[] {
  const upstreams = groups.filter(({ name, facts }) => name === 'upstream' && facts.length > 0);
  return upstreams.flatMap(({ entries }) =>
    entries.flatMap((entry) => {
      const inner = entry.inner;
      if (!inner || inner.missing.length > 0 || isTemplated(entry)) return [];
      if (inner.entries.some(({ name }) => name === 'server' || !isEmptyWith(name))) return [];
      const message = l10n.t`The upstream ${quoted(entry.args[0] ?? '')} has no server, and nginx refuses the file. Add one, or remove the block.`;
      return [faultAtHead(entry, { code: 'empty-upstream', message })];
    }),
  );
}

/** True for directives that bring no server into an upstream. */
function isEmptyWith(name: string): boolean {
  return /^(?:keepalive\w*|zone|least_conn|least_time|ip_hash|hash|random|resolver\w*)$/.test(name);
}

/**
 * nginx: `host not found in upstream "x"`. It looks up in DNS what no upstream is named, so that only a name which is
 * nearly that of an upstream is told.
 */
export function misspeltUpstreams({ configuration, complete }: Site): readonly LanguageFault[] {
  const { all } = configuration;
  const names = new Set(
    (all.get('upstream') ?? []).map(({ args }) => args[0]?.toLowerCase() ?? ''),
  );
  if (!complete || names.size === 0) return [];
  return (all.get('proxy_pass') ?? []).flatMap((entry) => {
    const name = hostOf(entry);
    if (name === undefined || names.has(name.text.toLowerCase())) return [];
    const replacement = nearest(name.text.toLowerCase(), names);
    if (replacement === undefined) return [];
    const message = l10n.t`No upstream is named ${quoted(name.text)}, so nginx takes it for a host and refuses the file if DNS does not know it. Write "${replacement}" if that upstream is meant.`;
    const place = placeOf(entry.uri, { start: name.start, end: name.start + name.text.length });
    return [{ place, code: 'undefined-upstream', severity: 'warning', message, replacement }];
  });
}

const BARE_HOST = /^["']?\w+:\/\/([\w-]+)(?![\w.:$-])/;

/** The host of a proxy_pass that has neither a dot nor a port: hosts of other machines mostly have one of them. */
function hostOf({ directive, tree }: Entry) {
  const [word] = directive.args;
  if (!word || !BARE_HOST.test(word.value)) return undefined;
  const raw = tree.text.slice(word.start, word.end);
  const match = BARE_HOST.exec(raw);
  const text = match?.[1];
  if (!match || text === undefined) return undefined;
  return { text, start: word.start + match[0].length - text.length };
}
