import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { type Location, readLocation } from '../locations.ts';
import { quoted } from '../quoted.ts';
import { faultAtHead } from './fault.ts';
import { isTemplated, type Site } from './site.ts';

/**
 * nginx: `location "/b" is outside location "/a/"`, `location "x" cannot be inside the exact location "/a"` (or the
 * named one), and `named location "@x" can be on the server level only`. A nested path begins with the text of the
 * location around it, be that a pattern; a nested pattern may be any (measured on 1.22).
 */
export function misplacedLocations({ groups }: Site): readonly LanguageFault[] {
  const nested = groups.filter(({ name, context }) => {
    return name === 'location' && context.kinds.includes('location');
  });
  return nested.flatMap(({ entries }) =>
    entries.flatMap((entry) => {
      const outer = entry.scope.owner;
      if (!outer || isTemplated(entry) || isTemplated(outer)) return [];
      const message = reasonFor(readLocation(entry), readLocation(outer));
      if (message === undefined) return [];
      return [faultAtHead(entry, { code: 'misplaced-location', message })];
    }),
  );
}

function reasonFor(inner: Location | undefined, outer: Location | undefined): string | undefined {
  if (!inner || !outer) return undefined;
  const around = quoted(outer.pattern);
  if (outer.kind === 'exact' || outer.kind === 'named') {
    return outer.kind === 'exact'
      ? l10n.t`The exact location ${around} takes no location in it, and nginx refuses the file. Move this one out to the server.`
      : l10n.t`The named location ${around} takes no location in it, and nginx refuses the file. Move this one out to the server.`;
  }
  if (inner.kind === 'named') {
    return l10n.t`A named location may stand in a server only, and nginx refuses the file. Move ${quoted(inner.pattern)} out of the location ${around}.`;
  }
  if (inner.kind === 'regex' || inner.pattern.startsWith(outer.pattern)) return undefined;
  return l10n.t`${quoted(inner.pattern)} does not begin with ${around}, the location around it, and nginx refuses the file. Move it out to the server, or write the path in full.`;
}
