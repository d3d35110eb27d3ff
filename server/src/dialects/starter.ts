/** What the author of a new configuration chooses. */
export interface Choices {
  /** Host name of the entry point. */
  readonly host: string;
  /** Mount of STIG Manager with slashes: "/stigman/" or "/". */
  readonly mount: string;
  /** host:port of STIG Manager. */
  readonly upstream: string;
  readonly tls: boolean;
  /** host:port of Keycloak and its mount with slashes; undefined where it is not behind this proxy. */
  readonly keycloak: { readonly upstream: string; readonly mount: string } | undefined;
  /** Users log in with a client certificate; needs TLS and Keycloak. */
  readonly smartCard: boolean;
}

/** A new file that the proxy accepts and in which no rule finds anything. */
export interface Starter {
  readonly fileName: string;
  readonly text: string;
}

/** Lines without the parts that a choice leaves out, with one line end after the last. */
export function lines(
  ...parts: readonly (string | readonly string[] | false | undefined)[]
): string {
  return `${parts
    .flat()
    .filter((part) => typeof part === 'string')
    .join('\n')}\n`;
}

export function indented(parts: readonly string[], by = '    '): readonly string[] {
  return parts.map((part) => (part === '' ? '' : by + part));
}
