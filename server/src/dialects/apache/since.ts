import { sinceData } from './since-data.ts';
import type { DirectiveEntry } from './vocabulary.ts';

let texts: ReadonlyMap<string, readonly string[]> | undefined;

/** The version of httpd in which a directive came, and those in which it learnt something (Markdown); else empty. */
export function sinceOf({ name, module }: DirectiveEntry): string {
  texts ??= read();
  const own = texts.get(name) ?? [];
  const ofModule = own.some(isVersion) ? [] : (texts.get(module) ?? []);
  return [...ofModule, ...own].join(', ');
}

/** True for the version alone, without a thing that came to an older directive. */
function isVersion(text: string): boolean {
  return !text.includes(' ');
}

/** The texts of each directive and module, the oldest first. */
function read(): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [text, names] of Object.entries(sinceData))
    for (const name of names.split(' ')) found.set(name, [...(found.get(name) ?? []), text]);
  return found;
}
