import type { SyntaxTree } from '../../../syntax/tree.ts';
import type { Configuration as Read } from '../../configuration.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { configurationBehind } from '../analysis.ts';
import type { Configuration } from '../configuration.ts';
import { isHarmless } from '../includes.ts';
import { type Entry, written } from '../scope.ts';
import { type Server, serversOf } from '../servers.ts';
import { outermostContext } from './contexts.ts';
import { definedIn } from './definitions.ts';
import { type QuietServer, quietServer } from './quiet-servers.ts';
import { type Group, type Kind, type ServerBlock, Sorting } from './sorting.ts';

/** What tells of a fault of one directive by itself; undefined where no directive of a kind can have it. */
export type DirectiveCheck = (kind: Kind) => DirectiveTest | undefined;

export type DirectiveTest = (entry: Entry) => LanguageFault | undefined;

/** A configuration as the checks see it. */
export interface Site {
  readonly configuration: Configuration;
  readonly groups: readonly Group[];
  /** What stands in blocks whose names are data, or directives of a module that is not known. */
  readonly others: readonly Entry[];
  /** The servers of `http`; none of a fragment that is itself within a server. */
  readonly servers: readonly Server[];
  /**
   * True where nothing is left open: a whole configuration whose includes are all here, without templates. Only then is
   * a name undefined that is defined nowhere.
   */
  readonly complete: boolean;
  /** Variables that it defines itself, in small letters; none where it is not complete. */
  readonly defined: ReadonlySet<string>;
  /** The server blocks whose directives are among those above. */
  readonly opened: readonly ServerBlock[];
  /** What the checks of these depend on besides the words of a block and its context. */
  readonly surroundings: string;
}

/** A configuration without the directives of server blocks in which there is known to be no fault. */
export function siteOf({ analysis, files }: Read): Site {
  const configuration = configurationBehind(analysis, files);
  const site = siteWithout(configuration, quietServer);
  const isAsBefore = site.passed.every((each) => each.surroundings === site.surroundings);
  return isAsBefore ? site : siteWithout(configuration, () => undefined);
}

/** The site without some server blocks, and what is known of these. */
function siteWithout(
  configuration: Configuration,
  quiet: (server: ServerBlock) => QuietServer | undefined,
) {
  const { root, trees } = configuration;
  const sorting = new Sorting(root, outermostContext(root), quiet);
  const { groups, others, opened, passed } = sorting;
  const complete = isComplete(configuration);
  const names = complete
    ? [...definedIn(sorting, trees), ...passed.flatMap((each) => each.defined)]
    : [];
  const defined = new Set(names);
  const templates = [...trees].map((tree) => Number(isTemplate(tree)));
  const surroundings = [complete, ...templates, ...[...defined].sort()].join(' ');
  const servers = root.kind === 'main' || root.kind === 'http' ? serversOf(root) : [];
  const found = { groups, others, opened, passed, servers };
  return { configuration, complete, defined, surroundings, ...found };
}

function isComplete({ root, all, trees, includes, remarks }: Configuration): boolean {
  if (root.kind !== 'main' || !all.has('events') || remarks.length > 0) return false;
  const paths = (all.get('include') ?? []).map((entry) => entry.args[0] ?? '');
  if (includes.some(({ targets }, i) => targets.length === 0 && !isHarmless(paths[i] ?? '')))
    return false;
  const open = new Set<SyntaxTree>();
  for (const tree of trees) {
    if (isTemplate(tree)) return false;
    if (mayHavePlaceholder(tree)) open.add(tree);
  }
  if (open.size === 0) return true;
  return ![...all.values()].some((entries) =>
    entries.some((entry) => open.has(entry.tree) && hasPlaceholder(entry)),
  );
}

const PLACEHOLDER = /\{\{|\{%|<%|\$\{?[A-Z][A-Z0-9_]{2,}\b|@[A-Z][A-Z0-9_]+@|__\w+__|%[A-Z_]+%/;

/** True for a text that a template engine turns into a configuration: it may repeat or leave out directives. */
export const isTemplate = oncePer(({ text }: SyntaxTree) => /\{\{|\{%|<%/.test(text));

/** True where something is put into a directive before nginx reads it: `{{ x }}`, `${NAME}`, `@NAME@`, `<%= x %>`. */
export function hasPlaceholder(entry: Entry): boolean {
  return mayHavePlaceholder(entry.tree) && PLACEHOLDER.test(written(entry));
}

/** True where a template may yet leave a directive out, repeat it or put something into it. */
export function isTemplated(entry: Entry): boolean {
  return isTemplate(entry.tree) || hasPlaceholder(entry);
}

const mayHavePlaceholder = oncePer(({ text }: SyntaxTree) => PLACEHOLDER.test(text));
