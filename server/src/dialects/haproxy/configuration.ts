import type { Directive, SyntaxTree } from '../../syntax/tree.ts';
import type { Place } from '../../text/place.ts';
import type { Question } from '../dialect.ts';
import { MacroState } from './macros.ts';
import { macroKeywords, parseHaproxy } from './parser.ts';

export type ProxyKind = 'defaults' | 'frontend' | 'backend' | 'listen';

/** A keyword line as HAProxy reads it. */
export interface Line {
  readonly directive: Directive;
  /** Keyword and arguments, resolved. */
  readonly words: readonly string[];
  readonly proxy: Proxy;
  /** True where a macro that cannot be decided switches the line. */
  readonly uncertain: boolean;
}

/** A section that carries traffic, or the defaults of such sections. */
export interface Proxy {
  readonly kind: ProxyKind;
  readonly name: string;
  readonly head: Directive;
  readonly uri: string;
  readonly tree: SyntaxTree;
  /** The defaults that it takes: the ones named with `from`, else the last above it. */
  readonly defaults: Proxy | undefined;
  readonly lines: Line[];
}

/** All that one HAProxy process loads. */
export interface Configuration {
  readonly uri: string;
  readonly tree: SyntaxTree;
  /** In the order of the file, defaults included. */
  readonly proxies: readonly Proxy[];
  /** Lines of the other sections. */
  readonly others: readonly { readonly section: string; readonly directive: Directive }[];
}

/**
 * Reads the root file as one configuration. HAProxy takes several files (`-f` more than once, or a folder) as if they
 * were one; which ones belong together stands on its command line, so a file counts alone here.
 */
export function readConfiguration(question: Question): Configuration | undefined {
  const file = question.files.read(question.root);
  if (typeof file === 'string') return undefined;
  const tree = question.files.tree(file, parseHaproxy);
  return new Reader(question.root, tree).run();
}

class Reader {
  readonly #uri: string;
  readonly #tree: SyntaxTree;
  readonly #proxies: Proxy[] = [];
  readonly #named = new Map<string, Proxy>();
  readonly #others: { section: string; directive: Directive }[] = [];
  readonly #macros = new MacroState();
  #lastDefaults: Proxy | undefined;

  constructor(uri: string, tree: SyntaxTree) {
    this.#uri = uri;
    this.#tree = tree;
  }

  run(): Configuration {
    for (const directive of this.#tree.root.directives) {
      if (macroKeywords.has(directive.name.value)) this.#macros.follow(directive);
      else if (directive.block) this.#section(directive);
    }
    return { uri: this.#uri, tree: this.#tree, proxies: this.#proxies, others: this.#others };
  }

  #section(head: Directive): void {
    const present = !this.#macros.skips();
    const proxy = present ? this.#open(head) : undefined;
    for (const directive of head.block?.directives ?? []) {
      if (macroKeywords.has(directive.name.value)) {
        this.#macros.follow(directive);
      } else if (present && !this.#macros.skips()) {
        if (proxy) proxy.lines.push(this.#line(directive, proxy));
        else this.#others.push({ section: head.name.value, directive });
      }
    }
  }

  #open(head: Directive): Proxy | undefined {
    const kind = head.name.value;
    if (!isProxyKind(kind)) return undefined;
    const words = head.args.map((word) => word.value);
    const from = words.indexOf('from');
    const base = from >= 0 ? this.#named.get(words[from + 1] ?? '') : undefined;
    const inherited = kind === 'defaults' ? undefined : this.#lastDefaults;
    const name = from === 0 ? '' : (words[0] ?? '');
    const proxy: Proxy = {
      kind,
      name,
      head,
      uri: this.#uri,
      tree: this.#tree,
      defaults: from >= 0 ? base : inherited,
      lines: [],
    };
    this.#proxies.push(proxy);
    if (kind === 'defaults') {
      this.#lastDefaults = proxy;
      if (name !== '') this.#named.set(name, proxy);
    }
    return proxy;
  }

  #line(directive: Directive, proxy: Proxy): Line {
    const words = [directive.name.value, ...directive.args.map((word) => word.value)];
    return { directive, words, proxy, uncertain: this.#macros.presence === undefined };
  }
}

function isProxyKind(word: string): word is ProxyKind {
  return word === 'defaults' || word === 'frontend' || word === 'backend' || word === 'listen';
}

/** The place of a line. */
export function placeOfLine(line: Line): Place {
  return { uri: line.proxy.uri, start: line.directive.start, end: line.directive.end };
}

/** The place of a section's head line. */
export function placeOfHead(proxy: Proxy): Place {
  const end = proxy.head.block?.start ?? proxy.head.end;
  return { uri: proxy.uri, start: proxy.head.start, end };
}

/** A line as a reader of the file would name it, on one line. */
export function textOfLine(line: Line): string {
  const { start, end } = line.directive;
  return line.proxy.tree.text.slice(start, end).replace(/\s+/g, ' ');
}

/** The proxy and the defaults behind it, nearest first. */
export function lineage(proxy: Proxy): readonly Proxy[] {
  const chain: Proxy[] = [];
  for (let at: Proxy | undefined = proxy; at && !chain.includes(at); at = at.defaults)
    chain.push(at);
  return chain;
}

/** True where the line begins with these words. */
export function starts(line: Line, ...words: readonly string[]): boolean {
  return words.every((word, i) => line.words[i] === word);
}

/** The line that decides a setting: the last of the nearest section that has one. */
export function settingOf(proxy: Proxy, ...words: readonly string[]): Line | undefined {
  for (const section of lineage(proxy)) {
    const line = section.lines.findLast((candidate) => starts(candidate, ...words));
    if (line) return line;
  }
  return undefined;
}

/** Lines that add up, in the order in which HAProxy runs them: those of the defaults come first. */
export function rulesOf(proxy: Proxy, ...words: readonly string[]): readonly Line[] {
  return [...lineage(proxy)]
    .reverse()
    .flatMap((section) => section.lines.filter((line) => starts(line, ...words)));
}

/** True where `option NAME` is in force, minding `no option` and `default option`. */
export function hasOption(proxy: Proxy, name: string): Line | undefined {
  for (const section of lineage(proxy)) {
    for (const line of [...section.lines].reverse()) {
      if (starts(line, 'option', name)) return line;
      if (starts(line, 'no', 'option', name) || starts(line, 'default', 'option', name))
        return undefined;
    }
  }
  return undefined;
}

/** `http` or `tcp`, which is what HAProxy takes where nothing is written. */
export function modeOf(proxy: Proxy): string {
  return settingOf(proxy, 'mode')?.words[1] ?? 'tcp';
}

/** The section that a name leads to: a backend or a listen. */
export function backendNamed(configuration: Configuration, name: string): Proxy | undefined {
  return configuration.proxies.find(
    (proxy) => proxy.name === name && (proxy.kind === 'backend' || proxy.kind === 'listen'),
  );
}
