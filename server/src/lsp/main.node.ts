import { createConnection } from 'vscode-languageserver/node';
import { dialectsOnDemand } from '../dialects/on-demand.ts';
import { nodeFileSystem } from '../node/filesystem.ts';
import { byScheme } from '../workspace/by-scheme.ts';
import { clientFileSystem } from './client-filesystem.ts';
import { startServer } from './connection.ts';

// The transport follows from the arguments: --stdio, --node-ipc, --socket=PORT or --pipe=NAME.
startServer(createConnection(), {
  fileSystem: (connection) => byScheme('file', nodeFileSystem, clientFileSystem(connection)),
  dialects: dialectsOnDemand,
});
