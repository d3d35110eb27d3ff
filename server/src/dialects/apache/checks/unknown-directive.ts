import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { isKnown, knownNames } from './commands.ts';
import { faultAtName } from './fault.ts';
import type { Site } from './site.ts';
import { isOfThirdParty } from './third-party.ts';

/** How many different unknown names of one configuration are compared with those that httpd knows. */
const MOST_COMPARED = 200;

/**
 * httpd: `Invalid command 'X', perhaps misspelled or defined by a module not included in the server configuration`. An
 * error where the name is most likely a misspelling; any other may belong to a module that is not httpd's own.
 */
export function unknownDirectives({ met }: Site): readonly LanguageFault[] {
  const spellings = new Spellings();
  return met.filter(isUnknown).flatMap((each) => unknownDirective(each, spellings));
}

/** True for a directive that httpd does not know. */
export function isUnknown({ node: { name, directive } }: Met): boolean {
  const section = directive.block !== undefined;
  return !isKnown(name, section) && !isOfThirdParty(name);
}

/** What a directive may be called; any other word may be what prepares the file's own. */
const NAME = /^[a-z]\w*$/;

function unknownDirective(met: Met, spellings: Spellings): readonly LanguageFault[] {
  const { directive, name, title } = met.node;
  const section = directive.block !== undefined;
  const written = `${section ? '<' : ''}${title}`;
  const code = 'unknown-directive';
  if (isKnown(name, !section)) {
    const message = section
      ? l10n.t`httpd refuses the file at ${written}, for this is a directive, not a section: write it without brackets.`
      : l10n.t`httpd refuses the file at ${written}, for this is a section: write <${title} …>.`;
    return [faultAtName(met, { code, message })];
  }
  const end = /^\/(\w+)>$/.exec(title)?.[1];
  if (end !== undefined && isKnown(end, true)) {
    const message = l10n.t`httpd refuses the file at ${written}: the end of a section begins with a bracket. Write </${end}>.`;
    return [faultAtName(met, { code, message, replacement: `</${end}>` })];
  }
  const meant = spellings.meant(title, section);
  if (meant === undefined) {
    if (!NAME.test(name)) return [];
    const message = l10n.t`httpd itself knows no ${written}, and refuses the file unless a module that is loaded defines it. Check its spelling, and that its module is loaded.`;
    return [faultAtName(met, { code, severity: 'information', message })];
  }
  const proper = `${section ? '<' : ''}${meant}`;
  const message = l10n.t`httpd knows no ${written} and refuses the file. Write ${proper}.`;
  const closed = directive.block?.close !== undefined;
  return [faultAtName(met, { code, message, ...(!closed && { replacement: meant }) })];
}

/** Corrections of names, each looked up once. */
class Spellings {
  readonly #meant = new Map<string, string | undefined>();
  readonly #names = new Map<boolean, ReadonlyMap<string, string>>();

  /** The directive, or section, that a name is most likely a misspelling of. */
  meant(name: string, section: boolean): string | undefined {
    const lower = name.toLowerCase();
    const key = (section ? '<' : '') + lower;
    if (!this.#meant.has(key) && this.#meant.size < MOST_COMPARED) {
      const names = this.#namesOf(section);
      this.#meant.set(key, names.get(nearest(lower, names.keys()) ?? ''));
    }
    return this.#meant.get(key);
  }

  /** Names as they are written, by their lower case. */
  #namesOf(section: boolean): ReadonlyMap<string, string> {
    const names =
      this.#names.get(section) ??
      new Map(knownNames(section).map((each) => [each.toLowerCase(), each]));
    this.#names.set(section, names);
    return names;
  }
}
