import { compilePattern, surelyMisses } from '../../text/pattern.ts';
import { holds, isForAddresses } from './conditions.ts';
import type { Entry, Scope } from './scope.ts';
import { known } from './values.ts';
import type { Variables } from './variables.ts';

/** An answer that a directive gives. */
export interface Returned {
  readonly by: Entry;
  readonly status: number;
  readonly target?: string | undefined;
}

/** How a run of rewrite directives ends. */
export interface RewriteEnd {
  /** The scope in force afterwards: that of the last `if` that held, else the one it began in. */
  readonly scope: Scope;
  /** The location is searched again for the new path. */
  readonly changed: boolean;
  /** The path was changed by `rewrite … break`: a URI part of proxy_pass no longer applies. */
  readonly detached: boolean;
  /** The answer of the proxy itself. */
  readonly returned: Returned | undefined;
}

/** A condition or pattern that cannot be told here, with what it would do. */
export interface OpenBranch {
  readonly entry: Entry;
  readonly could: 'refused' | 'unreachable';
}

interface Run {
  readonly variables: Variables;
  readonly branches: OpenBranch[];
  scope: Scope;
  uriChanged: boolean;
  detached: boolean;
}

type Stop = 'break' | Returned;

/** Runs the rewrite directives of a scope in order, as the rewrite module does (source of 1.22). */
export function runRewrites(
  scope: Scope,
  variables: Variables,
  branches: OpenBranch[],
): RewriteEnd {
  const run: Run = { variables, branches, scope, uriChanged: false, detached: false };
  const stop = runScope(scope, run);
  return {
    scope: run.scope,
    changed: run.uriChanged,
    detached: run.detached,
    returned: stop === 'break' ? undefined : stop,
  };
}

function runScope(scope: Scope, run: Run): Stop | undefined {
  for (const entry of scope.entries) {
    const stop = step(entry, run);
    if (stop) return stop;
  }
  return undefined;
}

function step(entry: Entry, run: Run): Stop | undefined {
  switch (entry.name) {
    case 'set':
      run.variables.assign(
        (entry.args[0] ?? '').slice(1),
        run.variables.interpolate(entry.args[1] ?? ''),
      );
      return undefined;
    case 'break':
      if (run.uriChanged) {
        run.detached = true;
        run.uriChanged = false;
      }
      return 'break';
    case 'return':
      return returned(entry, run);
    case 'rewrite':
      return rewrite(entry, run);
    case 'if':
      return branch(entry, run);
    default:
      return undefined;
  }
}

function branch(entry: Entry, run: Run): Stop | undefined {
  const inner = entry.inner;
  if (!inner) return undefined;
  const held = holds(entry, run.variables);
  if (held === undefined) {
    leaveOpen(entry, inner, run);
    return undefined;
  }
  if (!held) return undefined;
  if (entry.scope.kind !== 'server' && entry.scope.kind !== 'http') run.scope = inner;
  return runScope(inner, run);
}

/**
 * Notes what a branch that may be taken would do: to the request, and to variables. Clients are taken for others than
 * those that it turns away by their addresses.
 */
function leaveOpen(entry: Entry, inner: Scope, run: Run): void {
  const could = effectOf(inner);
  const isRefusing = /^[45]/.test(inner.own('return')[0]?.args[0] ?? '');
  if (could && !(isRefusing && isForAddresses(entry, run.variables)))
    run.branches.push({ entry, could });
  for (const { args } of inner.own('set'))
    run.variables.mayAssign((args[0] ?? '').slice(1), args[1] ?? '');
}

/** A location's own try_files is not run in an `if` of it (measured on 1.22.1). */
function effectOf(scope: Scope): OpenBranch['could'] | undefined {
  const status = scope.own('return')[0]?.args[0];
  if (status !== undefined) return /^4(?!04|44)\d\d$/.test(status) ? 'refused' : 'unreachable';
  const routing = ['rewrite', 'proxy_pass', 'break', 'root', 'fastcgi_pass'];
  const skipsFiles = scope.parent?.kind === 'location' && scope.parent.has('try_files');
  const routes = skipsFiles || routing.some((name) => scope.has(name));
  return routes ? 'unreachable' : undefined;
}

function returned(entry: Entry, run: Run): Stop {
  const [first = '', second] = entry.args;
  if (/^\d{3}$/.test(first)) {
    const status = Number(first);
    const target = second === undefined ? undefined : known(run.variables.interpolate(second));
    return { by: entry, status, target: status >= 300 && status < 400 ? target : undefined };
  }
  return { by: entry, status: 302, target: known(run.variables.interpolate(first)) };
}

function rewrite(entry: Entry, run: Run): Stop | undefined {
  const [source = '', replacement = '', flag] = entry.args;
  run.variables.forgetCaptures();
  const pattern = compilePattern(source);
  if (!pattern) {
    if (surelyMisses(source, run.variables.path)) return undefined;
    run.branches.push({ entry, could: 'unreachable' });
    return undefined;
  }
  const match = pattern.exec(run.variables.path);
  if (!match) return undefined;
  run.variables.capture(match);
  const result = known(run.variables.interpolate(replacement));
  if (flag === 'redirect' || flag === 'permanent' || /^(https?:\/\/|\$scheme)/.test(replacement)) {
    return { by: entry, status: flag === 'permanent' ? 301 : 302, target: result };
  }
  const stop = flag === 'last' || flag === 'break' ? 'break' : undefined;
  if (result === undefined) {
    run.branches.push({ entry, could: 'unreachable' });
    return stop;
  }
  if (/^(\?|$)/.test(result)) return { by: entry, status: 500 };
  replacePath(result, run.variables);
  run.uriChanged = flag !== 'break';
  if (flag === 'break') run.detached = true;
  return stop;
}

/** New arguments go before the old ones; a trailing question mark drops the old ones (documentation). */
function replacePath(result: string, variables: Variables): void {
  const question = result.indexOf('?');
  variables.path = question < 0 ? result : result.slice(0, question);
  if (question < 0) return;
  const added = result.slice(question + 1);
  if (added === '') variables.args = '';
  else variables.args = variables.args ? `${added}&${variables.args}` : added;
}
