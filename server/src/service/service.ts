import type {
  CodeAction,
  CodeLens,
  Diagnostic,
  Hover,
  InlayHint,
  Position,
  Range,
} from 'vscode-languageserver-types';
import type { Configuration } from '../dialects/configuration.ts';
import type { Severities } from '../rules/inspect.ts';
import type { Finding, Rule } from '../rules/rule.ts';
import type { Application } from '../stigman/application.ts';
import { fixAllAction } from './code-actions.ts';
import { codeLenses } from './code-lens.ts';
import { diagnosticsOf } from './diagnostics.ts';
import { type Explanation, explain } from './explain.ts';
import { fixAll } from './fix-all.ts';
import { type FileEdits, fileEdits, type VersionOf } from './fixes.ts';
import { hoverAt } from './hover.ts';
import { inlayHints } from './inlay-hints.ts';
import { type Inspected, inspected } from './inspected.ts';
import { type RouteGroup, routeMap } from './route-map.ts';

export interface ServiceOptions {
  readonly application: Application;
  /** Told of a rule that threw. */
  readonly onFailure: (message: string, error: unknown) => void;
  /** Address of the folder that holds the documentation. */
  readonly pages: string;
  /** The rules to run; all of them where absent. */
  readonly rules?: readonly Rule[];
}

/** What users choose. */
export interface Choices {
  /** Severity of rules, in place of their own. */
  readonly severities: Severities;
  /** Whether faults of the language itself are told. */
  readonly languageChecks: boolean;
}

/** Reads a configuration again with other texts in place of some of its files. */
export type Reread = (
  configuration: Configuration,
  texts: ReadonlyMap<string, string>,
) => Promise<Configuration>;

/** The language features over configurations that were read: pure, without a connection and without files. */
export class LanguageService {
  readonly #options: ServiceOptions;
  #choices: Choices = { severities: {}, languageChecks: true };
  #inspected = new WeakMap<Configuration, Inspected>();

  constructor(options: ServiceOptions) {
    this.#options = options;
  }

  configure(choices: Choices): void {
    this.#choices = choices;
    this.#inspected = new WeakMap();
  }

  /** What is found in a configuration; worked out once. */
  inspect(configuration: Configuration): Inspected {
    let known = this.#inspected.get(configuration);
    if (!known) {
      known = inspected(configuration, { ...this.#options, ...this.#choices });
      this.#inspected.set(configuration, known);
    }
    return known;
  }

  diagnostics(
    uri: string,
    configurations: readonly Configuration[],
    versionOf: VersionOf,
  ): readonly Diagnostic[] {
    const { pages } = this.#options;
    return diagnosticsOf(uri, this.#all(configurations), { versionOf, pages });
  }

  /** The action that mends all that is reported in one file, if there is any. `reread` as in `fixAll`. */
  async fixAll(
    uri: string,
    configurations: readonly Configuration[],
    reread: Reread,
  ): Promise<CodeAction | undefined> {
    const edits = await this.#mend(configurations, reread, (finding) => finding.place.uri === uri);
    return Object.keys(edits).length > 0 ? fixAllAction(edits) : undefined;
  }

  /** The edits that mend all that is reported in some configurations. */
  fixEverything(configurations: readonly Configuration[], reread: Reread): Promise<FileEdits> {
    return this.#mend(configurations, reread, () => true);
  }

  async #mend(
    configurations: readonly Configuration[],
    reread: Reread,
    mends: (finding: Finding) => boolean,
  ): Promise<FileEdits> {
    const before = this.#all(configurations);
    const { edits } = await fixAll(before, {
      mends,
      reread: async (texts) =>
        this.#all(await Promise.all(configurations.map((each) => reread(each, texts)))),
    });
    return fileEdits(edits, before);
  }

  hover(
    uri: string,
    position: Position,
    configurations: readonly Configuration[],
  ): Hover | undefined {
    return hoverAt(uri, position, this.#all(configurations), this.#options.application);
  }

  codeLenses(
    uri: string,
    configurations: readonly Configuration[],
    command: string,
  ): readonly CodeLens[] {
    return codeLenses(uri, this.#all(configurations), this.#options.application, command);
  }

  inlayHints(
    uri: string,
    range: Range,
    configurations: readonly Configuration[],
  ): readonly InlayHint[] {
    return inlayHints(uri, range, this.#all(configurations));
  }

  routeMap(configurations: readonly Configuration[]): readonly RouteGroup[] {
    return routeMap(this.#all(configurations), this.#options.application);
  }

  explain(configurations: readonly Configuration[], fileOf: (uri: string) => string): Explanation {
    return explain(this.#all(configurations), this.#options.application, fileOf);
  }

  #all(configurations: readonly Configuration[]): readonly Inspected[] {
    return configurations.map((configuration) => this.inspect(configuration));
  }
}
