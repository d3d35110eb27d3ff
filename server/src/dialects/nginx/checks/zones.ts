import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import { zoneUses } from '../zones.ts';
import { faultAt } from './fault.ts';
import type { Site } from './site.ts';

const NAMING =
  /^(?:limit_(?:req|conn)(?:_zone)?|(?:proxy|fastcgi|uwsgi|scgi)_cache(?:_path)?|log_format|access_log)$/;

/**
 * nginx: `zero size shared memory zone "x"`, `"proxy_cache" zone "x" is unknown` and `unknown log format "x"`. A zone may
 * be defined behind its use, a log format only before it.
 */
export function undefinedZones({ configuration, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  const uses = [...configuration.all]
    .filter(([name]) => NAMING.test(name))
    .flatMap(([, entries]) => entries)
    .flatMap(({ directive, tree, uri }) =>
      zoneUses(directive, tree).map((use) => ({ ...use, uri })),
    );
  const known = new Map([['log format', new Set(['combined'])]]);
  for (const { kind, name, role } of uses) {
    const names = known.get(kind) ?? new Set();
    known.set(kind, names);
    if (role === 'definition') names.add(name);
  }
  return uses.flatMap(({ kind, name, start, end, uri }) => {
    const names = known.get(kind);
    if (!names || names.has(name)) return [];
    const code = kind === 'log format' ? 'undefined-log-format' : 'undefined-zone';
    const message = l10n.t`No ${kind.replace(' ', '_')} defines ${quoted(name)}, and nginx refuses the file. Define it, or correct the name.`;
    return [faultAt({ uri, start, end }, { code, message, replacement: nearest(name, names) })];
  });
}
