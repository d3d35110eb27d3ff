import * as l10n from '@vscode/l10n';
import type { Remedy, RemedyKind } from '../../delivery/delivery.ts';
import type { TextEdit } from '../../text/place.ts';
import { type Case, ownPath } from './case.ts';
import { addArgument, linesAfter, removeLine, replaceArgument } from './edits.ts';
import { isEarly } from './headers.ts';
import type { Node } from './node.ts';
import { escaped, inLocation, isElsewhere, isOnlyFor, remedy, removalRemedy } from './remedies.ts';
import { flagsOf } from './rewrite-rules.ts';

/** A directive that does harm, and the variable by which it does, if it is by one. */
interface Culprit {
  readonly node: Node;
  readonly variable?: string;
}

/**
 * Takes a directive that does harm away where it concerns STIG Manager alone; else other applications keep it, and only
 * STIG Manager is spared.
 */
export function sparingRemedies(
  kind: RemedyKind,
  { node, variable }: Culprit,
  at: Case,
): readonly Remedy[] {
  const path = ownPath(at);
  const isOurs = isOnlyFor(node, path) || servesNothingElse(node, at);
  if (variable !== undefined)
    return variableRemedies(node, variable, isOurs, at).map((each) => ({ ...each, kind }));
  const removal = removalRemedy(kind, node);
  if (isOurs || hasCondition(node)) return [removal];
  const title = l10n.t`Limit this ${node.title} to what is not STIG Manager`;
  const condition = `"expr=${isElsewhere(path)}"`;
  const last = node.args.at(-1);
  const narrowed = remedy(kind, title, () =>
    last && isEarly(node) ? [replaceArgument(last, condition)] : addArgument(node, condition),
  );
  return [narrowed, { ...removal, preferred: false }];
}

/** True where the server sends requests to STIG Manager and nowhere else, and the directive is its own. */
function servesNothingElse(node: Node, { site }: Case): boolean {
  const { applications, entry, servers } = site.ground;
  const isOwn = servers.hosts.length === 0 || entry.server.own.includes(node);
  return (
    isOwn && applications.senders(entry.server).every((each) => each.application === 'stigman')
  );
}

function hasCondition({ args }: Node): boolean {
  return /^(?:env|expr)=/i.test(args.at(-1)?.value ?? '');
}

function variableRemedies(
  node: Node,
  variable: string,
  isOurs: boolean,
  at: Case,
): readonly Remedy[] {
  const path = ownPath(at);
  const title = l10n.t`Do not set ${variable} here`;
  if (node.name === 'rewriterule') {
    const edits = withoutFlag(node, variable);
    return edits.length > 0 ? [remedy('pass-upgrade', title, () => edits)] : [];
  }
  if (isOurs) return [remedy('pass-upgrade', title, () => withoutVariable(node, variable))];
  if (node.name === 'setenv') {
    return [inLocation([`UnsetEnv ${variable}`], at.site.node, path, node)];
  }
  const line = `SetEnvIf Request_URI "^${escaped(path)}" !${variable}`;
  return [
    remedy('pass-upgrade', l10n.t`Clear ${variable} for ${path}`, () => linesAfter(node, [line])),
  ];
}

/** The variable out of a line; the whole line where it sets no other. */
function withoutVariable(node: Node, variable: string): readonly TextEdit[] {
  const isIt = (value: string) => value.split('=')[0]?.toLowerCase() === variable.toLowerCase();
  const first = node.name === 'setenv' ? 0 : /^setenvif(?:nocase)?$/.test(node.name) ? 2 : 1;
  const others = node.args.slice(first).filter(({ value }) => !isIt(value));
  const arg = node.args.slice(first).find(({ value }) => isIt(value));
  if (node.name === 'setenv' || others.length === 0 || !arg) return [removeLine(node)];
  const at = node.args.indexOf(arg);
  const before = node.args[at - 1]?.word.end ?? arg.place.start;
  return [{ ...arg.place, start: before, newText: '' }];
}

/** The flags of a rule without the one that sets a variable; nothing where the rule then does nothing. */
function withoutFlag(node: Node, variable: string): readonly TextEdit[] {
  const [, , flags] = node.args;
  if (!flags) return [];
  const sets = new RegExp(`^e(?:nv)?=${escaped(variable)}(?::|$)`, 'i');
  const rest = flags.value
    .replace(/^\[|\]$/g, '')
    .split(',')
    .filter((flag) => !sets.test(flag.trim()));
  return flagsOf(flags.value).size > 1 ? [replaceArgument(flags, `[${rest.join(',')}]`)] : [];
}
