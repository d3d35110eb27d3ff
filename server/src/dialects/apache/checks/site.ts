import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as ReadConfiguration } from '../../configuration.ts';
import { oncePer } from '../../once.ts';
import { configurationBehind } from '../analysis.ts';
import type { Modules } from '../conditions.ts';
import { type Configuration, MAIN_FILE, type Met } from '../configuration.ts';
import { TEMPLATE } from '../wording.ts';

/** A configuration as the checks see it. */
export interface Site {
  /** Every directive in the order in which httpd reads it. */
  readonly met: readonly Met[];
  /** Those among them that act while httpd reads, macros and Listen lines. */
  readonly acting: readonly Met[];
  /** What is left of them, in its sections. */
  readonly nodes: Configuration['nodes'];
  readonly modules: Modules;
  readonly passedOver: Configuration['passedOver'];
  /** What surrounds the root file; undefined for a fragment that may be included anywhere. */
  readonly level: 'server' | 'htaccess' | undefined;
  /** True where nothing is out of sight: what is defined nowhere has no definition. */
  readonly complete: boolean;
}

/** Directives that stand at server level only, so that the file does too. */
export const SERVER_LEVEL = /^(virtualhost|listen|loadmodule|serverroot|user|pidfile)$/;

export function siteOf({ analysis, files, sources }: ReadConfiguration): Site {
  const { root } = analysis;
  const { nodes, met, acting, modules, passedOver, missing, empty } = configurationBehind(
    analysis,
    files,
  );
  const level = levelOf(root, met);
  const included = missing.every(({ name }) => name === 'use');
  const templated = analysis.files.some((uri) => {
    const tree = sources.tree(uri);
    return tree !== undefined && isTemplate(tree);
  });
  const main = MAIN_FILE.test(root) || acting.some(({ node }) => node.name === 'serverroot');
  const complete = main && included && empty.length === 0 && !templated;
  return { met, nodes, acting, modules, passedOver, level, complete };
}

/** True for a line that a template engine may yet change, or leave out a section of whose heads. */
export function isTemplated({ node }: Met): boolean {
  if (!isTemplate(node.tree)) return false;
  const { start, end } = node.directive.block?.open ?? node.directive;
  if (TEMPLATE.test(node.tree.text.slice(node.directive.start, Math.max(start, end)))) return true;
  for (let at = node.parent; at; at = at.parent) if (!at.directive.block?.close) return true;
  return false;
}

/** True where a template that is not rendered may write lines that are not here. */
const isTemplate = oncePer(({ text }: SyntaxTree) => TEMPLATE.test(text));

function levelOf(root: string, met: readonly Met[]): Site['level'] {
  if (root.endsWith('/.htaccess')) return 'htaccess';
  const rooted = met.some(({ node }) => !node.parent && SERVER_LEVEL.test(node.name));
  return rooted || MAIN_FILE.test(root) ? 'server' : undefined;
}
