import {
  BrowserMessageReader,
  BrowserMessageWriter,
  createConnection,
} from 'vscode-languageserver/browser';
import { dialectsOnDemand } from '../dialects/on-demand.ts';
import { clientFileSystem } from './client-filesystem.ts';
import { startServer } from './connection.ts';

/** The part of a worker's global scope that the connection needs. */
type WorkerScope = ConstructorParameters<typeof BrowserMessageReader>[0];

const scope = globalThis as unknown as WorkerScope;
const connection = createConnection(
  new BrowserMessageReader(scope),
  new BrowserMessageWriter(scope),
);
startServer(connection, { fileSystem: clientFileSystem, dialects: dialectsOnDemand });
