import type { IncomingMessage } from 'node:http';

/** Request header by which a probe finds its own request in the recordings. */
export const PROBE_HEADER = 'x-probe-id';
/** Response header by which a stand-in marks what it answers. */
export const STAND_IN_HEADER = 'x-stand-in';

/** A request as a stand-in received it. */
export interface Seen {
  readonly probeId: string;
  readonly method: string;
  /** Path with query, exactly as received. */
  readonly url: string;
  readonly httpVersion: string;
  /** Lower-case names; values of a repeated header in order. */
  readonly headers: Readonly<Record<string, readonly string[]>>;
  /** True where the method and path are right, whatever the answer. */
  readonly served: boolean;
  /** Milliseconds, by `performance.now()`. */
  readonly at: number;
}

/** What one stand-in received. */
export class Recording {
  readonly #seen = new Map<string, Seen[]>();

  add(request: IncomingMessage, served: boolean): void {
    const probeId = String(request.headers[PROBE_HEADER] ?? '');
    const seen: Seen = {
      probeId,
      method: request.method ?? '',
      url: request.url ?? '',
      httpVersion: request.httpVersion,
      headers: request.headersDistinct as Record<string, string[]>,
      served,
      at: performance.now(),
    };
    this.#seen.set(probeId, [...(this.#seen.get(probeId) ?? []), seen]);
  }

  /** Requests that carried this probe id, oldest first. */
  of(probeId: string): readonly Seen[] {
    return this.#seen.get(probeId) ?? [];
  }

  /** Drops what a finished probe left behind. */
  forget(probeId: string): void {
    this.#seen.delete(probeId);
  }
}
