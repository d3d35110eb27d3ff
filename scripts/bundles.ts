/** One program that esbuild makes. */
export interface Bundle {
  readonly entry: string;
  readonly out: string;
  readonly platform: 'node' | 'browser';
  /** Largest size of what is loaded, in bytes: the whole, or of a bundle in parts what files of one dialect need. */
  readonly budget: number;
  readonly external?: readonly string[];
  readonly executable?: true;
  /** Its code stands in parts, in a folder of its name: those of a dialect are loaded when it is needed. */
  readonly parts?: true;
}

const KIB = 1024;

export const bundles: readonly Bundle[] = [
  {
    entry: 'client/src/main.node.ts',
    out: 'dist/client.js',
    platform: 'node',
    budget: 900 * KIB,
    external: ['vscode'],
  },
  {
    entry: 'client/src/main.browser.ts',
    out: 'dist/browser/client.js',
    platform: 'browser',
    budget: 900 * KIB,
    external: ['vscode'],
  },
  {
    entry: 'server/src/lsp/main.node.ts',
    out: 'dist/server.js',
    platform: 'node',
    budget: 600 * KIB,
    parts: true,
  },
  {
    entry: 'server/src/lsp/main.browser.ts',
    out: 'dist/browser/server.js',
    platform: 'browser',
    budget: 600 * KIB,
    parts: true,
  },
  {
    entry: 'server/src/cli/main.ts',
    out: 'dist/cli.js',
    platform: 'node',
    budget: 1100 * KIB,
    executable: true,
  },
];

/** The folder that holds the parts of a bundle. */
export function folderOf({ out }: Bundle): string {
  return out.replace(/\.js$/, '');
}

/** The part of a bundle that starts it. */
export const MAIN_PART = 'main.mjs';

/** Largest size of the packed extension, in bytes. */
export const VSIX_BUDGET = 1536 * KIB;

/** A size as people read it: "412 KB". */
export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / KIB)} KB`;
}
