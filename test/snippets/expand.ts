import { readFileSync } from 'node:fs';

interface Snippet {
  readonly body: readonly string[];
}

/** Every snippet of a language with its placeholders replaced by their defaults, by name. */
export function expandedSnippets(language: string): ReadonlyMap<string, string> {
  const url = new URL(`../../snippets/${language}.json`, import.meta.url);
  const snippets = JSON.parse(readFileSync(url, 'utf8')) as Record<string, Snippet>;
  return new Map(
    Object.entries(snippets).map(([name, snippet]) => [name, expand(snippet.body.join('\n'))]),
  );
}

/** Text that VS Code inserts for a snippet body when every default is accepted. */
export function expand(body: string): string {
  return body.replace(
    /\\([\\$}])|\$\{\d+:((?:\\.|[^}\\])*)\}|\$(?:\d+|\{\d+\})/g,
    (_, escaped: string | undefined, value: string | undefined) => escaped ?? value ?? '',
  );
}
