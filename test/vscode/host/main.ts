import * as vscode from 'vscode';
import { checks } from './checks.ts';

/** What became of one check; `error` where it failed. */
export interface Outcome {
  readonly name: string;
  readonly error?: string;
}

/** File of the workspace that gets the outcomes when the suite runs as an extension. */
const RESULTS = '.host-results.json';

/** Entry of the desktop's test runner: throws where a check failed. */
export async function run(): Promise<void> {
  const outcomes = await runChecks();
  for (const { name, error } of outcomes)
    console.log(`${error ? '✗' : '✓'} ${name} ${error ?? ''}`);
  const failed = outcomes.filter((outcome) => outcome.error !== undefined);
  if (failed.length > 0) throw new Error(`${failed.length} of ${outcomes.length} checks failed`);
}

/** Entry as an extension: runs the suite once and leaves its outcomes in the workspace. */
export async function activate(): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) return;
  const text = JSON.stringify(await runChecks());
  const results = vscode.Uri.joinPath(folder.uri, RESULTS);
  await vscode.workspace.fs.writeFile(results, new TextEncoder().encode(text));
}

async function runChecks(): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const { name, run: check } of checks) {
    try {
      await check();
      outcomes.push({ name });
    } catch (error) {
      outcomes.push({ name, error: error instanceof Error ? (error.stack ?? '') : String(error) });
    }
  }
  return outcomes;
}
