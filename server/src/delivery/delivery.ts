import type { Endpoint } from '../stigman/endpoints.ts';
import type { Place, RelatedPlace, TextEdit } from '../text/place.ts';

export type DialectId = 'nginx' | 'apache' | 'haproxy';

/** The wanted change in neutral words; `edits` is how the dialect writes it into the files. */
export interface Remedy {
  readonly kind: RemedyKind;
  /** What the light bulb shows, naming the directive: "Set proxy_read_timeout to 3600s here". */
  readonly title: string;
  /** The title without the block, where that names the one that is changed: what can be done in others likewise. */
  readonly deed?: string | undefined;
  /** Only one remedy of a fact may be preferred: the one that "fix all" applies. */
  readonly preferred: boolean;
  readonly edits: () => readonly TextEdit[];
}

export type RemedyKind =
  | 'stream-unbuffered'
  | 'honour-stream-header'
  | 'flush-packets'
  | 'read-timeout'
  | 'write-duration'
  | 'pass-upgrade'
  | 'http-version'
  | 'body-limit'
  | 'route'
  | 'reorder'
  | 'slash-redirect'
  | 'keep-header'
  | 'keep-status'
  | 'exempt-authentication'
  | 'https-redirect'
  | 'forwarded-headers'
  | 'clear-certificate-header'
  | 'correction';

/** One thing that the configuration does to a delivery, at the node that decides it. */
export interface Fact {
  /** The node that decides; a diagnostic stands here. */
  readonly place: Place;
  /** What stands there, as a reader of the file would name it: "proxy_read_timeout 20s", or "proxy_read_timeout (default 60s)". Plain text, one line. */
  readonly subject: string;
  /** explicit: in the block that answers; inherited: in one around it; default: written nowhere. */
  readonly origin: 'explicit' | 'inherited' | 'default';
  /** The way from the deciding node to the block that answers. */
  readonly related: readonly RelatedPlace[];
  readonly remedies: readonly Remedy[];
}

/** Where a request ends. */
export interface Route extends Fact {
  /**
   * application: reaches STIG Manager on its right path; wrong-path: reaches it on a path that it does not serve;
   * elsewhere: another application, a file or a page of the proxy; redirect; proxy-error: the proxy answers 5xx or
   * drops the request; unknown: the configuration cannot tell.
   */
  readonly outcome:
    | 'application'
    | 'wrong-path'
    | 'elsewhere'
    | 'redirect'
    | 'proxy-error'
    | 'unknown';
  /** host:port or name of the upstream that the request is sent to. */
  readonly upstream: string | undefined;
  /** The path that the upstream sees. */
  readonly upstreamPath: string | undefined;
  /** Status that the proxy answers by itself. */
  readonly status: number | undefined;
  /** Ends the sentence "GET /x …": "is answered by location / from files". Says why for `unknown`. */
  readonly explanation: string;
  /** The redirect leads to the same path over TLS: wanted on a plain entry point. */
  readonly toTls?: boolean;
}

/** The proxy answers 4xx by itself. */
export interface Refusal extends Fact {
  readonly status: number;
  readonly cause: 'authentication' | 'access' | 'method' | 'client-certificate' | 'request';
  /** Ends the sentence "The proxy answers 403: …". */
  readonly explanation: string;
}

/** The response is kept back. */
export interface Hold extends Fact {
  /** proven: a run of the real proxy held the stream; unproven: nothing promises that it streams, no run held it. */
  readonly certainty: 'proven' | 'unproven';
  /** Ends the sentence "The stream is held: …". */
  readonly explanation: string;
}

/** A time after which the proxy ends the exchange. */
export interface TimeLimit extends Fact {
  /** idle: no byte from the application for so long; total: whole response, however active. */
  readonly kind: 'idle' | 'total';
  readonly seconds: number;
  /** Set where the proxy reads the number otherwise than it is written: what the author meant, in seconds. */
  readonly misread: { readonly written: string; readonly meantSeconds: number } | undefined;
  /** A hold behind it keeps every byte back for longer, however steady the application is. */
  readonly isStarved?: boolean;
}

/** What becomes of the WebSocket handshake. */
export interface Upgrade extends Fact {
  readonly outcome: 'switched' | 'refused' | 'unknown';
  /** Ends the sentence "The log socket is refused: …". */
  readonly explanation: string;
  /** HTTP version toward the application, where the dialect has such a choice. */
  readonly httpVersion: string | undefined;
}

/** A limit for request bodies, in bytes; Infinity where there is none. */
export interface BodyLimit extends Fact {
  readonly bytes: number;
}

/** A header of the stream that the proxy removes or replaces. */
export interface Alteration extends Fact {
  readonly header: string;
  readonly action: 'removed' | 'replaced';
}

/** A switch that documentation speaks of though it decides no verdict here. */
export interface Switch extends Fact {
  readonly on: boolean;
}

/** Something that the configuration leaves open, and the verdict that it could bring. */
export interface Doubt {
  /**
   * any: one of these, which takes back no break that is proven otherwise; unspoken: browsers may not speak or show what
   * the address takes, and whatever stands before it to do so is not in sight.
   */
  readonly could: 'unreachable' | 'refused' | 'held' | 'cut' | 'any' | 'unspoken';
  readonly place: Place;
  /** A whole sentence. */
  readonly explanation: string;
  /**
   * True where it is about how clients ask or which status a break gets, not about whether what comes breaks: no verdict
   * can be told, but what breaks for whoever comes stands.
   */
  readonly aside?: boolean;
}

/** What one entry point does to one endpoint. */
export interface Delivery {
  readonly endpoint: Endpoint;
  /** The path that the client asks for, mount included. */
  readonly path: string;
  /** The mapping that answers: location, ProxyPass, use_backend … */
  readonly mapping: Place;
  readonly route: Route;
  readonly refusals: readonly Refusal[];
  readonly holds: readonly Hold[];
  readonly limits: readonly TimeLimit[];
  /** Log socket only. */
  readonly upgrade: Upgrade | undefined;
  readonly bodyLimit: BodyLimit | undefined;
  readonly alterations: readonly Alteration[];
  /** Response buffering, where the dialect has such a switch. */
  readonly buffering: Switch | undefined;
  /** Flushing after each packet, where the dialect has such a switch. */
  readonly flushing: Switch | undefined;
  /** Authentication by the proxy itself that a browser's EventSource or a Bearer client cannot answer. */
  readonly authentication: readonly Fact[];
  readonly doubts: readonly Doubt[];
}

/** Where an entry point serves STIG Manager. */
export interface Mount {
  /** With slashes: "/stigman/" or "/". */
  readonly basePath: string;
  readonly place: Place;
  /** All six endpoints, in the order of `endpoints`. */
  readonly deliveries: readonly Delivery[];
  /** What the request for the mount without its trailing slash gets, with remedies that add the redirect; undefined for "/". */
  readonly withoutSlash:
    | (Fact & { readonly redirects: boolean; readonly answer: string })
    | undefined;
  /** False where the mount serves a part of the application beside another, whole mount of the entry point. */
  readonly primary: boolean;
}

/** How a request header reaches an identity provider. */
export interface RequestHeader extends Fact {
  /** Lower case. */
  readonly name: string;
  /**
   * set: the client's value is always replaced; appended: the proxy's value follows the client's in one header;
   * duplicated: the header arrives twice; conditional: replaced in some requests, else the client's passes;
   * passed: the client's own passes; removed: never arrives.
   */
  readonly fate: 'set' | 'appended' | 'duplicated' | 'conditional' | 'passed' | 'removed';
  /** False where the value can never be a legal one for this header. */
  readonly valid: boolean;
  readonly value: string | undefined;
  /** The proxy writes the client's certificate into it. */
  readonly certificate: boolean;
}

/** A way on which requests reach Keycloak. */
export interface IdentityRoute {
  readonly path: string;
  readonly upstream: string;
  readonly place: Place;
  /** The four X-Forwarded-… headers and every header that carries a client certificate anywhere in the configuration. */
  readonly headers: readonly RequestHeader[];
}

/** Where requests come in. */
export interface EntryPoint {
  /** scheme://host:port */
  readonly url: string;
  readonly secure: boolean;
  /** Only this machine can reach it, or the part that listens is not in the configuration. */
  readonly unexposed?: boolean;
  readonly place: Place;
  readonly mounts: readonly Mount[];
  readonly identityRoutes: readonly IdentityRoute[];
  /** Set for a plain entry point: how to redirect it to TLS, where the configuration has a TLS twin. */
  readonly httpsRedirect: Remedy | undefined;
}

/** A mapping that never answers, or whose parameters are lost. */
export interface Shadow extends Fact {
  /** Ends the sentence "This mapping …". */
  readonly explanation: string;
}

/** A duration that the proxy reads otherwise than it is written, wherever it stands. */
export interface MisreadDuration extends Fact {
  readonly written: string;
  readonly readSeconds: number;
  readonly meantSeconds: number;
}

/** A remark on the configuration as such: a missing include, a cap that was reached. */
export interface Remark {
  readonly place: Place;
  readonly code: string;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information';
}

/** All that one configuration does. */
export interface Analysis {
  readonly dialect: DialectId;
  /** URI of the root file. */
  readonly root: string;
  /** URIs of every file that was read, the root first. */
  readonly files: readonly string[];
  readonly entries: readonly EntryPoint[];
  readonly shadows: readonly Shadow[];
  readonly misreadDurations: readonly MisreadDuration[];
  readonly remarks: readonly Remark[];
  /** Every include that was followed. */
  readonly includes?: readonly Include[];
  /** Blocks that the proxy passes over. */
  readonly passedOver?: readonly Place[];
}

/** An include directive and the files that it brought in. */
export interface Include {
  /** The path as it is written. */
  readonly place: Place;
  readonly targets: readonly string[];
}
