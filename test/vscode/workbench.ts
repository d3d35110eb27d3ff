import { cpSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { installExtension, startCodeServer, writeSettings } from '../../scripts/code-server.mjs';
import { program } from '../../scripts/processes.mjs';
import { packedExtension, root } from '../../scripts/setup.mjs';

const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
/** Longest wait for one thing to appear. */
const PATIENCE_MS = 45_000;

/** What a workbench is opened with. */
export interface Setup {
  /** File of the workspace to open, by its path there. */
  readonly file: string;
  /** User settings beside the ones that keep the window quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Packed extensions beside the one under test. */
  readonly extensions?: readonly string[];
  /** Adds files to the workspace before it is opened. */
  readonly prepare?: (workspace: string) => void;
  readonly translation?: Translation;
}

/** What the extension says in another language, by the English text. */
export interface Translation {
  readonly locale: string;
  readonly texts: object;
}

/** A VS Code in a browser, with the packed extension and a copy of examples/ as its workspace. */
export interface Workbench {
  readonly page: Page;
  /** Folder that is open; the tests read there what was saved. */
  readonly workspace: string;
  readonly close: () => Promise<void>;
}

export function launchBrowser(): Promise<Browser> {
  const executablePath = program('chromium', 'chromium-browser', 'google-chrome');
  return chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
}

/** Starts code-server with the packed extension, opens one file in it, and waits until a fault is marked there. */
export async function openWorkbench(setup: Setup): Promise<Workbench> {
  const temporary = mkdtempSync(join(tmpdir(), 'stigman-proxy-lint-vscode-'));
  const workspace = join(temporary, 'workspace');
  const data = join(temporary, 'data');
  cpSync(join(root, 'examples'), workspace, { recursive: true });
  setup.prepare?.(workspace);
  writeSettings(data, {
    'files.autoSave': 'off',
    'editor.minimap.enabled': false,
    ...setup.settings,
  });
  for (const vsix of [packedExtension, ...(setup.extensions ?? [])]) {
    await installExtension(data, vsix);
  }
  if (setup.translation) addTexts(data, setup.translation);
  const server = await startCodeServer(data, workspace);
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    if (setup.translation) await page.addInitScript(speak, setup.translation.locale);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(
      `${server.address}&payload=${payload(server.port, join(workspace, setup.file))}`,
    );
    await page.locator('.monaco-editor .squiggly-error').first().waitFor();
    return { page, workspace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Runs in the page: what a language pack tells the workbench before it starts. */
function speak(locale: string): void {
  Object.assign(globalThis, { _VSCODE_NLS_LANGUAGE: locale });
}

/** Adds a translation to the installed extension, as a later version may bring one. */
function addTexts(data: string, { locale, texts }: Translation): void {
  const [folder] = globSync('extensions/stigman-proxy-lint.*/l10n', { cwd: data });
  if (folder === undefined) throw new Error('the extension was installed without its texts');
  writeFileSync(join(data, folder, `bundle.l10n.${locale}.json`), JSON.stringify(texts));
}

function payload(port: number, file: string): string {
  const pairs = [
    ['skipWelcome', 'true'],
    ['openFile', `vscode-remote://127.0.0.1:${port}${file}`],
  ];
  return encodeURIComponent(JSON.stringify(pairs));
}
