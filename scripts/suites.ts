import { program } from './processes.mjs';

/** A part of `npm test`. */
export interface Suite {
  readonly name: string;
  /** Programs without which it cannot run. */
  readonly needs: readonly Need[];
  readonly work: Commands | Tests;
}

export interface Need {
  /** Debian packages that bring it, with all that it is used with. */
  readonly packages: readonly string[];
  /** Names that the program may have. */
  readonly programs: readonly string[];
}

/** Each command counts as one test: passed when it exits with 0. */
export interface Commands {
  readonly kind: 'commands';
  readonly commands: readonly (readonly [command: string, ...args: string[]])[];
}

/** Files of node:test. */
export interface Tests {
  readonly kind: 'tests';
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** Test files that run at the same time; real servers with real clocks run alone. */
  readonly concurrency: number;
  /** Longest time for one test, in seconds. */
  readonly patience: number;
}

const chromium: Need = {
  packages: ['chromium'],
  programs: ['chromium', 'chromium-browser', 'google-chrome'],
};
const proxies: readonly Need[] = [
  { packages: ['nginx'], programs: ['nginx'] },
  { packages: ['apache2'], programs: ['apache2'] },
  { packages: ['haproxy'], programs: ['haproxy'] },
  { packages: ['caddy'], programs: ['caddy'] },
];
const neovim: Need = { packages: ['neovim'], programs: ['nvim'] };
const emacs: Need = {
  packages: ['emacs-nox', 'elpa-eglot', 'elpa-nginx-mode'],
  programs: ['emacs'],
};

/** In the order in which they run; what is quick comes first. */
export const suites: readonly Suite[] = [
  {
    name: 'static',
    needs: [],
    work: {
      kind: 'commands',
      commands: [
        ['tsc', '-b'],
        ['biome', 'check', '--error-on-warnings'],
        ['knip'],
        ['vscode-tmgrammar-test', 'test/syntaxes/*.test.{conf,cfg}'],
      ],
    },
  },
  {
    name: 'bundles',
    needs: [],
    work: { kind: 'commands', commands: [['node', 'scripts/package.ts']] },
  },
  {
    name: 'unit',
    needs: [],
    work: {
      kind: 'tests',
      include: ['test/**/*.test.ts'],
      exclude: ['test/proxies/**', 'test/lsp/**', 'test/vscode/**'],
      concurrency: 2,
      patience: 120,
    },
  },
  {
    name: 'lsp',
    needs: [neovim, emacs],
    work: {
      kind: 'tests',
      include: ['test/lsp/**/*.test.ts'],
      exclude: [],
      concurrency: 1,
      patience: 120,
    },
  },
  {
    name: 'vscode',
    needs: [chromium],
    work: {
      kind: 'tests',
      include: ['test/vscode/**/*.test.ts'],
      exclude: [],
      concurrency: 1,
      patience: 240,
    },
  },
  {
    name: 'proxies',
    needs: proxies,
    work: {
      kind: 'tests',
      include: ['test/proxies/**/*.test.ts'],
      exclude: [],
      concurrency: 1,
      patience: 600,
    },
  },
];

/** Packages of those needs whose program is nowhere on this machine. */
export function unmet(needs: readonly Need[]): readonly string[] {
  return needs
    .filter((need) => program(...need.programs) === undefined)
    .flatMap((need) => need.packages);
}
