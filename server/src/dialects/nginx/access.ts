import type { Request } from './request.ts';
import { chain, type Entry, type Scope, scalar, setOf } from './scope.ts';
import { known } from './values.ts';
import type { Variables } from './variables.ts';

/** What the access phase says to a request. */
export type Access =
  | { readonly kind: 'granted'; readonly authentication: readonly Entry[] }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly cause: 'authentication' | 'access';
      readonly entry: Entry;
      readonly authentication: readonly Entry[];
    }
  /** Depends on the client's address or on another application. */
  | { readonly kind: 'depends'; readonly entry: Entry; readonly authentication: readonly Entry[] };

interface Check {
  readonly outcome: boolean | undefined;
  readonly entry: Entry;
  readonly cause: 'authentication' | 'access';
  readonly status: number;
}

/** The status that a path of this server answers to auth_request; undefined where it cannot be told. */
export type Ask = (path: string) => number | undefined;

/** Judges allow, deny, auth_basic, auth_request and auth_jwt under `satisfy`, for a client without credentials. */
export function checkAccess(
  scope: Scope,
  variables: Variables,
  client: Request['client'],
  ask: Ask,
): Access {
  const checks = [
    addressCheck(scope, client),
    basicCheck(scope, variables),
    requestCheck(scope, variables, ask),
    tokenCheck(scope),
  ].filter((check) => check !== undefined);
  const authentication = checks.filter((c) => c.cause === 'authentication').map((c) => c.entry);
  if (checks.length === 0) return { kind: 'granted', authentication };
  const any = scalar(scope, 'satisfy')?.args[0]?.toLowerCase() === 'any';
  if (any && checks.some((check) => check.outcome === true))
    return { kind: 'granted', authentication };
  const refusing = checks.find((check) => check.outcome === false);
  const open = checks.find((check) => check.outcome === undefined);
  const refused = any ? !open && refusing : refusing;
  if (refused && !(open && refused.status >= 500)) {
    const { status, cause, entry } = any ? told(checks, refused) : refused;
    return { kind: 'refused', status, cause, entry, authentication };
  }
  return open
    ? { kind: 'depends', entry: open.entry, authentication }
    : { kind: 'granted', authentication };
}

/** The refusal that a client gets under `satisfy any`: a failure of auth_request at once, else 401 (measured on 1.22.1). */
function told(checks: readonly Check[], first: Check): Check {
  return (
    checks.find(({ status }) => status >= 500) ??
    checks.find(({ status }) => status === 401) ??
    first
  );
}

/**
 * allow and deny are read in order (documentation). Clients are taken for others than those that a deny names, and may
 * be among those that an allow names.
 */
function addressCheck(scope: Scope, client: Request['client']): Check | undefined {
  const at = [...chain(scope)].find((each) => each.has('allow') || each.has('deny'));
  if (!at) return undefined;
  const known = setOf(scope, 'set_real_ip_from').length > 0 ? 'anywhere' : client;
  const open: boolean[] = [];
  for (const entry of at.entries) {
    if (entry.name !== 'allow' && entry.name !== 'deny') continue;
    const allows = entry.name === 'allow';
    const covered = covers(entry.args[0] ?? '', known, allows);
    if (covered === undefined) open.push(allows);
    if (covered !== true) continue;
    const agreed = open.every((outcome) => outcome === allows);
    return { entry, cause: 'access', status: 403, outcome: agreed ? allows : undefined };
  }
  const denied = at.entries.find(({ name }) => name === 'deny');
  return open.includes(false) && denied
    ? { entry: denied, cause: 'access', status: 403, outcome: undefined }
    : undefined;
}

/** 127.0.0.0/8 and wider, as people write it. */
const LOOPBACK = /^(127\.|::1$|0\.0\.0\.0\/0$)/;

/** Whether an address rule is about the client. */
function covers(rule: string, client: Request['client'], allows: boolean): boolean | undefined {
  if (rule === 'all') return true;
  if (client === 'unix:') return rule === client;
  const isLoopback = LOOPBACK.test(rule);
  if (client === '127.0.0.1') return isLoopback && rule !== '::1';
  if (client === 'loopback') return isLoopback;
  return allows || isLoopback ? undefined : false;
}

/** Without a user file auth_basic does nothing (measured). */
function basicCheck(scope: Scope, variables: Variables): Check | undefined {
  const entry = scalar(scope, 'auth_basic');
  const realm = entry && known(variables.interpolate(entry.args[0] ?? ''));
  if (!entry || realm === 'off' || !scalar(scope, 'auth_basic_user_file')) return undefined;
  return {
    entry,
    cause: 'authentication',
    status: 401,
    outcome: realm === undefined ? undefined : false,
  };
}

/** 2xx lets the client in, 401 and 403 are passed on, anything else is a 500 (documentation). */
function requestCheck(scope: Scope, variables: Variables, ask: Ask): Check | undefined {
  const entry = setOf(scope, 'auth_request').at(-1);
  if (!entry || entry.args[0] === 'off') return undefined;
  const path = known(variables.interpolate(entry.args[0] ?? ''));
  const status = path === undefined ? undefined : ask(path);
  const check = { entry, cause: 'authentication' as const };
  if (status === undefined) return { ...check, status: 401, outcome: undefined };
  if (status >= 200 && status < 300) return { ...check, status, outcome: true };
  return { ...check, status: status === 401 || status === 403 ? status : 500, outcome: false };
}

function tokenCheck(scope: Scope): Check | undefined {
  const entry = setOf(scope, 'auth_jwt').at(-1);
  if (!entry || entry.args[0] === 'off') return undefined;
  return { entry, cause: 'authentication', status: 401, outcome: undefined };
}
