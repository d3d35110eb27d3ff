/** The text that a snippet gives once every default is accepted. `body` is in the snippet syntax of the protocol. */
export function withDefaults(body: string): string {
  return body.replace(
    /\\([\\$}])|\$\{\d+:((?:\\.|[^}\\])*)\}|\$(?:\d+|\{\d+\})/g,
    (_, escaped: string | undefined, value: string | undefined) => escaped ?? value ?? '',
  );
}
