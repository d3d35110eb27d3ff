import type { Analysis } from '../delivery/delivery.ts';
import type { Configuration } from '../dialects/configuration.ts';
import type { Dialect, Files } from '../dialects/dialect.ts';
import type { Application } from '../stigman/application.ts';
import type { Recognition } from '../stigman/recognition.ts';
import { type Overlay, Reading } from './reading.ts';
import type { FileStore } from './store.ts';
import { canonicalUri } from './uri.ts';

/** Each round brings in one more level of includes. */
const MAX_ROUNDS = 100;

/** Which configuration to read, and with what in mind. */
export interface LoadRequest {
  readonly root: string;
  readonly dialect: Dialect;
  /** Compared by identity: a new object makes known analyses void. */
  readonly recognition: Recognition;
}

export interface LoaderOptions {
  readonly application: Application;
  /** Told of an analysis that threw; the configuration then counts as one that does nothing. */
  readonly onFailure: (message: string, error: unknown) => void;
}

interface Read {
  readonly reading: Reading;
  readonly configuration: Configuration;
}

interface Known extends Read {
  readonly recognition: Recognition;
  /** Asked for since the last sweep. */
  used: boolean;
}

/** Reads configurations from a store and keeps each until one of its files or folders changes. */
export class Loader {
  readonly #store: FileStore;
  readonly #options: LoaderOptions;
  readonly #known = new Map<string, Known>();

  constructor(store: FileStore, options: LoaderOptions) {
    this.#store = store;
    this.#options = options;
  }

  /** The configuration of a root, with all its includes. The same object while nothing has changed. */
  async load(request: LoadRequest): Promise<Configuration> {
    const key = `${request.dialect.id} ${canonicalUri(request.root)}`;
    const known = this.#known.get(key);
    if (known?.recognition === request.recognition && known.reading.isFresh()) {
      known.used = true;
      return known.configuration;
    }
    const { reading, configuration } = await this.#read(request, undefined);
    this.#known.set(key, { recognition: request.recognition, reading, configuration, used: true });
    return configuration;
  }

  /** The configuration as it would be with other texts in some of its files. */
  async preview(request: LoadRequest, texts: ReadonlyMap<string, string>): Promise<Configuration> {
    const overlay = new Map(
      [...texts].map(([uri, text]) => [canonicalUri(uri), { uri: canonicalUri(uri), text }]),
    );
    return (await this.#read(request, overlay)).configuration;
  }

  /** Lets go of what was not asked for since the last sweep. */
  sweep(): void {
    for (const [key, known] of this.#known) {
      if (known.used) known.used = false;
      else this.#known.delete(key);
    }
  }

  async #read(request: LoadRequest, overlay: Overlay | undefined): Promise<Read> {
    for (let round = 1; ; round++) {
      const reading = new Reading(this.#store, overlay);
      const analysis = this.#analyze(request, reading);
      if (round >= MAX_ROUNDS || !(await reading.complete())) {
        const repaired = reading.hasFaults() ? this.#repaired(request, overlay) : undefined;
        const configuration = { ...readingOf(analysis, reading), repaired };
        return { reading, configuration: { dialect: request.dialect, ...configuration } };
      }
    }
  }

  #repaired(request: LoadRequest, overlay: Overlay | undefined): Configuration['repaired'] {
    const reading = new Reading(this.#store, overlay, true);
    return readingOf(this.#analyze(request, reading), reading);
  }

  #analyze({ root, dialect, recognition }: LoadRequest, files: Files): Analysis {
    const { application, onFailure } = this.#options;
    try {
      return dialect.analyze({ root: canonicalUri(root), files, recognition, application });
    } catch (error) {
      onFailure(`analysis of ${root}`, error);
      return nothing(dialect, canonicalUri(root));
    }
  }
}

function readingOf(analysis: Analysis, { sources, asRead }: Reading) {
  return { analysis, sources, files: asRead };
}

function nothing(dialect: Dialect, root: string): Analysis {
  return {
    dialect: dialect.id,
    root,
    files: [root],
    entries: [],
    shadows: [],
    misreadDurations: [],
    remarks: [],
  };
}
