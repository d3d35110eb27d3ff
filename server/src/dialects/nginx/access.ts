import { type Entry, own, type Scope, scalar, setOf } from './scope.ts';
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
export function checkAccess(scope: Scope, variables: Variables, ask: Ask): Access {
  const checks = [
    addressCheck(scope),
    basicCheck(scope, variables),
    requestCheck(scope, variables, ask),
    tokenCheck(scope),
  ].filter((check) => check !== undefined);
  const authentication = checks.filter((c) => c.cause === 'authentication').map((c) => c.entry);
  if (checks.length === 0) return { kind: 'granted', authentication };
  const any = scalar(scope, 'satisfy')?.args[0] === 'any';
  if (any && checks.some((check) => check.outcome === true))
    return { kind: 'granted', authentication };
  const refusing = checks.find((check) => check.outcome === false);
  const open = checks.find((check) => check.outcome === undefined);
  const refused = any ? !open && refusing : refusing;
  if (refused) {
    const told = any ? (checks.find((c) => c.status === 401) ?? refused) : refused;
    return {
      kind: 'refused',
      status: told.status,
      cause: told.cause,
      entry: told.entry,
      authentication,
    };
  }
  return open
    ? { kind: 'depends', entry: open.entry, authentication }
    : { kind: 'granted', authentication };
}

/** allow and deny are read in order; an address is unknown here, only `all` decides. */
function addressCheck(scope: Scope): Check | undefined {
  const at = [...scopesWithAddresses(scope)][0];
  if (!at) return undefined;
  let allowedSome = false;
  for (const entry of at.entries) {
    if (entry.name !== 'allow' && entry.name !== 'deny') continue;
    const check = { entry, cause: 'access' as const, status: 403 };
    if (entry.args[0] === 'all') {
      const outcome = entry.name === 'allow' ? true : allowedSome ? undefined : false;
      return { ...check, outcome };
    }
    if (entry.name === 'allow') allowedSome = true;
  }
  return undefined;
}

function* scopesWithAddresses(scope: Scope): Generator<Scope> {
  for (let at: Scope | undefined = scope; at; at = at.parent) {
    if (own(at, 'allow').length > 0 || own(at, 'deny').length > 0) yield at;
  }
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
