import { pathToFileURL } from 'node:url';
import { atMost, both, milliseconds, type Row, type Times, timesOf } from './measure.ts';
import { LanguageServer } from './server.ts';
import { type Sample, smallFile } from './texts.ts';

const MEMORY = 120 * 1024 * 1024;

export interface EditingOptions {
  readonly folder: string;
  readonly sample: Sample;
  readonly lines: number;
  /** Target for the 95th percentile, in milliseconds. */
  readonly limit: number;
  readonly iterations: number;
  /** How long the proxy itself takes over the tree, where it is at hand. */
  readonly yardstick: Times | undefined;
}

/** From a changed number, of one digit or two, to the diagnostics of the document; hover and code actions there. */
export async function editingRows(options: EditingOptions): Promise<readonly Row[]> {
  const { folder, sample, lines, limit, iterations, yardstick } = options;
  const { main, languageId, before } = sample;
  const text = sample.tree[main] ?? '';
  const folderUri = pathToFileURL(folder).href;
  const uri = `${folderUri}/${main}`;
  const server = new LanguageServer();
  await server.initialize(folderUri);
  server.open(uri, text, languageId);
  const edit = editor(server, uri, text, before);
  const edits = await timesOf(edit.once, iterations);
  const textDocument = { uri };
  const hover = { textDocument, position: edit.place };
  const hovers = await timesOf(() => server.request('textDocument/hover', hover), iterations);
  const range = { start: edit.place, end: edit.place };
  const diagnostics = edit.diagnostics();
  const actions = { textDocument, range, context: { diagnostics } };
  const fixes = await timesOf(() => server.request('textDocument/codeAction', actions), iterations);
  await server.close();
  if (diagnostics.length === 0) throw new Error('the edited file has no diagnostics');
  const name = `${lines.toLocaleString('en-US')} lines of ${languageId}`;
  return [
    {
      measure: `edit to diagnostics, ${name}`,
      value: both(edits),
      ...(yardstick && { ratio: `${(edits.median / yardstick.median).toFixed(2)} x nginx -t` }),
      target: atMost(limit, edits),
    },
    { measure: `hover, ${name}`, value: both(hovers), target: atMost(20, hovers) },
    { measure: `code actions, ${name}`, value: both(fixes), target: atMost(20, fixes) },
    ...(yardstick ? [{ measure: 'nginx -t', value: both(yardstick) }] : []),
  ];
}

function editor(server: LanguageServer, uri: string, text: string, before: string) {
  const offset = text.indexOf(`${before}20`) + before.length;
  const lines = text.slice(0, offset).split('\n');
  const place = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  let written = '20';
  let version = 1;
  let last: readonly unknown[] = [];
  const once = async () => {
    version += 1;
    const end = { line: place.line, character: place.character + written.length };
    written = String(5 + (version % 15));
    server.notify('textDocument/didChange', {
      textDocument: { uri, version },
      contentChanges: [{ range: { start: place, end }, text: written }],
    });
    const report = await server.request('textDocument/diagnostic', { textDocument: { uri } });
    last = (report as { items?: readonly unknown[] }).items ?? last;
  };
  return { place, once, diagnostics: () => last };
}

/** From the start of the process to the answer to `initialize`. */
export async function startRow(folder: string, floor: Times): Promise<Row> {
  const servers: LanguageServer[] = [];
  const times = await timesOf(
    async () => {
      const server = new LanguageServer();
      servers.push(server);
      await server.initialize(pathToFileURL(folder).href);
    },
    15,
    2,
  );
  await Promise.all(servers.map((server) => server.close()));
  return {
    measure: 'spawn to initialize',
    value: both(times),
    ratio: `${(times.median / floor.median).toFixed(1)} x node -e 0 (${milliseconds(floor.median)})`,
    target: atMost(200, times),
  };
}

/** Resident memory with a hundred open files. */
export async function memoryRow(folder: string): Promise<Row> {
  const folderUri = pathToFileURL(folder).href;
  const server = new LanguageServer();
  await server.initialize(folderUri);
  for (let i = 0; i < 100; i++) {
    const uri = `${folderUri}/open${i}.conf`;
    server.open(uri, smallFile(`open${i}`), 'nginx');
    await server.request('textDocument/diagnostic', { textDocument: { uri } });
  }
  const bytes = server.residentMemory();
  await server.close();
  const measure = 'resident memory, 100 open files';
  if (bytes === undefined) return { measure, value: 'not told by this system' };
  const value = `${Math.round(bytes / 1024 / 1024)} MB`;
  return { measure, value, target: { text: '<= 120 MB', met: bytes <= MEMORY } };
}
