import type { Analysis, DialectId } from '../delivery/delivery.ts';
import type { Application } from '../stigman/application.ts';
import type { Recognition } from '../stigman/recognition.ts';
import type { Parse, SyntaxTree } from '../syntax/tree.ts';
import type { Language } from './language.ts';

/** One file as a dialect sees it. */
export interface SourceFile {
  readonly uri: string;
  readonly text: string;
}

/**
 * The files that a configuration may name, by URI. Answers at once; what has not been loaded yet counts as absent,
 * is noted by the workspace, and the configuration is read again once it is there.
 */
export interface Files {
  /** The file; `missing` where there is none, `unreadable` where it exists and cannot be read as text. */
  readonly read: (uri: string) => SourceFile | 'missing' | 'unreadable';
  /** URIs that match a glob of the proxy (`*`, `?`, `[…]`), sorted as the proxy sorts them. */
  readonly glob: (pattern: string) => readonly string[];
  /** The tree of a file; parsed once per version. */
  readonly tree: (file: SourceFile, parse: Parse) => SyntaxTree;
}

/** What an analysis is asked about. */
export interface Question {
  /** Root file of the configuration. */
  readonly root: string;
  readonly files: Files;
  readonly recognition: Recognition;
  readonly application: Application;
}

/** The part of a question that reading a configuration takes. */
export type Origin = Pick<Question, 'root' | 'files'>;

/** What is known of a dialect before its code is loaded. */
export interface DialectEntry extends Pick<Dialect, 'id' | 'languageIds'> {
  /** The dialect, always the same. */
  readonly load: () => Promise<Dialect>;
}

/** One configuration language. */
export interface Dialect {
  readonly id: DialectId;
  /** Language ids of VS Code whose documents are of this dialect. */
  readonly languageIds: readonly string[];
  /** Names of files that a whole configuration starts from; a fragment is judged within the one that includes it. */
  readonly mainFiles: readonly string[];
  /** How sure a file name and a text look like this dialect: 0 no, 1 certain. Never throws. */
  readonly detect: (fileName: string, text: string) => number;
  /** Never throws, never loses a character. */
  readonly parse: Parse;
  /** Reads the configuration and works out its deliveries. Never throws on any text. */
  readonly analyze: (question: Question) => Analysis;
  /** Prefix of a line comment. */
  readonly comment: string;
  /** What the editor features ask; a dialect without it is judged but not edited. */
  readonly language?: Language;
}
