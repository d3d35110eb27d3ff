import { type Connection, RequestType } from 'vscode-languageserver';
import type { FileSystem } from '../workspace/filesystem.ts';

interface FileParams {
  readonly uri: string;
}

interface FileContent {
  readonly content: string | null;
  readonly unreadable?: true;
}

interface FolderContent {
  readonly entries: readonly (readonly [name: string, kind: 'file' | 'directory'])[] | null;
}

const readFileRequest = new RequestType<FileParams, FileContent, void>('stigmanProxyLint/readFile');
const readDirectoryRequest = new RequestType<FileParams, FolderContent, void>(
  'stigmanProxyLint/readDirectory',
);

/** Files that the client reads for the server: in a browser, or in a virtual workspace. */
export function clientFileSystem(connection: Connection): FileSystem {
  return {
    readFile: async (uri) => {
      const answer = await ask(() => connection.sendRequest(readFileRequest, { uri }));
      if (!answer) return undefined;
      const { content, unreadable } = answer;
      if (content === null) return unreadable ? 'unreadable' : undefined;
      return new TextEncoder().encode(content);
    },
    readDirectory: async (uri) => {
      const answer = await ask(() => connection.sendRequest(readDirectoryRequest, { uri }));
      return answer?.entries?.map(([name, kind]) => ({ name, kind, target: undefined }));
    },
  };
}

/** A client that does not know the request has no such file. */
async function ask<T>(request: () => Promise<T>): Promise<T | undefined> {
  try {
    return await request();
  } catch {
    return undefined;
  }
}
