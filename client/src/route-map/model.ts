/** What the server answers to `stigmanProxyLint/routeMap`. */
export interface Target {
  readonly uri: string;
  readonly range: {
    readonly start: { readonly line: number; readonly character: number };
    readonly end: { readonly line: number; readonly character: number };
  };
}

export interface Told {
  readonly text: string;
  readonly target: Target;
}

export interface RouteRow {
  readonly title: string;
  readonly method: string;
  readonly path: string;
  /** In English, whatever the language of the user. */
  readonly verdict: string;
  readonly mapping: Target;
  readonly upstream: string;
  readonly settings: readonly Told[];
  readonly reasons: readonly Told[];
}

export interface RouteGroup {
  readonly url: string;
  readonly basePath: string;
  readonly entry: Target;
  readonly rows: readonly RouteRow[];
}
