import type { Location } from './locations.ts';
import type { Request } from './request.ts';
import type { OpenBranch } from './rewriting.ts';
import type { Entry, Scope } from './scope.ts';
import type { Server } from './servers.ts';
import type { Variables } from './variables.ts';
import type { World } from './world.ts';

/** The limit that one location search applied to the request's body. */
export interface BodyCheck {
  readonly scope: Scope;
  readonly entry: Entry | undefined;
  readonly bytes: number;
}

/** How one nginx server treats a request. */
export interface Served {
  readonly server: Server;
  readonly end: End;
  readonly variables: Variables;
  /** The scope whose settings are in force at the end. */
  readonly scope: Scope;
  readonly location: Location | undefined;
  /** `rewrite … break` or an internal redirect has replaced the path that the client sent. */
  readonly detached: boolean;
  readonly pathChanged: boolean;
  readonly bodyChecks: readonly BodyCheck[];
  readonly authentication: readonly Entry[];
  readonly branches: readonly OpenBranch[];
  readonly access: Entry | undefined;
}

/** The status that an error_page gives to the answer of the application. */
export interface Restated {
  readonly status: number;
  readonly by: Entry;
  /** Where the error arose. */
  readonly from: Scope;
}

export type End =
  | { readonly kind: 'proxied'; readonly pass: Entry; readonly restated?: Restated }
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly by: Entry | undefined;
      readonly target?: string | undefined;
      readonly what: string;
      /** The path leads to files of the proxy, among which a page that something names is. */
      readonly isFile?: true;
      /** The location of auth_request whose limit the body of the request exceeds. */
      readonly asked?: Scope | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly by: Entry | undefined;
      readonly cause: 'authentication' | 'access' | 'body' | 'request';
    }
  | { readonly kind: 'unknown'; readonly why: string; readonly by: Entry | undefined };

/** A request on its way through one server, with what has been met so far. */
export interface Walk {
  readonly world: World;
  readonly server: Server;
  readonly request: Request;
  /** A request of nginx's own, such as that of auth_request: it skips the access phase and may enter internal locations. */
  readonly isSubrequest: boolean;
  readonly variables: Variables;
  readonly branches: OpenBranch[];
  readonly bodyChecks: BodyCheck[];
  scope: Scope;
  location: Location | undefined;
  detached: boolean;
  pathChanged: boolean;
  errorHandled: boolean;
  /** nginx has thrown the body away, and checks it against no other limit. */
  isBodyDropped: boolean;
  authentication: readonly Entry[];
  access: Entry | undefined;
  /** The location of auth_request whose limit the body exceeds. */
  asked: Scope | undefined;
}
