import { identityOf } from '../../../syntax/shift.ts';
import { walk } from '../../../syntax/tree.ts';
import type { LanguageFault } from '../../language.ts';
import { kept } from '../../once.ts';
import type { Context } from './contexts.ts';
import { definedIn } from './definitions.ts';
import type { Site } from './site.ts';
import { type ServerBlock, Sorting } from './sorting.ts';

/** A server block in which the checks found nothing. */
export interface QuietServer {
  readonly context: Context;
  /** The site's, when they looked. */
  readonly surroundings: string;
  /** Variables that it defines, in small letters. */
  readonly defined: readonly string[];
}

const quietOnes = kept<object, QuietServer>();

/** What is known of a server block whose words are those of one in which the checks found nothing. */
export function quietServer({ entry, context }: ServerBlock): QuietServer | undefined {
  const known = quietOnes.get(identityOf(entry.directive));
  return known?.context === context ? known : undefined;
}

/** Notes the server blocks in which there is no fault, unless other files have a part in them. */
export function noteQuietServers(site: Site, faults: readonly LanguageFault[]): void {
  for (const server of site.opened) {
    if (isWhole(server) && !faults.some(({ place }) => isIn(place, server))) {
      const { entry, scope, context } = server;
      const { surroundings } = site;
      const defined = [...definedIn(new Sorting(scope, context), [entry.tree])];
      quietOnes.set(identityOf(entry.directive), { context, surroundings, defined });
    }
  }
}

function isWhole({ entry: { directive } }: ServerBlock): boolean {
  for (const { name } of directive.block ? walk(directive.block) : []) {
    if (name.value === 'include') return false;
  }
  return true;
}

function isIn({ uri, start }: LanguageFault['place'], { entry }: ServerBlock): boolean {
  const { directive } = entry;
  return uri === entry.uri && directive.start <= start && start < directive.end;
}
