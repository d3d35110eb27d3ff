import { directiveEntries, titleOf } from '../vocabulary.ts';
import { commandData } from './command-data.ts';

/** How many arguments a directive takes; `raw` where its module reads the line itself. */
export type Form =
  | 'raw'
  | 'flag'
  | '0'
  | '1'
  | '2'
  | '3'
  | '1-2'
  | '2-3'
  | '1-3'
  | '1|3'
  | '1+'
  | '2+';

/** A directive as httpd's own modules declare it. */
export interface Command {
  readonly name: string;
  /** As <IfModule> names it: "mod_ssl", "core". */
  readonly module: string;
  readonly section: boolean;
  readonly form: Form;
  /** Letters of the places that refuse it, as `commandData` explains them. */
  readonly refused: string;
}

let commands: ReadonlyMap<string, Command> | undefined;

/** The command of a directive or section; undefined for what no module of Debian's httpd declares. */
export function commandOf(name: string, section: boolean): Command | undefined {
  commands ??= new Map(
    [...read()].map((command) => [keyOf(command.name, command.section), command]),
  );
  return commands.get(keyOf(name, section));
}

function keyOf(name: string, section: boolean): string {
  return (section ? '<' : '') + name.toLowerCase();
}

function* read(): Generator<Command> {
  for (const [module, groups] of Object.entries(commandData)) {
    for (const group of groups) {
      const [kind = '', names = ''] = group.split(':');
      const [form = 'raw', refused = ''] = kind.split(' ');
      for (const written of names.split(' ')) {
        const section = written.startsWith('<');
        const name = titleOf(section ? written.slice(1) : written);
        yield { name, module, section, form: form as Form, refused };
      }
    }
  }
}

/** Names of all directives, or of all sections, that httpd or its manual knows. */
export function knownNames(section: boolean): readonly string[] {
  const found = new Set<string>();
  for (const entry of directiveEntries().values())
    if (entry.section === section) found.add(entry.name);
  for (const command of read()) if (command.section === section) found.add(command.name);
  return [...found];
}

/** True where httpd or its manual knows a directive, or a section, of that name. */
export function isKnown(name: string, section: boolean): boolean {
  return (
    commandOf(name, section) !== undefined ||
    directiveEntries().get(name.toLowerCase())?.section === section
  );
}
