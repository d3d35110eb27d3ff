/** One file that esbuild makes. */
export interface Bundle {
  readonly entry: string;
  readonly out: string;
  readonly platform: 'node' | 'browser';
  /** Largest size that is accepted, in bytes. */
  readonly budget: number;
  /** Size that it should have, in bytes, where it has more as yet: the bench tells by how much. */
  readonly goal?: number;
  readonly external?: readonly string[];
  readonly executable?: true;
  /** Node keeps the compiled code from one start to the next: the code stands in a file beside, see `codeOf`. */
  readonly cached?: true;
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
    budget: 900 * KIB,
    goal: 600 * KIB,
    cached: true,
  },
  {
    entry: 'server/src/lsp/main.browser.ts',
    out: 'dist/browser/server.js',
    platform: 'browser',
    budget: 900 * KIB,
    goal: 600 * KIB,
  },
  {
    entry: 'server/src/cli/main.ts',
    out: 'dist/cli.js',
    platform: 'node',
    budget: 1100 * KIB,
    executable: true,
    cached: true,
  },
];

/** The file that holds the code of a bundle. */
export function codeOf({ out, cached }: Bundle): string {
  return cached ? out.replace(/\.js$/, '-main.js') : out;
}

/** Largest size of the packed extension, in bytes. */
export const VSIX_BUDGET = 1536 * KIB;

/** A size as people read it: "412 KB". */
export function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / KIB)} KB`;
}
