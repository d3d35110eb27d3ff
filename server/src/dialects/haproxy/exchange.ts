import type { Line, Section } from './configuration.ts';
import type { Headers } from './headers.ts';
import { question } from './questions.ts';
import type { Sample } from './sample.ts';

/** The connection that a request comes in on. */
export interface Door {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number | undefined;
  /** True where rules look at the host name. */
  readonly named: boolean;
  /** True where clients may speak HTTP/2. */
  readonly http2?: boolean;
  /** The line that lets in only who sends a PROXY or NetScaler head first. */
  readonly asksHead?: Line | undefined;
  /** The line that takes HTTP/2 alone, without asking TLS for it. */
  readonly asksHttp2?: Line | undefined;
  /** The line by which TLS answers to the names of its certificates alone, which are not read, or to who shows one. */
  readonly strict?: Line | undefined;
  /** The port that rules see, where another section of the configuration took the connection. */
  readonly heardAt?: number | undefined;
  /** Whoever connects does so from this machine, and rules see its own address. */
  readonly isNear?: boolean;
  /** The connection begins with the client's greeting of TLS, which nobody has deciphered yet. */
  readonly greets?: boolean;
  /** What TLS asks of the client's certificate. */
  readonly verify: 'none' | 'optional' | 'required';
}

/** A request on its way through the rules. */
export interface Request {
  /** As the client sent it, which is what conditions go on seeing after `set-method` (measured on 2.6.12). */
  readonly method: string;
  /** As the application gets it. */
  sentMethod: string;
  /** Undefined where the configuration does not tell. */
  path: string | undefined;
  query: string | undefined;
  /** Scheme and host that a rule writes before the path. */
  origin?: string;
  readonly headers: Headers;
  readonly bodyBytes: number;
  readonly door: Door;
}

const SPEAKS_HTTP2 = question('http2');

/** True where the client speaks HTTP/2, which only it decides where it may. */
export function speaksHttp2({ http2 }: Door, assumptions: Assumptions): boolean {
  return http2 === true && assumptions.holds(SPEAKS_HTTP2);
}

/**
 * What stands before the path in the target that rules see: what one of them wrote, or scheme and host where the client
 * speaks HTTP/2, which go no further (measured on 2.6.12).
 */
export function originOf({ origin, door, headers }: Request, assumptions: Assumptions): string {
  if (origin !== undefined) return origin;
  if (!speaksHttp2(door, assumptions)) return '';
  return `https://${headers.named('host')[0]?.value ?? door.host}`;
}

/** A response on its way back. */
export interface Response {
  status: number;
  readonly headers: Headers;
}

/** Answers to what the configuration leaves open, for one run through the rules. */
export class Assumptions {
  readonly #given: ReadonlyMap<string, boolean>;
  readonly made = new Map<string, boolean>();

  constructor(given: ReadonlyMap<string, boolean>) {
    this.#given = given;
  }

  /** Whether the open question is answered with yes; unless told otherwise, no. */
  holds(key: string): boolean {
    const known = this.made.get(key);
    if (known !== undefined) return known;
    const answer = this.#given.get(key) ?? false;
    this.made.set(key, answer);
    return answer;
  }
}

/** What conditions and expressions look at. */
export interface Context {
  readonly request: Request;
  /** The target that the client asked for, which rules do not change. */
  readonly asked?: string | undefined;
  /** An expression in a format is worked out: only then is what the client asked for surely kept (measured on 2.6.12). */
  readonly inFormat?: boolean;
  /** Set while the rules for the response run: the request is gone then. */
  readonly response: Response | undefined;
  /** The section whose rules run. */
  readonly proxy: Section;
  readonly variables: Map<string, Sample>;
  readonly assumptions: Assumptions;
  /** Rules that are passed over. */
  readonly skipped: ReadonlySet<Line>;
  /** Lines of a file that a pattern or a map is read from; undefined where it is not at hand. */
  readonly listFile: (path: string) => readonly string[] | undefined;
  /** `http-errors` sections by name. */
  readonly errorGroups?: ReadonlyMap<string, Section>;
  /** General purpose counters and tags of stick tables that rules raise by one or set, such as `gpc0`. */
  readonly setCounters?: ReadonlyMap<string, 'raised' | 'set'>;
  /** How many servers a backend has that take requests; undefined where their checks decide. */
  readonly serversOf: (backend: string) => number | undefined;
}

const MOST_RUNS = 32;

/** An answer to try that differs from those of a run that was made. */
interface Turn {
  readonly answers: readonly (readonly [string, boolean])[];
  /** Index of the answer that is turned; those before it stay, those behind it are open. */
  readonly at: number;
}

/**
 * Runs through the rules once for each way in which the open questions that they meet may be answered. `complete` is
 * false where there were more ways than are worth following.
 */
export function explore<T>(
  run: (assumptions: Assumptions) => T,
  most = MOST_RUNS,
): {
  readonly runs: readonly {
    readonly result: T;
    readonly assumptions: ReadonlyMap<string, boolean>;
  }[];
  readonly complete: boolean;
} {
  const runs: { result: T; assumptions: ReadonlyMap<string, boolean> }[] = [];
  const waiting: Turn[] = [];
  let given: ReadonlyMap<string, boolean> = new Map();
  while (runs.length < most) {
    const assumptions = new Assumptions(given);
    runs.push({ result: run(assumptions), assumptions: assumptions.made });
    const answers = [...assumptions.made];
    for (const [at, [key]] of answers.entries()) if (!given.has(key)) waiting.push({ answers, at });
    const turn = waiting.pop();
    if (!turn) return { runs, complete: true };
    given = turned(turn);
  }
  return { runs, complete: false };
}

function turned({ answers, at }: Turn): ReadonlyMap<string, boolean> {
  const given = new Map(answers.slice(0, at));
  const [key, answer] = answers[at] ?? ['', false];
  return given.set(key, !answer);
}
