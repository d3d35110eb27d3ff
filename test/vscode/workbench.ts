import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { installExtension, startCodeServer, writeSettings } from '../../scripts/code-server.mjs';
import { program } from '../../scripts/processes.mjs';
import { packedExtension, root } from '../../scripts/setup.mjs';

const artifacts = fileURLToPath(new URL('artifacts/', import.meta.url));
const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const PATIENCE_MS = 90_000;

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
}

/** A VS Code in a browser, with the packed extension and a copy of examples/ as its workspace. */
export interface Workbench {
  readonly page: Page;
  /** Folder that is open; the tests read there what was saved. */
  readonly workspace: string;
  readonly close: () => Promise<void>;
}

/** Starts code-server with the packed extension and opens one file in it. */
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
  const server = await startCodeServer(data, workspace);
  let browser: Browser | undefined;
  const close = async (): Promise<void> => {
    await browser?.close();
    await server.stop();
    rmSync(temporary, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const executablePath = program('chromium', 'chromium-browser', 'google-chrome');
    browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGUMENTS });
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(PATIENCE_MS);
    await page.goto(
      `${server.address}&payload=${payload(server.port, join(workspace, setup.file))}`,
    );
    await page.locator('.monaco-editor .view-line').first().waitFor();
    return { page, workspace, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function payload(port: number, file: string): string {
  const pairs = [
    ['skipWelcome', 'true'],
    ['openFile', `vscode-remote://127.0.0.1:${port}${file}`],
  ];
  return encodeURIComponent(JSON.stringify(pairs));
}

/** Runs a command by the title that the palette shows. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Puts the cursor at the first word of a line, counted from 1, of the editor in front. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(`:${line}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await page.keyboard.press('Home');
}

/** Opens a file of the workspace by its path there. */
export async function openFile(page: Page, path: string): Promise<void> {
  const name = basename(path);
  const folder = dirname(path);
  const row = new RegExp(`^\\s*${name}\\s*${folder === '.' ? '' : folder}(?!/)`);
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(path);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: row }).first().click();
  await page.locator('.tab.active', { hasText: name }).waitFor();
}

/** Rows of the Problems panel that hold a text; opens the panel. */
export async function problems(page: Page, text: string): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M');
  await panel.waitFor();
  return panel.locator('.monaco-list-row', { hasText: text });
}

/** Takes the named fix from the light bulb's menu at the cursor, and waits until the text has changed. */
export async function applyQuickFix(page: Page, title: string): Promise<void> {
  const rows = page.locator('.action-widget .monaco-list-row.action');
  await page
    .locator('.monaco-editor [class*="codicon-gutter-lightbulb"], .lightBulbWidget')
    .first()
    .waitFor();
  await page.keyboard.press('Control+.');
  await rows.first().waitFor();
  const titles = await rows.allInnerTexts();
  const index = titles.findIndex((each) => each.includes(title));
  if (index < 0) throw new Error(`No fix "${title}" among: ${titles.join(' · ')}`);
  for (let step = 0; step < index; step++) await page.keyboard.press('ArrowDown');
  await page
    .locator('.action-widget .monaco-list-row.action.focused', { hasText: title })
    .waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active.dirty').waitFor();
}

/** Saves the editor in front and waits until nothing is unsaved. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}

/** Keeps a picture of the window among the artifacts. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.screenshot({ path: join(artifacts, `${name}.png`) });
}
