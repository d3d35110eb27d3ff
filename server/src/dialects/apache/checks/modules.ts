import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { directiveEntries } from '../vocabulary.ts';
import { commandOf } from './commands.ts';
import { faultAtName } from './fault.ts';
import type { Site } from './site.ts';

/**
 * Directives of modules that no LoadModule line loads: httpd takes them for unknown commands. Told only where the list of
 * modules is evidently all of it, as a warning, since a module may be compiled in.
 */
export function unloadedModules({ met, modules, complete }: Site): readonly LanguageFault[] {
  if (!complete || !modules.known || modules.has('authz_core') !== true) return [];
  return met.flatMap((each) => {
    const { name, title, directive } = each.node;
    const module = moduleOf(name, directive.block !== undefined);
    if (!module?.startsWith('mod_') || modules.has(module) !== false) return [];
    const message = l10n.t`${title} belongs to ${module}, which no LoadModule line loads; httpd refuses the file unless the module is compiled in. Load it, or put <IfModule ${module}.c> around.`;
    return [faultAtName(each, { code: 'module-not-loaded', severity: 'warning', message })];
  });
}

function moduleOf(name: string, section: boolean): string | undefined {
  const entry = directiveEntries().get(name);
  return entry?.section === section ? entry.module : commandOf(name, section)?.module;
}
