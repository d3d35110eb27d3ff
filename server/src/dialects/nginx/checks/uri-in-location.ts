import * as l10n from '@vscode/l10n';
import { readLocation } from '../locations.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { faultAtArgument } from './fault.ts';
import { type DirectiveCheck, isTemplated } from './site.ts';

/**
 * nginx: `"proxy_pass" cannot have URI part in location given by regular expression, or inside named location, or inside
 * "if" statement, or inside "limit_except" block`. One with variables may have any.
 */
export const uriInLocation: DirectiveCheck = ({ name }) => {
  if (name !== 'proxy_pass') return undefined;
  return (entry) => {
    const [target = ''] = entry.args;
    const where = target.includes('$') ? undefined : placeWithoutUri(entry);
    if (where === undefined || !hasUri(target) || isTemplated(entry)) return undefined;
    const message = l10n.t`"proxy_pass" takes no path in ${where}, and nginx refuses the file with ${quoted(target)}. Leave out what follows the host, or move it to a location that is a plain prefix.`;
    return faultAtArgument(entry, 0, { code: 'uri-in-location', message });
  };
};

function placeWithoutUri({ scope }: Entry): string | undefined {
  if (scope.kind === 'if' || scope.kind === 'limit_except') return quoted(scope.kind);
  const location = scope.kind === 'location' && scope.owner && readLocation(scope.owner);
  if (location && location.kind === 'regex') return l10n.t('a location that is a pattern');
  return location && location.kind === 'named' ? l10n.t('a named location') : undefined;
}

function hasUri(target: string): boolean {
  return /^https?:\/\/(?:unix:[^:]*:|(?!unix:)[^/?#]*[/?#])/i.test(target);
}
