import type { Directive, SyntaxTree } from '../syntax/tree.ts';
import type { Place, Span } from '../text/place.ts';
import type { Configuration } from './configuration.ts';
import type { Choices, Starter } from './starter.ts';

/**
 * What the editor features ask of a language. The features themselves (completion, hover, navigation, formatting,
 * diagnostics of the language) are the same for every dialect and live in `service/`.
 */
export interface Language {
  readonly vocabulary?: Vocabulary;
  readonly names?: Names;
  readonly checks?: Checks;
  /** Writes a new configuration. */
  readonly starter?: (choices: Choices) => Starter;
}

/** Documentation of one directive or section in one context. */
export interface DirectiveDoc {
  readonly name: string;
  /** One line of plain text for each form. */
  readonly syntax: readonly string[];
  readonly contexts: readonly string[];
  readonly block: boolean;
  readonly default: string;
  /** Markdown. */
  readonly summary: string;
  readonly since?: string;
  readonly module?: string;
  readonly url?: string;
  /** Rank among what a reverse proxy usually has, which is listed first. */
  readonly rank?: number;
}

/** A value that an argument may have. */
export interface ValueDoc {
  readonly text: string;
  /** Markdown; empty where there is nothing to say. */
  readonly summary: string;
  readonly kind: 'keyword' | 'variable' | 'header' | 'name' | 'path' | 'duration' | 'size';
  /** What STIG Manager needs: listed first. */
  readonly recommended?: boolean;
}

/**
 * A part of a configuration that users ask for by a word. The files below `snippets/` hold them; VS Code reads those
 * too, and offers by name what has no `prefix`.
 */
export interface SnippetDoc {
  /** The word to type. */
  readonly trigger: string;
  readonly description: string;
  /** Contexts, as `Vocabulary.contextAt` answers, in which it may stand; empty where it may stand in any. */
  readonly contexts: readonly string[];
  /** Lines, in the snippet syntax of the protocol. */
  readonly body: readonly string[];
}

/** A kind of names (see `NameUse`) that an argument may be, and what is written around the name. */
export interface NameDoc {
  readonly kind: string;
  readonly before?: string;
  readonly after?: string;
}

/** How a use of a kind of names is written within a word, after a dollar sign. */
export interface ReferenceDoc {
  readonly kind: string;
  /** `braced`: a brace stands behind the dollar sign already. */
  readonly written: (name: string, braced: boolean) => string;
}

/** An argument that is being typed. */
export interface ArgumentPlace {
  readonly directive: string;
  /** The arguments in front of it, without their quotes. */
  readonly before: readonly string[];
  /** What stands of it already. */
  readonly typed: string;
  /** The directives around, outermost first. */
  readonly around: readonly Directive[];
}

/** Directives and values by context. A context is what `contextAt` answers: "server", "host", "backend" … */
export interface Vocabulary {
  /** Characters that end a directive within a line; empty where only the line's end does. */
  readonly breaks: string;
  /** True where a backslash at the end of a line joins the next one to it. */
  readonly joinsLines: boolean;
  /** Directives, in lower case, whose argument is the path of a file to read. */
  readonly includes: readonly string[];
  /**
   * Context of a place by the directives around it, outermost first, and by the root file; undefined where it cannot be
   * told (a fragment).
   */
  readonly contextAt: (
    around: readonly Directive[],
    root: SyntaxTree | undefined,
  ) => string | undefined;
  /** Directives legal in a context, each name once; all of them where it is undefined. */
  readonly directivesIn: (context: string | undefined) => readonly DirectiveDoc[];
  readonly describe: (name: string, context: string | undefined) => DirectiveDoc | undefined;
  readonly snippets: readonly SnippetDoc[];
  /** What a directive is written as, in the snippet syntax of the protocol. */
  readonly snippetFor: (directive: DirectiveDoc) => string;
  /** The end of the innermost section around a place, as it is written; absent where sections need none. */
  readonly endOf?: (around: readonly Directive[]) => string | undefined;
  /** Variables that the proxy itself defines, each as it is written: "$host"; empty where the language has none. */
  readonly variables: () => readonly ValueDoc[];
  /** What may follow a dollar sign within a word, besides those variables. */
  readonly references: readonly ReferenceDoc[];
  readonly valuesFor: (place: ArgumentPlace) => readonly ValueDoc[];
  /** Names that an argument may be. */
  readonly namesFor: (place: ArgumentPlace) => readonly NameDoc[];
}

/** A place that defines or uses a name: an upstream, a backend, an acl, a named location, a variable, a macro … */
export interface NameUse extends Span {
  /** What is named; uses and definitions of one kind and name belong together. */
  readonly kind: string;
  readonly name: string;
  /** What it is compared by, where that is not the name: httpd reads the names of macros in any case. */
  readonly folded?: string;
  readonly role: 'definition' | 'reference';
  /** Names with a scope mean the same only within it and its file (HAProxy acls: their section); undefined: everywhere. */
  readonly scope?: string;
  /** The whole definition, for definitions: what an outline shows. */
  readonly whole?: Span;
  /**
   * The variable that this is a value of: what it seems to name it does only where requests are sent to that variable,
   * which a variable with an empty `by` says, or to one that takes the variable's value.
   */
  readonly by?: string;
}

export interface Names {
  /** Every name that a file defines or uses, in document order. */
  readonly uses: (tree: SyntaxTree) => readonly NameUse[];
  /** The scope of names that are used at a place, by the directives around it; absent where no name has one. */
  readonly scopeAt?: (around: readonly Directive[]) => string | undefined;
  /** Why a new name is not legal for a kind; undefined where it is. */
  readonly reject: (kind: string, name: string) => string | undefined;
  /** True for a name that the proxy itself gives a meaning, so that another would not do. */
  readonly isFixed?: (kind: string, name: string) => boolean;
  /** Name and detail of a directive in the outline; undefined leaves it out. */
  readonly outline: (
    directive: Directive,
  ) => { readonly name: string; readonly detail: string; readonly kind: OutlineKind } | undefined;
}

export type OutlineKind =
  | 'server'
  | 'location'
  | 'upstream'
  | 'map'
  | 'section'
  | 'macro'
  | 'other';

/** A fault of the language itself, as the real proxy's own check would report it. */
export interface LanguageFault {
  readonly place: Place;
  /** Stable, kebab-case: "unknown-directive", "wrong-context", "argument-count", "duplicate-location", "undefined-backend" … */
  readonly code: string;
  readonly message: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** A correction: the words to write in place of the reported ones. */
  readonly replacement?: string | undefined;
}

export interface Checks {
  /** Faults of every file of a configuration. */
  readonly faults: (configuration: Configuration) => readonly LanguageFault[];
}
