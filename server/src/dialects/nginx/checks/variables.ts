import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { type Place, placeOf } from '../../../text/place.ts';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { variablesIn } from '../name-uses.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { isOwnVariable, ownVariables } from '../vocabulary.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

/** Where nginx reads variables: all arguments of a directive, or all but the first ones (measured on 1.22). */
const READS: readonly (readonly [directive: RegExp, from: number])[] = [
  [
    /^(?:if|map|geo|split_clients|return|root|alias|log_format|access_log|try_files|sub_filter|expires|index)$/,
    0,
  ],
  [/^(?:proxy|fastcgi|uwsgi|scgi|grpc|memcached)_pass$/, 0],
  [/^\w+_(?:cache_key|cache_bypass|no_cache|set_body|method|ssl_name)$/, 0],
  [/^(?:auth_basic|auth_basic_user_file|hash|limit_req_zone|limit_conn_zone)$/, 0],
  [/^(?:proxy|grpc)_set_header$|^(?:fastcgi|uwsgi|scgi)_param$|^add_(?:header|trailer)$/, 1],
  [/^(?:set|auth_request_set|rewrite|error_page)$/, 1],
];

/**
 * nginx: `unknown "x" variable`. An error where the name is most likely a misspelling; any other may be one that a
 * loaded module defines.
 */
export function undefinedVariables(site: Site): readonly LanguageFault[] {
  const { complete, defined } = site;
  if (!complete) return [];
  const isDefined = (name: string) => defined.has(name) || isOwnVariable(name);
  const sound = new Set<string>();
  const faults: LanguageFault[] = [];
  eachWordRead(site, (index, entry) => {
    const value = entry.args[index] as string;
    if (sound.has(value)) return;
    const word = entry.directive.args[index] as Word;
    const unknown = variablesIn(word, entry.tree).filter(
      ({ name }) => !isDefined(name.toLowerCase()),
    );
    if (unknown.length === 0) sound.add(value);
    faults.push(
      ...unknown.map(({ name, ...span }) =>
        undefinedVariable(name, placeOf(entry.uri, span), defined),
      ),
    );
  });
  return faults;
}

/** Visits each argument, by its index, with a dollar sign in which nginx reads variables. */
function eachWordRead(
  { groups, others }: Site,
  visit: (index: number, entry: Entry) => void,
): void {
  const read = (entry: Entry, from: number) => {
    const { args } = entry;
    const end = endOfRead(entry);
    for (let i = from; i < end; i++) if (args[i]?.includes('$')) visit(i, entry);
  };
  for (const { name, entries } of groups) {
    const from = READS.find(([directive]) => directive.test(name))?.[1];
    if (from !== undefined) for (const entry of entries) read(entry, from);
  }
  for (const entry of others) {
    if (entry.scope.kind === 'map' && entry.name !== 'include') read(entry, 0);
  }
}

function undefinedVariable(
  name: string,
  place: Place,
  defined: ReadonlySet<string>,
): LanguageFault {
  const code = 'undefined-variable';
  const variable = quoted(`$${name}`);
  const replacement = nearest(name.toLowerCase(), [...defined, ...ownVariables().names]);
  if (replacement !== undefined) {
    const meant = `$${replacement}`;
    const message = l10n.t`nginx knows no variable ${variable} and refuses the file. Write "${meant}".`;
    return faultAt(place, { code, message, replacement });
  }
  const message = l10n.t`Nothing defines ${variable}; unless a module that is loaded does, nginx refuses the file. Define it with "set" or "map", or correct the name.`;
  return { place, code, severity: 'warning', message };
}

/** Index behind the last argument in which nginx reads variables; a pattern that a condition compares with is none. */
function endOfRead({ name, args }: Entry): number {
  const operator = name === 'if' ? args.findIndex((arg) => /^!?~\*?$/.test(arg)) : -1;
  return operator < 0 ? args.length : operator;
}
