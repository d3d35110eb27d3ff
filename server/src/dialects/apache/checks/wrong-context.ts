import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { type Command, commandOf } from './commands.ts';
import { faultAtName } from './fault.ts';
import { letterOf, sectionsAround } from './places.ts';
import type { Site } from './site.ts';

const HOMES: readonly (readonly [letter: string, name: string])[] = [
  ['S', l10n.t('the server configuration')],
  ['V', '<VirtualHost>'],
  ['D', '<Directory>'],
  ['L', '<Location>'],
  ['P', '<Proxy>'],
];
const REQUIREMENTS = /^(?:requireall|requireany|requirenone)$/;
/** Directives that httpd takes within those (measured): what AllowOverride AuthConfig and its like let through. */
const AMONG_REQUIREMENTS =
  /^(?:auth|anonymous|require|satisfy|session|ssl(?:require|verify|ca|cipher|reneg|user|log)|limit(?:request|xml|$)|rlimit|ldap|lua|h2|deflateinflate|ssi|xml2|cgipass|serversignature|logio|serverroot|defaultruntimedir|use$|undef|define|include|load|error$)/i;

/** httpd: `X not allowed here`, `X not allowed in <Location> context`, `X cannot occur within <VirtualHost> section`. */
export function wrongContexts({ met, level }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { node } = each;
    const command = commandOf(node.name, node.directive.block !== undefined);
    const place = command && refusingPlace(each, command, level);
    if (!command || place === undefined) return [];
    const message = l10n.t`httpd does not allow ${titleOf(command)} in ${place} and refuses the file. ${homesOf(command)}`;
    return [faultAtName(each, { code: 'wrong-context', message })];
  });
}

/** The place around a directive that refuses it; undefined where none does, or that is not known. */
function refusingPlace(met: Met, command: Command, level: Site['level']): string | undefined {
  const sections = sectionsAround(met);
  const [inner] = sections;
  if (inner && REQUIREMENTS.test(inner.name)) {
    return AMONG_REQUIREMENTS.test(command.name) ? undefined : writtenName(inner.title);
  }
  const known = sections.filter((section) => !REQUIREMENTS.test(section.name));
  if (known.some((section) => letterOf(section) === undefined)) return undefined;
  const refusing = known.find((section, index) => {
    const letter = letterOf(section) ?? '';
    return command.refused.includes(letter) && (letter !== 'V' || index === 0);
  });
  if (refusing) return writtenName(refusing.title);
  if (level === 'htaccess')
    return command.refused.includes('H') ? l10n.t('an .htaccess file') : undefined;
  const atServer = level === 'server' && sections.length === 0 && command.refused.includes('S');
  return atServer ? l10n.t('the server configuration') : undefined;
}

function homesOf(command: Command): string {
  const homes = HOMES.filter(([letter]) => !command.refused.includes(letter)).map(
    ([, name]) => name,
  );
  if (homes.length === 0) return l10n.t('Take it out.');
  const last = homes.at(-1) as string;
  const listed = homes.length > 1 ? l10n.t`${homes.slice(0, -1).join(', ')} or ${last}` : last;
  return l10n.t`It may stand in ${listed}.`;
}

function titleOf({ name, section }: Command): string {
  return section ? writtenName(name) : name;
}

function writtenName(section: string): string {
  return `<${section}>`;
}
