import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import { chain, type Entry, type Scope, serverAround } from '../scope.ts';
import { faultAtArgument } from './fault.ts';
import { isTemplate, type Site } from './site.ts';

/**
 * A named location that its server does not have. nginx takes the file, and answers each request that is sent there
 * with 500: "could not find named location".
 */
export function undefinedNamedLocations({ configuration }: Site): readonly LanguageFault[] {
  return ['try_files', 'error_page'].flatMap((name) =>
    (configuration.all.get(name) ?? []).flatMap(undefinedIn),
  );
}

function undefinedIn(entry: Entry): readonly LanguageFault[] {
  const server = serverAround(entry);
  const index = entry.args.length - 1;
  const name = entry.args[index];
  if (!name?.startsWith('@') || /[${]/.test(name) || !server.owner || isOpen(server)) return [];
  const known = server.own('location').map(({ args }) => args[0] ?? '');
  if (known.includes(name)) return [];
  const replacement = nearest(
    name,
    known.filter((other) => other.startsWith('@')),
  );
  const message = l10n.t`This server has no location ${quoted(name)}, so nginx answers 500 to what is sent there. Add the location, or correct the name.`;
  return [
    faultAtArgument(entry, index, {
      code: 'undefined-named-location',
      severity: 'warning',
      message,
      replacement,
    }),
  ];
}

/** True where more locations may be in the server than are seen. */
function isOpen(server: Scope): boolean {
  const included = server.own('include').some(({ args }) => /[*?[]/.test(args[0] ?? ''));
  return (
    included ||
    [...chain(server)].some(
      ({ entries, missing }) => missing.length > 0 || entries.some(({ tree }) => isTemplate(tree)),
    )
  );
}
