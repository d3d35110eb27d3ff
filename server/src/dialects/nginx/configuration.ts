import type { Include, Remark } from '../../delivery/delivery.ts';
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import { placeOf } from '../../text/place.ts';
import type { Origin, SourceFile } from '../dialect.ts';
import { includeTargets } from './includes.ts';
import { parse } from './parser.ts';
import { append, type Entry, type EntryIndex, Scope } from './scope.ts';

const MAX_INCLUDE_DEPTH = 40;
const MAX_FILES = 4000;
const MAX_SCOPE_DEPTH = 400;

/** What one nginx process would load. */
export interface Configuration {
  /** The outermost scope: `main`, or the context that a fragment was inferred to stand in. */
  readonly root: Scope;
  readonly all: EntryIndex;
  readonly files: readonly string[];
  readonly remarks: readonly Remark[];
  readonly includes: readonly Include[];
}

interface Work {
  readonly directives: readonly Directive[];
  readonly tree: SyntaxTree;
  readonly uri: string;
  readonly scope: Scope;
  readonly depth: number;
  /** How many blocks and includes stand around it. */
  readonly nesting: number;
  readonly includedBy: Entry | undefined;
  /** Files that are being included around this one. */
  readonly open: readonly string[];
  index: number;
}

/** Reads the root file with all it includes, in loading order. Bad input ends up in `remarks`; never throws. */
export function readConfiguration(question: Origin): Configuration {
  const reader = new Reader(question);
  return reader.read();
}

class Reader {
  readonly #question: Origin;
  readonly #files = new Set<string>();
  readonly #remarks: Remark[] = [];
  readonly #includes: Include[] = [];
  readonly #all = new Map<string, Entry[]>();
  #fileVisits = 0;

  constructor(question: Origin) {
    this.#question = question;
  }

  read(): Configuration {
    const file = this.#question.files.read(this.#question.root);
    this.#files.add(this.#question.root);
    if (typeof file === 'string') return this.#done(new Scope('main', undefined, undefined));
    const tree = this.#tree(file);
    const root = new Scope(contextOf(tree), undefined, undefined);
    this.#run({
      directives: tree.root.directives,
      tree,
      uri: file.uri,
      scope: root,
      depth: 0,
      nesting: 0,
      includedBy: undefined,
      open: [file.uri],
      index: 0,
    });
    return this.#done(root);
  }

  #done(root: Scope): Configuration {
    return {
      root,
      all: this.#all,
      files: [...this.#files],
      remarks: this.#remarks,
      includes: this.#includes,
    };
  }

  #tree(file: SourceFile): SyntaxTree {
    return this.#question.files.tree(file, parse);
  }

  #run(first: Work): void {
    const stack: Work[] = [first];
    for (let work = stack.at(-1); work; work = stack.at(-1)) {
      const directive = work.directives[work.index++];
      if (!directive) stack.pop();
      else stack.push(...this.#take(work, directive));
    }
  }

  #take(work: Work, directive: Directive): Work[] {
    const entry = addEntry(work, directive);
    append(this.#all, entry);
    if (entry.name === 'include') return this.#include(work, entry);
    if (!entry.inner || !directive.block || work.nesting >= MAX_SCOPE_DEPTH) return [];
    return [
      {
        ...work,
        directives: directive.block.directives,
        scope: entry.inner,
        nesting: work.nesting + 1,
        includedBy: undefined,
        index: 0,
      },
    ];
  }

  #include(work: Work, entry: Entry): Work[] {
    if (work.depth >= MAX_INCLUDE_DEPTH)
      return this.#refuse(
        entry,
        'include-depth',
        `Includes nest deeper than ${MAX_INCLUDE_DEPTH} files; this one is not read.`,
      );
    const targets = includeTargets(entry, this.#question);
    this.#note(entry, targets.uris);
    if (targets.missing) {
      entry.scope.missing.push(entry);
      return this.#remark(
        entry,
        'missing-include',
        `${targets.missing} is not here, so what it would set is unknown. Open the folder that holds it, or judge this file on the server.`,
        'information',
      );
    }
    const work2 = targets.uris.map((uri) => this.#open(work, entry, uri));
    return work2.filter((next) => next !== undefined).reverse();
  }

  #note(entry: Entry, targets: readonly string[]): void {
    const path = entry.directive.args[0];
    if (path) this.#includes.push({ place: placeOf(entry.uri, path), targets });
  }

  #open(work: Work, entry: Entry, uri: string): Work | undefined {
    if (work.open.includes(uri)) {
      this.#refuse(
        entry,
        'include-cycle',
        'This include leads back to a file that is being read; nginx fails with too many open files. Remove one of the two includes.',
      );
      return undefined;
    }
    if (++this.#fileVisits > MAX_FILES) {
      this.#refuse(
        entry,
        'include-count',
        `More than ${MAX_FILES} files are included; the rest is not read.`,
      );
      return undefined;
    }
    const file = this.#question.files.read(uri);
    if (typeof file === 'string') {
      entry.scope.missing.push(entry);
      this.#remark(
        entry,
        'unreadable-include',
        `${uri} cannot be read as text, so what it would set is unknown. Check its permissions and encoding.`,
        'warning',
      );
      return undefined;
    }
    this.#files.add(file.uri);
    const tree = this.#tree(file);
    return {
      directives: tree.root.directives,
      tree,
      uri: file.uri,
      scope: work.scope,
      depth: work.depth + 1,
      nesting: work.nesting + 1,
      includedBy: entry,
      open: [...work.open, uri],
      index: 0,
    };
  }

  #refuse(entry: Entry, code: string, message: string): Work[] {
    return this.#remark(entry, code, message, 'warning');
  }

  #remark(entry: Entry, code: string, message: string, severity: Remark['severity']): Work[] {
    const place = placeOf(entry.uri, entry.directive);
    const known = this.#remarks.some(
      (r) => r.code === code && r.place.uri === place.uri && r.place.start === place.start,
    );
    if (!known) this.#remarks.push({ place, code, message, severity });
    return [];
  }
}

function addEntry({ scope, uri, tree, includedBy }: Work, directive: Directive): Entry {
  const entry: { -readonly [K in keyof Entry]: Entry[K] } = {
    name: directive.name.value,
    args: directive.args.map((word) => word.value),
    uri,
    tree,
    directive,
    scope,
    includedBy,
    inner: undefined,
  };
  if (directive.block && !directive.block.raw) entry.inner = new Scope(entry.name, scope, entry);
  scope.entries.push(entry);
  return entry;
}

const HTTP_ONLY = new Set([
  'server',
  'upstream',
  'map',
  'geo',
  'limit_req_zone',
  'proxy_cache_path',
]);
const MAIN_ONLY = new Set([
  'http',
  'events',
  'stream',
  'mail',
  'worker_processes',
  'user',
  'pid',
  'load_module',
]);

/** The context in which a file stands by itself: `main` for a whole configuration, else what its directives need. */
function contextOf(tree: SyntaxTree): string {
  const names = new Set(tree.root.directives.map((directive) => directive.name.value));
  const has = (wanted: Set<string>) => [...wanted].some((name) => names.has(name));
  if (has(MAIN_ONLY)) return 'main';
  if (has(HTTP_ONLY)) return 'http';
  if (names.has('location')) return 'server';
  return names.has('proxy_pass') ? 'location' : 'http';
}
