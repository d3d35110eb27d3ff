import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Entry, EntryIndex } from '../scope.ts';
import { faultAtArgument } from './fault.ts';
import { quoted } from './messages.ts';
import type { Site } from './site.ts';

/** A kind of name that one directive defines and another needs; each tells the name by an entry. */
interface Kind {
  readonly code: string;
  /** How messages call it. */
  readonly noun: string;
  readonly definitions: readonly string[];
  readonly nameOf: (entry: Entry) => string | undefined;
  readonly uses: readonly string[];
  /** Index of the argument that names it, and the name. */
  readonly use: (entry: Entry) => { readonly index: number; readonly name: string } | undefined;
  /** Names that exist without a definition. */
  readonly given: readonly string[];
}

const KINDS: readonly Kind[] = [
  {
    code: 'undefined-zone',
    noun: 'limit_req_zone',
    definitions: ['limit_req_zone'],
    nameOf: (entry) => parameter(entry, 'zone')?.name,
    uses: ['limit_req'],
    use: (entry) => parameter(entry, 'zone'),
    given: [],
  },
  {
    code: 'undefined-zone',
    noun: 'limit_conn_zone',
    definitions: ['limit_conn_zone'],
    nameOf: (entry) => parameter(entry, 'zone')?.name,
    uses: ['limit_conn'],
    use: first,
    given: [],
  },
  ...['proxy', 'fastcgi', 'uwsgi', 'scgi'].map((family) => ({
    code: 'undefined-zone',
    noun: `${family}_cache_path`,
    definitions: [`${family}_cache_path`],
    nameOf: (entry: Entry) => parameter(entry, 'keys_zone')?.name,
    uses: [`${family}_cache`],
    use: first,
    given: ['off'],
  })),
  {
    code: 'undefined-log-format',
    noun: 'log_format',
    definitions: ['log_format'],
    nameOf: ({ args }) => args[0],
    uses: ['access_log'],
    use: ({ args }) =>
      args[1] === undefined || args[0] === 'off' || /^(?:buffer|gzip|flush|if)(?:=|$)/.test(args[1])
        ? undefined
        : { index: 1, name: args[1] },
    given: ['combined'],
  },
];

/**
 * nginx: `zero size shared memory zone "x"`, `"proxy_cache" zone "x" is unknown` and `unknown log format "x"`. A zone may
 * be defined behind its use, a log format only before it.
 */
export function undefinedZones({ configuration, complete }: Site): readonly LanguageFault[] {
  if (!complete) return [];
  return KINDS.flatMap((kind) => undefinedOf(kind, configuration.all));
}

function undefinedOf(kind: Kind, all: EntryIndex): readonly LanguageFault[] {
  const entriesOf = (names: readonly string[]) => names.flatMap((name) => all.get(name) ?? []);
  const known = new Set([...entriesOf(kind.definitions).map(kind.nameOf), ...kind.given]);
  return entriesOf(kind.uses).flatMap((entry) => {
    const used = kind.use(entry);
    if (!used || known.has(used.name) || used.name.includes('$')) return [];
    const message = `No ${kind.noun} defines ${quoted(used.name)}, and nginx refuses the file. Define it, or correct the name.`;
    const replacement = nearest(
      used.name,
      [...known].filter((name) => name !== undefined),
    );
    const whole = entry.args[used.index] === used.name;
    return [
      faultAtArgument(entry, used.index, {
        code: kind.code,
        severity: 'error',
        message,
        ...(replacement !== undefined && {
          replacement: whole ? replacement : `zone=${replacement}`,
        }),
      }),
    ];
  });
}

function first({ args }: Entry) {
  const [name] = args;
  return name === undefined ? undefined : { index: 0, name };
}

/** The name in `zone=name` or `zone=name:size`. */
function parameter({ args }: Entry, key: string) {
  const index = args.findIndex((arg) => arg.startsWith(`${key}=`));
  const name = args[index]?.slice(key.length + 1).split(':')[0];
  return name === undefined ? undefined : { index, name };
}
