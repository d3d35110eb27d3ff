import { readFileSync } from 'node:fs';
import { withDefaults } from '../../server/src/service/snippet.ts';

interface Snippet {
  readonly body: readonly string[];
}

/** Every snippet of a language with its placeholders replaced by their defaults, by name. */
export function expandedSnippets(language: string): ReadonlyMap<string, string> {
  const url = new URL(`../../snippets/${language}.json`, import.meta.url);
  const snippets = JSON.parse(readFileSync(url, 'utf8')) as Record<string, Snippet>;
  return new Map(
    Object.entries(snippets).map(([name, snippet]) => [
      name,
      withDefaults(snippet.body.join('\n')),
    ]),
  );
}
