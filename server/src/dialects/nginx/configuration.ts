import * as l10n from '@vscode/l10n';
import type { Include, Remark } from '../../delivery/delivery.ts';
import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import { placeOf } from '../../text/place.ts';
import type { Origin, SourceFile } from '../dialect.ts';
import { includeTargets } from './includes.ts';
import { parse } from './parse.ts';
import { append, Entry, type EntryIndex, Scope } from './scope.ts';

const MAX_INCLUDE_DEPTH = 40;
const MAX_FILES = 4000;
const MAX_SCOPE_DEPTH = 400;

/** What one nginx process would load. */
export interface Configuration {
  /** The outermost scope: `main`, or the context that a fragment was inferred to stand in. */
  readonly root: Scope;
  readonly all: EntryIndex;
  readonly files: readonly string[];
  readonly trees: ReadonlySet<SyntaxTree>;
  readonly remarks: readonly Remark[];
  readonly includes: readonly Include[];
}

/** A file as it is being read. */
interface Visit {
  readonly tree: SyntaxTree;
  readonly uri: string;
  readonly includedBy: Entry | undefined;
  /** Files that are being read around this one, and this one. */
  readonly open: readonly string[];
}

/** Reads the root file with all it includes, in loading order. Bad input ends up in `remarks`; never throws. */
export function readConfiguration(question: Origin): Configuration {
  return new Reader(question).read();
}

class Reader {
  readonly #question: Origin;
  readonly #files = new Set<string>();
  readonly #trees = new Set<SyntaxTree>();
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
    const root = new Scope(contextShown(tree) ?? 'http', undefined, undefined);
    const visit = { tree, uri: file.uri, includedBy: undefined, open: [file.uri] };
    this.#run(tree.root.directives, root, visit, 0);
    return this.#done(root);
  }

  #done(root: Scope): Configuration {
    return {
      root,
      all: this.#all,
      files: [...this.#files],
      trees: this.#trees,
      remarks: this.#remarks,
      includes: this.#includes,
    };
  }

  #tree(file: SourceFile): SyntaxTree {
    const tree = this.#question.files.tree(file, parse);
    this.#trees.add(tree);
    return tree;
  }

  /** `nesting`: how many blocks and includes stand around the directives. */
  #run(directives: readonly Directive[], scope: Scope, visit: Visit, nesting: number): void {
    const within = visit.includedBy ? { ...visit, includedBy: undefined } : visit;
    const entries = directives.map((directive) => new Entry(directive, scope, visit));
    let added = 0;
    for (const [i, entry] of entries.entries()) {
      append(this.#all, entry.name, entry);
      if (entry.name === 'include') {
        scope.add(entries.slice(added, i + 1));
        added = i + 1;
        this.#include(entry, visit, nesting);
      }
      const { block } = entry.directive;
      if (!entry.inner || !block || nesting >= MAX_SCOPE_DEPTH) continue;
      this.#run(block.directives, entry.inner, within, nesting + 1);
    }
    scope.add(added === 0 ? entries : entries.slice(added));
  }

  #include(entry: Entry, visit: Visit, nesting: number): void {
    if (visit.open.length > MAX_INCLUDE_DEPTH) {
      this.#remark(
        entry,
        'include-depth',
        l10n.t`Includes nest deeper than ${MAX_INCLUDE_DEPTH} files; this one is not read.`,
      );
      return;
    }
    const targets = includeTargets(entry, this.#question);
    this.#note(entry, targets.uris);
    if (targets.missing) {
      entry.scope.lack(entry);
      const message = l10n.t`${targets.missing} is not here, so what it would set is unknown. Open the folder that holds it, or judge this file on the server.`;
      this.#remark(entry, 'missing-include', message, 'information');
      return;
    }
    for (const uri of targets.uris) this.#open(uri, entry, visit, nesting);
  }

  #note(entry: Entry, targets: readonly string[]): void {
    const path = entry.directive.args[0];
    if (path) this.#includes.push({ place: placeOf(entry.uri, path), targets });
  }

  #open(uri: string, entry: Entry, visit: Visit, nesting: number): void {
    if (visit.open.includes(uri)) {
      this.#remark(
        entry,
        'include-cycle',
        l10n.t(
          'This include leads back to a file that is being read; nginx fails with too many open files. Remove one of the two includes.',
        ),
      );
      return;
    }
    if (++this.#fileVisits > MAX_FILES) {
      this.#remark(
        entry,
        'include-count',
        l10n.t`More than ${MAX_FILES} files are included; the rest is not read.`,
      );
      return;
    }
    const file = this.#question.files.read(uri);
    if (typeof file === 'string') {
      entry.scope.lack(entry);
      this.#remark(
        entry,
        'unreadable-include',
        l10n.t`${uri} cannot be read as text, so what it would set is unknown. Check its permissions and encoding.`,
      );
      return;
    }
    this.#files.add(file.uri);
    const tree = this.#tree(file);
    const inner = { tree, uri: file.uri, includedBy: entry, open: [...visit.open, uri] };
    this.#run(tree.root.directives, entry.scope, inner, nesting + 1);
  }

  #remark(
    entry: Entry,
    code: string,
    message: string,
    severity: Remark['severity'] = 'warning',
  ): void {
    const place = placeOf(entry.uri, entry.directive);
    const known = this.#remarks.some(
      (r) => r.code === code && r.place.uri === place.uri && r.place.start === place.start,
    );
    if (!known) this.#remarks.push({ place, code, message, severity });
  }
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

/**
 * The context in which a file stands by itself: `main` for a whole configuration, else what its directives need; undefined
 * where they do not tell.
 */
export function contextShown(tree: SyntaxTree): string | undefined {
  const names = new Set(tree.root.directives.map((directive) => directive.name.value));
  const has = (wanted: Set<string>) => [...wanted].some((name) => names.has(name));
  if (has(MAIN_ONLY)) return 'main';
  if (has(HTTP_ONLY)) return 'http';
  if (names.has('location')) return 'server';
  return names.has('proxy_pass') ? 'location' : undefined;
}
