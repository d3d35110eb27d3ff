import { readFile, writeFile } from 'node:fs/promises';
import { URI } from 'vscode-uri';
import { fixAll } from '../service/fix-all.ts';
import type { Inspected } from '../service/inspected.ts';
import { decode, encode } from '../workspace/decoding.ts';
import { Failure } from './failure.ts';
import type { Gathered } from './gather.ts';
import type { Session } from './session.ts';

export interface Fixed {
  readonly configurations: readonly Inspected[];
  /** URIs of the files that were written. */
  readonly written: readonly string[];
  /** How many remedies were applied. */
  readonly count: number;
}

/** Mends the files that are reported on and writes them; the rest of each file stays as it is, byte for byte. */
export async function fixFiles(session: Session, gathered: Gathered<Inspected>): Promise<Fixed> {
  const { configurations } = gathered;
  const files = new Set(gathered.files);
  const result = await fixAll(configurations, {
    reread: (texts) => session.reread(configurations, texts),
    allows: (uri) => files.has(uri),
  });
  for (const [uri, text] of result.texts) await write(uri, text, originalOf(uri, configurations));
  return {
    configurations: result.after,
    written: [...result.texts.keys()],
    count: result.applied.length,
  };
}

function originalOf(uri: string, configurations: readonly Inspected[]): string | undefined {
  return configurations.map(({ sources }) => sources.tree(uri)).find((tree) => tree)?.text;
}

async function write(uri: string, text: string, original: string | undefined): Promise<void> {
  const path = URI.parse(uri).fsPath;
  try {
    const present = decode(await readFile(path));
    if (present?.text !== original) throw new Error('it changed while it was checked');
    await writeFile(path, encode({ text, encoding: present?.encoding ?? 'utf-8' }));
  } catch (error) {
    throw new Failure(`${path}: not fixed: ${error instanceof Error ? error.message : error}`);
  }
}
