import type { Origin } from '../dialect.ts';
import { type Configuration, readSources, type Section, type Source } from './configuration.ts';
import { linesWhere, starts } from './lines-in-force.ts';
import type { MacroAnswers } from './macros.ts';
import { parseHaproxy } from './parser.ts';
import { wordingOf } from './wording.ts';

/**
 * Reads the root file, with the files beside it that HAProxy evidently loads with it (several `-f`, or a folder).
 * These are the parts in `conf.d/` or `haproxy.d/` with the `haproxy.cfg` above, and files of one folder of which one
 * names what only the other defines. Order: `haproxy.cfg` before its parts, else by name, as `-f FOLDER` takes them.
 */
export function readConfiguration(
  question: Origin,
  answers?: MacroAnswers,
): Configuration | undefined {
  const root = sourceAt(question.root, question);
  if (!root) return undefined;
  const together = new Parts(root, question).find();
  if (together.length <= 1 && !answers) return outlineOf(root).configuration;
  return readSources(together.length > 1 ? together : [root], root.uri, answers);
}

function sourceAt(uri: string, { files }: Origin): Source | undefined {
  const file = files.read(uri);
  return typeof file === 'string' ? undefined : { uri, tree: files.tree(file, parseHaproxy) };
}

const MAIN_FILE = 'haproxy.cfg';
const PART_FOLDERS: readonly string[] = ['conf.d', 'haproxy.d'];
/** A folder that holds more files is no configuration. */
const MOST_FILES = 100;

/** The files that belong to a root. */
class Parts {
  readonly #root: Source;
  readonly #question: Origin;
  readonly #folder: string;

  constructor(root: Source, question: Origin) {
    this.#root = root;
    this.#question = question;
    this.#folder = root.uri.slice(0, root.uri.lastIndexOf('/') + 1);
  }

  /** In the order in which HAProxy loads them; empty where the root stands alone. */
  find(): readonly Source[] {
    const own = outlineOf(this.#root);
    if (own.proxies.length === 0) return [];
    const [, above, name = ''] = /^(.*\/)([^/]+)\/$/.exec(this.#folder) ?? [];
    if (above !== undefined && PART_FOLDERS.includes(name)) {
      return this.#agreeing(this.#mainWithParts(`${above}${MAIN_FILE}`, [this.#folder]));
    }
    if (this.#root.uri.endsWith(`/${MAIN_FILE}`)) {
      const folders = PART_FOLDERS.map((part) => `${this.#folder}${part}/`);
      const parts = this.#agreeing(this.#mainWithParts(this.#root.uri, folders));
      if (parts.length > 0) return parts;
    }
    return isWhole(own) ? [] : this.#agreeing(this.#linked(this.#within(this.#folder)));
  }

  #mainWithParts(main: string, folders: readonly string[]): readonly Source[] {
    const source = main === this.#root.uri ? this.#root : sourceAt(main, this.#question);
    return [...(source ? [source] : []), ...folders.flatMap((folder) => this.#within(folder))];
  }

  #within(folder: string): readonly Source[] {
    const uris = this.#question.files.glob(`${folder}*.cfg`);
    const own = folder === this.#folder ? [this.#root.uri] : [];
    const all = [...new Set([...uris, ...own])].sort();
    if (all.length > MOST_FILES) return [];
    return all.flatMap((uri) => {
      const source = uri === this.#root.uri ? this.#root : sourceAt(uri, this.#question);
      return source && outlineOf(source).proxies.length > 0 ? [source] : [];
    });
  }

  /** The sources that hang together with the root by what they name and define, in their order. */
  #linked(sources: readonly Source[]): readonly Source[] {
    const group = new Set([this.#root]);
    for (const member of group) {
      for (const other of sources) {
        if (needs(member, other, sources) || needs(other, member, sources)) group.add(other);
      }
    }
    return sources.filter((source) => group.has(source));
  }

  /** Sources that define one section twice do not belong together. */
  #agreeing(sources: readonly Source[]): readonly Source[] {
    if (sources.length < 2 || !sources.includes(this.#root)) return [];
    const keys = sources
      .flatMap((source) => outlineOf(source).proxies)
      .filter((proxy) => proxy.name !== '')
      .map(({ kind, name }) => `${kind === 'listen' ? 'backend' : kind} ${name}`);
    return new Set(keys).size < keys.length ? [] : sources;
  }
}

/** What one file, read alone, defines and what it names without defining it. */
interface Outline {
  readonly configuration: Configuration;
  readonly proxies: readonly Section[];
  readonly backends: ReadonlySet<string>;
  /** Names of backends that static rules send requests to. */
  readonly used: ReadonlySet<string>;
  /** True where the request decides to which backend it goes. */
  readonly dynamic: boolean;
  readonly defaults: ReadonlySet<string>;
  /** Names of defaults that sections take with `from`. */
  readonly bases: ReadonlySet<string>;
  /** True where a section has no defaults and lacks a timeout of its own that HAProxy asks for. */
  readonly orphaned: boolean;
}

const outlines = new WeakMap<Source['tree'], Outline>();

function outlineOf(source: Source): Outline {
  const known = outlines.get(source.tree) ?? readOutline(source);
  outlines.set(source.tree, known);
  return known;
}

function readOutline(source: Source): Outline {
  const configuration = readSources([source], source.uri);
  const { proxies, backends } = configuration;
  const traffic = proxies.filter((proxy) => proxy.kind !== 'defaults');
  const routes = traffic.flatMap(routesOf);
  const names = routes.map((line) => line.words[1] ?? '');
  const defaults = proxies.filter((proxy) => proxy.kind === 'defaults');
  return {
    configuration,
    proxies,
    backends: new Set(backends.keys()),
    used: new Set(names.filter((name) => !name.includes('%'))),
    dynamic: names.some((name) => name.includes('%')),
    defaults: new Set(defaults.map((proxy) => proxy.name)),
    bases: new Set(proxies.flatMap(baseOf)),
    orphaned: traffic.some(isOrphan),
  };
}

const routesOf = linesWhere(
  ([keyword]) => keyword === 'use_backend' || keyword === 'default_backend',
);

function baseOf({ head }: Section): readonly string[] {
  const words = wordingOf(head).values;
  const from = words.indexOf('from');
  return from < 1 ? [] : [words[from + 1] ?? ''];
}

/** The timeouts without which HAProxy warns of a section that takes or passes on requests (measured). */
const TIMEOUTS = { bind: ['client'], server: ['connect', 'server'] } as const;

function isOrphan(proxy: Section): boolean {
  if (proxy.defaults || baseOf(proxy).length > 0) return false;
  const set = proxy.lines.filter((line) => starts(line, 'timeout')).map((line) => line.words[1]);
  return (['bind', 'server'] as const).some(
    (line) =>
      proxy.lines.some((each) => starts(each, line)) &&
      TIMEOUTS[line].some((timeout) => !set.includes(timeout)),
  );
}

/** True where a file names all that it uses, and what it defines serves requests of its own. */
function isWhole(outline: Outline): boolean {
  const { used, dynamic, backends, bases, defaults, orphaned, proxies } = outline;
  const lacks = [...used].some((name) => !backends.has(name));
  const entrance = proxies.some(({ kind }) => kind === 'frontend' || kind === 'listen');
  if (!entrance || lacks || dynamic || orphaned) return false;
  return [...bases].every((name) => defaults.has(name));
}

/** True where one file names, without defining it, what the other one defines. */
function needs(one: Source, other: Source, order: readonly Source[]): boolean {
  if (one === other) return false;
  const wanted = outlineOf(one);
  const given = outlineOf(other);
  const lacks = (names: ReadonlySet<string>, own: ReadonlySet<string>, its: ReadonlySet<string>) =>
    [...names].some((name) => !own.has(name) && its.has(name));
  if (lacks(wanted.used, wanted.backends, given.backends)) return true;
  if (wanted.dynamic && [...given.backends].some((name) => !given.used.has(name))) return true;
  if (lacks(wanted.bases, wanted.defaults, given.defaults)) return true;
  return wanted.orphaned && lastDefaultsBefore(one, order) === other;
}

/** The file whose last defaults are in force where another one begins. */
function lastDefaultsBefore(source: Source, order: readonly Source[]): Source | undefined {
  return order
    .slice(0, order.indexOf(source))
    .findLast((other) => outlineOf(other).defaults.size > 0);
}
