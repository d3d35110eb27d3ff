import type { Place } from '../../text/place.ts';

/** A condition that the configuration leaves open, and where it stands. */
export interface OpenCondition {
  readonly key: string;
  readonly place: Place;
  /** As a reader would name it: "whether mod_ssl is loaded". */
  readonly subject: string;
  /** False where nothing in the section could change what is judged. */
  readonly relevant: boolean;
}

/** Answers for open conditions: as assumed, but for those that are turned round to see what differs. */
export class Assumptions {
  readonly open = new Map<string, OpenCondition>();
  readonly #turned: ReadonlySet<string>;

  constructor(turned: ReadonlySet<string> = new Set()) {
    this.#turned = turned;
  }

  decide(condition: OpenCondition, assumed: boolean): boolean {
    const known = this.open.get(condition.key);
    if (!known?.relevant)
      this.open.set(condition.key, { ...condition, ...known, relevant: condition.relevant });
    if (this.#lacks(condition.key)) return false;
    return this.#turned.has(condition.key) ? !assumed : assumed;
  }

  /** True for a module that no httpd loads without mod_proxy, where that is taken for absent. */
  #lacks(key: string): boolean {
    return key.startsWith('module:proxy_') && this.#turned.has('module:proxy');
  }
}

/** Compiled into httpd as Debian or the project itself builds it. */
const BUILT_IN = new Set(
  'core so http http_core log_config logio version unixd watchdog'.split(' '),
);

/** One name for the spellings of a module: mod_ssl.c, ssl_module. */
export function moduleName(written: string): string {
  return written
    .toLowerCase()
    .replace(/\.c$/, '')
    .replace(/^mod_/, '')
    .replace(/_module$/, '')
    .replace(/^mpm_/, '');
}

/** What is known of the loaded modules; nothing where no LoadModule is in sight. */
export class Modules {
  readonly #loaded = new Set<string>();
  known: boolean;

  constructor(known: boolean) {
    this.known = known;
  }

  load(name: string): void {
    this.#loaded.add(moduleName(name));
  }

  /** True where it is loaded, undefined where that cannot be told. */
  has(written: string): boolean | undefined {
    const name = moduleName(written);
    if (this.#loaded.has(name) || BUILT_IN.has(name)) return true;
    return this.known ? false : undefined;
  }

  /** Whether any LoadModule was met. */
  get any(): boolean {
    return this.#loaded.size > 0;
  }

  /** True where the LoadModule lines that were met are evidently all of them: without one of these no httpd starts. */
  get whole(): boolean {
    return [...this.#loaded].some((name) => /^(?:mpm_\w+|unixd|authz_core)$/.test(name));
  }
}

/** The version that is assumed: a 2.4 that knows upgrade= (2.4.47 and later). */
const ASSUMED = [2, 4, 62];

/** How <IfVersion> compares; `open` where two releases of 2.4 in use would differ. */
export function versionMatches(args: readonly string[]): { holds: boolean; open: boolean } {
  const written = args.join(' ').trim();
  const parts = /^(!?)\s*(?:(==?|>=?|<=?|~)\s*)?(\S+)$/.exec(written);
  if (!parts) return { holds: false, open: true };
  const [, negated, operator = '=', version = ''] = parts;
  if (operator === '~' || version.startsWith('/')) return { holds: true, open: true };
  const numbers = version.split('.').map(Number);
  const order = compare(numbers);
  const holds = {
    '=': order === 0,
    '==': order === 0,
    '>': order > 0,
    '>=': order >= 0,
    '<': order < 0,
    '<=': order <= 0,
  }[operator as '='];
  const open = numbers.length > 2 && numbers[0] === 2 && numbers[1] === 4 && (numbers[2] ?? 0) > 47;
  return { holds: holds !== (negated === '!'), open };
}

/** Sign of the assumed version minus the given one, over the given one's parts. */
function compare(numbers: readonly number[]): number {
  for (let i = 0; i < numbers.length; i++) {
    const difference = (ASSUMED[i] ?? 0) - (numbers[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
