import type { Configuration as ReadConfiguration } from '../../configuration.ts';
import type { Files } from '../../dialect.ts';
import { configurationBehind } from '../analysis.ts';
import type { Modules } from '../conditions.ts';
import { MAIN_FILE, type Met } from '../configuration.ts';

/** A configuration as the checks see it. */
export interface Site {
  /** Every directive in the order in which httpd reads it. */
  readonly met: readonly Met[];
  readonly modules: Modules;
  /** What surrounds the root file; undefined for a fragment that may be included anywhere. */
  readonly level: 'server' | 'htaccess' | undefined;
  /** True where nothing is out of sight: what is defined nowhere has no definition. */
  readonly complete: boolean;
}

/** Directives that stand at server level only, so that the file does too. */
export const SERVER_LEVEL = /^(virtualhost|listen|loadmodule|serverroot|user|pidfile)$/;

export function siteOf({ analysis, files }: ReadConfiguration): Site {
  const { root } = analysis;
  const { met, modules, missing, empty } = configurationBehind(analysis, files);
  const level = levelOf(root, met);
  const included = missing.every(({ name }) => name === 'use');
  const templated = analysis.files.some((uri) => isTemplate(uri, files));
  const main = MAIN_FILE.test(root) || met.some(({ node }) => node.name === 'serverroot');
  return { met, modules, level, complete: main && included && empty.length === 0 && !templated };
}

/** True where a template that is not rendered may write lines that are not here. */
function isTemplate(uri: string, files: Files): boolean {
  const file = files.read(uri);
  return typeof file !== 'string' && /\{\{|\{%-?\s|<%[=\s]/.test(file.text);
}

function levelOf(root: string, met: readonly Met[]): Site['level'] {
  if (root.endsWith('/.htaccess')) return 'htaccess';
  const rooted = met.some(({ node }) => !node.parent && SERVER_LEVEL.test(node.name));
  return rooted || MAIN_FILE.test(root) ? 'server' : undefined;
}
