// What a person does and sees at the workbench.
import { mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Locator, Page } from 'playwright-core';
import type { Workbench } from './workbench.ts';

const artifacts = fileURLToPath(new URL('artifacts/', import.meta.url));

/** Runs a command by the title that the palette shows. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press('F1');
  await page.locator('.quick-input-widget input').first().fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
  await page.keyboard.press('Enter');
}

/** Puts the cursor at the first word of a line, counted from 1, of the editor in front. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await goTo(page, String(line));
  await page.keyboard.press('Home');
}

/** Puts the cursor at a line and column, as the palette takes them: "12:4". */
async function goTo(page: Page, place: string): Promise<void> {
  await page.keyboard.press('Control+1');
  await page.keyboard.press('Control+G');
  const input = page.locator('.quick-input-widget input').first();
  await input.fill(`:${place}`);
  // Enter is lost while the box does not say yet where it leads.
  const [line = ''] = place.split(':');
  const row = page.locator('.quick-input-list .monaco-list-row.focused');
  await row.filter({ hasText: new RegExp(`\\b${line}\\b`) }).waitFor();
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
  await editorWithFocus(page).waitFor();
}

/** The editor that takes what is typed: until a widget above it has given the focus back, keys are lost. */
function editorWithFocus(page: Page): Locator {
  return page.locator('.editor-instance .monaco-editor.focused').first();
}

/** What is saved of a file of the workspace. */
export function textOf({ workspace }: Workbench, file: string): string {
  return readFileSync(join(workspace, file), 'utf8');
}

/** Line, counted from 1, on which a text first stands in what is saved of a file. */
export function lineOf(workbench: Workbench, file: string, text: string): number {
  const line = textOf(workbench, file)
    .split('\n')
    .findIndex((each) => each.includes(text));
  if (line < 0) throw new Error(`"${text}" is not in ${file}`);
  return line + 1;
}

/** Puts the cursor before the first occurrence of a text in the editor in front, which shows the file. */
export async function goToText(workbench: Workbench, file: string, text: string): Promise<void> {
  const line = lineOf(workbench, file, text);
  const before = textOf(workbench, file).split('\n')[line - 1]?.indexOf(text) ?? 0;
  await goTo(workbench.page, `${line}:${before + 1}`);
}

/** Waits until the cursor is on a line, counted from 1. */
export async function cursorOn(page: Page, line: number): Promise<void> {
  await page.locator('#status\\.editor\\.selection', { hasText: `Ln ${line},` }).waitFor();
}

/** Opens a file of the workspace by its path there; asked for by its whole path, no other file is offered first. */
export async function openFile({ page, workspace }: Workbench, path: string): Promise<void> {
  const name = basename(path);
  await page.keyboard.press('Control+P');
  await page.locator('.quick-input-widget input').first().fill(join(workspace, path));
  const row = page.locator('.quick-input-list .monaco-list-row.focused');
  await row.filter({ hasText: new RegExp(`^\\s*${name}\\s*${folderOf(path)}(?!/)`) }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: name }).waitFor();
  await page.locator('.breadcrumbs-control', { hasText: path.split('/').join('') }).waitFor();
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}

/** Rows of the Problems panel that hold a text; opens the panel. */
export async function problems(page: Page, text: string | RegExp): Promise<Locator> {
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
  await editorWithFocus(page).waitFor();
  await openFixes(page, rows);
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

const MOST_TRIES = 4;

/** Asks for the fixes at the cursor; again, as a user would, where the light bulb was still that of another line. */
async function openFixes(page: Page, rows: Locator): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    await page.keyboard.press('Control+.');
    const shown = rows.first().waitFor({ timeout: 10_000 });
    if (await shown.then(() => true).catch(() => false)) return;
  }
  await picture(page, 'no-quick-fixes');
  throw new Error('VS Code offers no fixes here');
}

/** Saves the editor in front and waits until nothing is unsaved. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active:not(.dirty)').waitFor();
}

/** Keeps a picture of the window among the artifacts; the pointer stands aside, so that no tooltip is in it. */
export async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(artifacts, { recursive: true });
  await page.mouse.move(500, 790);
  await page.screenshot({ path: join(artifacts, `${name}.png`) });
}
