import { directiveData } from './directive-data.ts';

/** A context of the manual: server config, virtual host, directory, .htaccess, proxy section. */
export type DirectiveContext = 'server' | 'host' | 'directory' | 'htaccess' | 'proxy';

export interface DirectiveEntry {
  readonly name: string;
  readonly module: string;
  readonly section: boolean;
  readonly contexts: readonly DirectiveContext[];
}

const CONTEXTS: Readonly<Record<string, DirectiveContext>> = {
  s: 'server',
  v: 'host',
  d: 'directory',
  h: 'htaccess',
  p: 'proxy',
};

let entries: ReadonlyMap<string, DirectiveEntry> | undefined;

/** Every directive of the manual by its name in lower case. */
export function directiveEntries(): ReadonlyMap<string, DirectiveEntry> {
  entries ??= new Map([...read()].map((entry) => [entry.name.toLowerCase(), entry]));
  return entries;
}

/** A name as the manual writes it. */
export function titleOf(name: string): string {
  return directiveEntries().get(name.toLowerCase())?.name ?? name;
}

function* read(): Generator<DirectiveEntry> {
  for (const [module, groups] of Object.entries(directiveData)) {
    for (const group of groups) {
      const [letters = '', names = ''] = group.split(':');
      const contexts = [...letters].flatMap((letter) => CONTEXTS[letter] ?? []);
      for (const name of names.split(' ')) {
        const section = name.startsWith('<');
        yield { name: section ? name.slice(1) : name, module, section, contexts };
      }
    }
  }
}

/** True for a directive of the manual in the shape that it has there. */
export function isApacheDirective(name: string, section: boolean): boolean {
  return directiveEntries().get(name.toLowerCase())?.section === section;
}
