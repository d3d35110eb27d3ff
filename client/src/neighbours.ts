/** What the decision needs of an extension. */
export interface Installed {
  readonly id: string;
  /** Its manifest. */
  readonly packageJSON: unknown;
}

/** Dialects that other extensions know in depth, by the language id that these contribute. */
const DIALECTS: Readonly<Record<string, string>> = { haproxy: 'haproxy' };

interface Manifest {
  readonly main?: string;
  readonly browser?: string;
  readonly contributes?: { readonly languages?: readonly { readonly id?: string }[] };
}

/**
 * Ids of the dialects for which an enabled extension other than `own` contributes the language and has code of its own,
 * not only a grammar. Such an extension need not be active yet: VS Code activates it with the first file of its language.
 */
export function neighboursAmong(extensions: readonly Installed[], own: string): readonly string[] {
  const found = extensions
    .filter(({ id }) => id.toLowerCase() !== own.toLowerCase())
    .flatMap(({ packageJSON }) => languagesWithCode(packageJSON as Manifest))
    .flatMap((language) => DIALECTS[language] ?? []);
  return [...new Set(found)].sort();
}

function languagesWithCode({ main, browser, contributes }: Manifest): readonly string[] {
  if (main === undefined && browser === undefined) return [];
  return (contributes?.languages ?? []).flatMap(({ id }) => id ?? []);
}
