import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';

interface FileParams {
  readonly uri: string;
}

interface FileContent {
  /** Null where there is no file, or none that can be read as text. */
  readonly content: string | null;
  /** Set where the file exists and cannot be read. */
  readonly unreadable?: true;
}

interface DirectoryContent {
  /** Null where there is no such directory. */
  readonly entries: readonly (readonly [name: string, kind: 'file' | 'directory'])[] | null;
}

/** Larger files are no configuration; they count as unreadable. */
const MAXIMUM_BYTES = 10 * 1024 * 1024;

/** Answers the server's questions for files that it cannot reach itself: in a browser, or in a virtual workspace. */
export function serveFiles(client: BaseLanguageClient): vscode.Disposable {
  return vscode.Disposable.from(
    client.onRequest('stigmanProxyLint/readFile', ({ uri }: FileParams) =>
      readFile(vscode.Uri.parse(uri)),
    ),
    client.onRequest('stigmanProxyLint/readDirectory', ({ uri }: FileParams) =>
      readDirectory(vscode.Uri.parse(uri)),
    ),
  );
}

async function readFile(uri: vscode.Uri): Promise<FileContent> {
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > MAXIMUM_BYTES) return { content: null, unreadable: true };
    const bytes = await vscode.workspace.fs.readFile(uri);
    return { content: new TextDecoder().decode(bytes) };
  } catch (error) {
    return isMissing(error) ? { content: null } : { content: null, unreadable: true };
  }
}

async function readDirectory(uri: vscode.Uri): Promise<DirectoryContent> {
  try {
    const entries = await vscode.workspace.fs.readDirectory(uri);
    return { entries: entries.map(([name, type]) => [name, kindOf(type)]) };
  } catch {
    return { entries: null };
  }
}

function kindOf(type: vscode.FileType): 'file' | 'directory' {
  return (type & vscode.FileType.Directory) === 0 ? 'file' : 'directory';
}

function isMissing(error: unknown): boolean {
  return error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
}
