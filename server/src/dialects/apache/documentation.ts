import { summaryData } from './summary-data.ts';
import { syntaxData } from './syntax-data.ts';

interface Entry {
  /** Forms of the arguments. */
  readonly syntax: string[];
  /** Markdown; empty for directives that have little to do with a reverse proxy. */
  summary: string;
  standard: string;
}

let entries: Map<string, Entry> | undefined;

/** What is written about a directive, whatever its case. */
export function documentationOf(name: string): Readonly<Entry> {
  entries ??= read();
  return entries.get(name.toLowerCase()) ?? { syntax: [], summary: '', standard: '' };
}

function read(): Map<string, Entry> {
  const found = new Map<string, Entry>();
  const entryOf = (name: string) => {
    const key = name.toLowerCase();
    const entry = found.get(key) ?? { syntax: [], summary: '', standard: '' };
    found.set(key, entry);
    return entry;
  };
  for (const line of syntaxData) {
    const space = line.indexOf(' ');
    entryOf(line.slice(0, space)).syntax.push(line.slice(space + 1));
  }
  for (const [name, summary, standard] of summaryData)
    Object.assign(entryOf(name), { summary, standard });
  return found;
}
