import type { Line } from './configuration.ts';

/** One header line of a message; `value` is undefined where the configuration does not tell. */
export interface Header {
  readonly name: string;
  readonly value: string | undefined;
  /** The rule that wrote it; undefined for what the peer sent. */
  readonly writer: Line | undefined;
}

/** The headers of one message, names in lower case, in order. */
export class Headers {
  readonly #all: Header[];

  constructor(entries: Iterable<Header>) {
    this.#all = [...entries];
  }

  static of(fields: Readonly<Record<string, string | undefined>>): Headers {
    return new Headers(
      Object.entries(fields).map(([name, value]) => ({ name, value, writer: undefined })),
    );
  }

  copy(): Headers {
    return new Headers(this.#all);
  }

  named(name: string): readonly Header[] {
    const wanted = name.toLowerCase();
    return this.#all.filter((header) => header.name === wanted);
  }

  /** A header line that the peer sent. */
  receive(name: string, value: string): void {
    this.#all.push({ name: name.toLowerCase(), value, writer: undefined });
  }

  add(name: string, value: string | undefined, writer: Line): void {
    this.#all.push({ name: name.toLowerCase(), value, writer });
  }

  set(name: string, value: string | undefined, writer: Line): void {
    this.remove((other) => other === name.toLowerCase());
    this.add(name, value, writer);
  }

  /** Takes headers away and tells the names of those that were there. */
  remove(matches: (name: string) => boolean): readonly string[] {
    const removed = this.#all.filter((header) => matches(header.name));
    const kept = this.#all.filter((header) => !removed.includes(header));
    this.#all.splice(0, this.#all.length, ...kept);
    return [...new Set(removed.map((header) => header.name))];
  }

  /** Rewrites the values of one name. */
  rewrite(name: string, change: (value: string) => string | undefined, writer: Line): void {
    const wanted = name.toLowerCase();
    for (const [i, header] of this.#all.entries()) {
      if (header.name !== wanted) continue;
      const value = header.value === undefined ? undefined : change(header.value);
      if (value !== header.value) this.#all[i] = { name: wanted, value, writer };
    }
  }

  /** The comma-separated values of a name; undefined for those that the configuration does not tell. */
  values(name: string): readonly (string | undefined)[] {
    return this.named(name).flatMap(({ value }) =>
      value === undefined ? [undefined] : value.split(',').map((part) => part.trim()),
    );
  }
}
