import * as l10n from '@vscode/l10n';
import type { Remark } from '../../delivery/delivery.ts';
import { type Block, type Directive, type SyntaxTree, type Word, walk } from '../../syntax/tree.ts';
import { type Place, placeOf, type RelatedPlace } from '../../text/place.ts';
import type { Origin } from '../dialect.ts';
import { ACTING, CONDITIONAL } from './acting.ts';
import { type Assumptions, Modules, moduleName, versionMatches } from './conditions.ts';
import { fileInSight, includeTargets } from './includes.ts';
import type { Argument, Node } from './node.ts';
import { parse } from './parser.ts';
import { argumentOf, ReadNode, ResolvedNode } from './read-node.ts';
import { keepMap, mapFileOf } from './rewrite-maps.ts';
import { wordingOf } from './wording.ts';
import { wordsOf } from './words.ts';

/** What httpd would run from one root file. */
export interface Configuration {
  readonly nodes: readonly Node[];
  readonly files: readonly string[];
  readonly remarks: readonly Remark[];
  readonly modules: Modules;
  /** False where a part is out of sight: a missing include, a macro that is not there. */
  readonly complete: boolean;
  /** The lines that ask for those parts. */
  readonly missing: readonly Node[];
  /** IncludeOptional lines that bring in nothing that is in sight. */
  readonly empty: readonly Node[];
  /** Every directive that is read, in that order, those included that act while reading. */
  readonly met: readonly Met[];
  /** Those among them that matter to others while reading: what acts, macros, and Listen lines. */
  readonly acting: readonly Met[];
  readonly passedOver: readonly PassedOver[];
  /** Whether the file of a path is in sight. */
  readonly isThere: (path: string) => boolean;
}

/** The block of a section whose condition fails; `certain` where no -D or version can change that. */
interface PassedOver extends Place {
  readonly certain: boolean;
}

/** A directive that was read. */
export interface Met {
  readonly node: ReadNode;
  /** False within a section whose condition is open. */
  readonly certain: boolean;
}

const MAX_DEPTH = 100;
const MAX_INCLUDE_DEPTH = 20;
const MAX_NODES = 500_000;

/** What httpd is started with; another file may hold but some of the LoadModule lines. */
export const MAIN_FILE = /\/(httpd|apache2)\.conf$/;

/** Reads the root file and all it includes. Twice where all LoadModule lines turn up, since conditions rest on them. */
export function readConfiguration(question: Origin, assumptions: Assumptions): Configuration {
  const first = new Reader(question, assumptions, layoutModules(question)).run();
  const { known, any, whole } = first.modules;
  if (known || !(whole || (any && MAIN_FILE.test(question.root)))) return first;
  assumptions.open.clear();
  return new Reader(question, assumptions, new Modules(true)).run();
}

/** The modules of Debian's mods-enabled folder beside a site's file. */
function layoutModules(question: Origin): Modules {
  const folder = question.root.slice(0, question.root.lastIndexOf('/'));
  const parent = folder.slice(0, folder.lastIndexOf('/'));
  const listed = question.files.glob(`${parent}/mods-enabled/*.load`);
  const modules = new Modules(listed.length > 0);
  for (const uri of listed) modules.load(/([^/]+)\.load$/.exec(uri)?.[1] ?? '');
  return modules;
}

const RELEVANT =
  /^(proxy|balancer|rewrite|redirect|alias|location|virtualhost|directory$|listen|server(name|alias|root)|timeout|require|auth|order|allow|deny|satisfy|ssl|set(outputfilter|handler)|addoutputfilter|extfilter|filter|xml2|sec|requestheader|header|include|use$|define|loadmodule|documentroot|if$)/i;

function hasRelevant(section: Directive): boolean {
  for (const directive of section.block ? walk(section.block) : []) {
    if (RELEVANT.test(directive.name.value)) return true;
  }
  return false;
}

interface Scope {
  readonly uri: string;
  readonly tree: SyntaxTree;
  readonly chain: readonly RelatedPlace[];
  readonly parameters: ReadonlyMap<string, string>;
  readonly parent: Node | undefined;
  readonly depth: number;
}

interface Macro {
  readonly parameters: readonly string[];
  readonly block: Block;
  readonly scope: Scope;
}

class Reader {
  readonly #question: Origin;
  readonly #assumptions: Assumptions;
  readonly #modules: Modules;
  readonly #files: string[] = [];
  readonly #remarks: Remark[] = [];
  readonly #defined = new Map<string, string>();
  readonly #settled = new Set<string>();
  readonly #macros = new Map<string, Macro>();
  readonly #reading: string[] = [];
  #serverRoot: string | undefined;
  readonly #missing: Node[] = [];
  readonly #empty: Node[] = [];
  readonly #met: Met[] = [];
  readonly #acting: Met[] = [];
  readonly #passedOver: PassedOver[] = [];
  /** What was read and belongs to no closed section yet. */
  readonly #read: Node[] = [];
  #count = 0;
  /** How many questions about conditions were open so far, and how many open sections are around. */
  #asked = 0;
  #uncertain = 0;

  constructor(question: Origin, assumptions: Assumptions, modules: Modules) {
    this.#question = question;
    this.#assumptions = assumptions;
    this.#modules = modules;
  }

  run(): Configuration {
    this.#file(this.#question.root, [], undefined);
    return {
      nodes: this.#read,
      files: this.#files,
      remarks: this.#remarks,
      modules: this.#modules,
      complete: this.#missing.length === 0,
      missing: this.#missing,
      empty: this.#empty,
      met: this.#met,
      acting: this.#acting,
      passedOver: this.#passedOver,
      isThere: (path) => this.#fileInSight(path) !== 'missing',
    };
  }

  #file(uri: string, chain: readonly RelatedPlace[], parent: Node | undefined): void {
    const file = this.#question.files.read(uri);
    if (typeof file === 'string') return;
    if (!this.#files.includes(uri)) this.#files.push(uri);
    const tree = this.#question.files.tree(file, parse);
    this.#reading.push(uri);
    this.#block(tree.root, { uri, tree, chain, parameters: new Map(), parent, depth: 0 });
    this.#reading.pop();
  }

  #block(block: Block, scope: Scope): void {
    if (scope.depth > MAX_DEPTH) return;
    for (const directive of block.directives) {
      if (++this.#count > MAX_NODES) return;
      this.#directive(directive, scope);
    }
  }

  #directive(directive: Directive, scope: Scope): void {
    const node = this.#node(directive, scope);
    const met = { node, certain: this.#uncertain === 0 };
    const acts = ACTING.has(node.name);
    this.#met.push(met);
    if (acts || node.name === 'macro' || node.name === 'listen') this.#acting.push(met);
    if (directive.block) this.#section(node, directive.block, scope);
    else if (acts) this.#act(node, scope);
    else this.#read.push(node);
  }

  #node(directive: Directive, scope: Scope): ReadNode {
    if (scope.parameters.size === 0 && wordingOf(directive).literal) {
      return new ReadNode(directive, scope);
    }
    const name = this.#filled(directive.name.value, scope).toLowerCase();
    const args = directive.args.flatMap((word) => this.#arguments(word, scope));
    return new ResolvedNode(directive, scope, name, args);
  }

  /** One argument; several where a macro's parameter stands bare and its text has several words (measured). */
  #arguments(word: Word, scope: Scope): readonly Argument[] {
    const filled = this.#filled(word.value, scope);
    if (filled === word.value || word.quote || !/[\s"']/.test(filled)) {
      return [this.#argument(filled, word, scope)];
    }
    const line = { text: filled, offset: (index: number) => index };
    const words = wordsOf(line, 0, filled.length);
    return words.map(({ value }) => this.#argument(value, word, scope));
  }

  #argument(filled: string, word: Word, scope: Scope): Argument {
    const value = filled.includes('${') ? this.#resolved(filled) : filled;
    return argumentOf(value, word, scope.uri);
  }

  #filled(text: string, scope: Scope): string {
    if (scope.parameters.size === 0) return text;
    let out = text;
    for (const [name, value] of scope.parameters) out = out.replaceAll(name, value);
    return out;
  }

  #resolved(text: string): string {
    return text.replace(
      /\$\{([^{}]*)\}/g,
      (whole, name: string) => this.#defined.get(name) ?? whole,
    );
  }

  #section(node: ReadNode, block: Block, scope: Scope): void {
    const asked = this.#asked;
    const holds = this.#condition(node);
    const open = this.#asked > asked ? 1 : 0;
    const depth = scope.depth + 1;
    if (holds !== undefined) {
      this.#uncertain += open;
      if (holds) this.#block(block, { ...scope, depth });
      else this.#passedOver.push({ ...placeOf(scope.uri, block), certain: open === 0 });
      this.#uncertain -= open;
    } else if (node.name === 'macro') {
      this.#defineMacro(node, block, scope);
    } else {
      const from = this.#read.length;
      this.#block(block, { ...scope, depth, parent: node });
      node.children = this.#read.splice(from);
      this.#read.push(node);
    }
  }

  /** Whether a conditional section is read; undefined for every other section. */
  #condition(node: Node): boolean | undefined {
    if (!CONDITIONAL.has(node.name)) return undefined;
    const written = node.args.map((arg) => arg.value).join(' ');
    const negated = written.startsWith('!');
    const subject = negated ? written.slice(1).trim() : written;
    if (node.name === 'ifmodule') return this.#moduleLoaded(node, subject) !== negated;
    if (node.name === 'ifdefine') return this.#isDefined(node, subject) !== negated;
    if (node.name === 'iffile') return this.#fileExists(node, subject) !== negated;
    if (node.name === 'ifversion') return this.#versionHolds(node);
    const known = this.#open(
      node,
      `${node.name}:${subject}`,
      l10n.t`whether httpd knows ${subject}`,
      true,
    );
    return known !== negated;
  }

  #moduleLoaded(node: Node, written: string): boolean {
    const key = `module:${moduleName(written)}`;
    return (
      this.#modules.has(written) ??
      this.#open(node, key, l10n.t`whether ${written} is loaded`, true)
    );
  }

  #isDefined(node: Node, name: string): boolean {
    if (this.#defined.has(name)) return true;
    if (this.#settled.has(name)) return false;
    return this.#open(
      node,
      `define:${name}`,
      l10n.t`whether httpd is started with -D ${name}`,
      false,
    );
  }

  #fileExists(node: Node, path: string): boolean {
    if (this.#fileInSight(path) !== 'missing') return true;
    return this.#open(node, `file:${path}`, l10n.t`whether ${path} exists`, true);
  }

  #fileInSight(path: string) {
    return fileInSight(path, this.#serverRoot, this.#question);
  }

  #versionHolds(node: Node): boolean {
    const { holds, open } = versionMatches(node.args.map((arg) => arg.value));
    if (!open) return holds;
    const written = node.args.map((arg) => arg.value).join(' ');
    return this.#open(
      node,
      `version:${written}`,
      l10n.t`whether this httpd's version is ${written}`,
      holds,
    );
  }

  #open(node: Node, key: string, subject: string, assumed: boolean): boolean {
    this.#asked++;
    const relevant = hasRelevant(node.directive);
    return this.#assumptions.decide({ key, place: node.place, subject, relevant }, assumed);
  }

  #act(node: Node, scope: Scope): void {
    const [first, second] = node.args;
    const value = first?.value ?? '';
    if (node.name === 'include' || node.name === 'includeoptional') this.#include(node, scope);
    else if (node.name === 'use') this.#use(node, scope);
    else if (node.name === 'define') this.#defined.set(value, second?.value ?? '');
    else if (node.name === 'undefine') this.#undefine(value);
    else if (node.name === 'loadmodule') this.#modules.load(value);
    else if (node.name === 'serverroot') this.#serverRoot = value.replace(/(?<!\/)\/+$/, '');
    else if (node.name === 'undefmacro') this.#macros.delete(value.toLowerCase());
    else if (node.name === 'rewritemap') this.#map(node);
  }

  #map(node: Node): void {
    const path = mapFileOf(node);
    const file = path === undefined ? 'missing' : this.#fileInSight(path);
    if (typeof file === 'object') keepMap(node, file.text);
    this.#read.push(node);
  }

  #undefine(name: string): void {
    this.#defined.delete(name);
    this.#settled.add(name);
  }

  #include(node: Node, scope: Scope): void {
    const path = node.args[0]?.value ?? '';
    if (path === '') return;
    const { uris, found } = includeTargets(path, this.#serverRoot, this.#question);
    if (!found && node.name === 'include') {
      this.#incomplete(
        node,
        'missing-include',
        l10n.t`${path} is not in sight, so what it configures is unknown.`,
      );
    }
    if (!found && node.name === 'includeoptional') this.#empty.push(node);
    const chain = [...scope.chain, { ...node.place, message: l10n.t`Included here: ${path}.` }];
    for (const uri of uris) {
      if (this.#reading.includes(uri) || this.#reading.length > MAX_INCLUDE_DEPTH) {
        this.#incomplete(
          node,
          'include-cycle',
          l10n.t`${path} includes itself, which httpd refuses.`,
        );
      } else this.#file(uri, chain, scope.parent);
    }
  }

  #defineMacro(node: Node, block: Block, scope: Scope): void {
    const [name, ...parameters] = node.args.map((arg) => arg.word.value);
    if (name) this.#macros.set(name.toLowerCase(), { parameters, block, scope });
  }

  #use(node: Node, scope: Scope): void {
    const [name, ...values] = node.args.map((arg) => arg.value);
    const macro = this.#macros.get((name ?? '').toLowerCase());
    if (!macro) {
      this.#incomplete(
        node,
        'missing-macro',
        l10n.t`The macro ${name ?? ''} is not in sight, so what it configures is unknown.`,
      );
      return;
    }
    const pairs = macro.parameters.map((parameter, i) => [parameter, values[i] ?? ''] as const);
    const longestFirst = pairs
      .filter(([key]) => key !== '')
      .sort(([a], [b]) => b.length - a.length);
    const chain = [...scope.chain, { ...node.place, message: l10n.t`Used here: ${name ?? ''}.` }];
    const inner = {
      ...macro.scope,
      chain,
      parameters: new Map(longestFirst),
      parent: scope.parent,
    };
    this.#block(macro.block, { ...inner, depth: scope.depth + 1 });
  }

  #incomplete(node: Node, code: string, message: string): void {
    this.#missing.push(node);
    this.#remarks.push({ place: node.place, code, message, severity: 'warning' });
  }
}
