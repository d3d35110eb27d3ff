import type { IdentityRoute, Remedy, RequestHeader } from '../../delivery/delivery.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Configuration } from './configuration.ts';
import { defaultFact, entryFact } from './facts.ts';
import type { Pass } from './passes.ts';
import { identityHeaderRemedies } from './remedies/access.ts';
import { type Entry, headOf, isHeader, type Scope, setOf } from './scope.ts';
import { known } from './values.ts';
import { Variables } from './variables.ts';
import type { World } from './world.ts';

const CERTIFICATE_VALUE = /\$\{?ssl_client_(escaped_cert|cert|raw_cert)\b/;

const FORWARDED = wordTable<{ readonly value: string; readonly valid: RegExp }>({
  'x-forwarded-for': { value: '$proxy_add_x_forwarded_for', valid: /\S/ },
  'x-forwarded-proto': { value: '$scheme', valid: /^https?$/i },
  'x-forwarded-host': { value: '$host', valid: /^[^\s$]+$/ },
  'x-forwarded-port': { value: '$server_port', valid: /^\d+$/ },
});

/** Headers that carry a client certificate somewhere: lower-case name to the name and value that are set. */
export type Certificates = ReadonlyMap<string, string>;

/** Names of the headers that carry a client certificate anywhere in the configuration, with the value that is set. */
export function certificateHeaders({ all, trees }: Configuration): Certificates {
  const found = new Map<string, string>();
  if (![...trees].some(({ text }) => CERTIFICATE_VALUE.test(text))) return found;
  for (const { args } of all.get('proxy_set_header') ?? []) {
    const [name, value = ''] = args;
    if (name && value.includes('$') && CERTIFICATE_VALUE.test(value)) {
      found.set(name.toLowerCase(), `${name} ${value}`);
    }
  }
  return found;
}

/** What becomes of the headers that Keycloak believes, behind a proxy_pass that leads to it. */
export function identityRouteOf(
  pass: Pass,
  world: World,
  certificates: Certificates,
): IdentityRoute {
  const { scope, location, path, upstream } = pass;
  const block = location?.scope ?? scope;
  const variables = new Variables(pass.request, world, pass.server.scope);
  const context = { scope, block, pass: pass.entry, variables, certificates };
  const forwarded = [...FORWARDED.keys()].map((name) => headerOf(name, context));
  const wrong = forwarded.filter((header) => !header.valid || !RIGHT.has(header.fate));
  const mend = remediesFor(
    wrong.map((header) => header.name),
    context,
  );
  return {
    path,
    upstream: upstream.host ?? '',
    place: headOf(location?.entry ?? pass.entry),
    headers: [
      ...forwarded.map((header) => ({ ...header, remedies: wrong.includes(header) ? mend : [] })),
      ...[...certificates.keys()].map((name) => ({
        ...headerOf(name, context),
        remedies: remediesFor([name], context),
      })),
    ],
  };
}

const RIGHT: ReadonlySet<string> = new Set(['set', 'appended']);

interface Context {
  readonly scope: Scope;
  readonly block: Scope;
  readonly pass: Entry;
  readonly variables: Variables;
  readonly certificates: Certificates;
}

function headerOf(name: string, context: Context): RequestHeader {
  const lines = setOf(context.scope, 'proxy_set_header').filter((entry) => isHeader(entry, name));
  const certificate = context.certificates.has(name);
  const line = lines[0];
  if (!line) {
    const place = headOf(context.block.owner ?? context.pass);
    return {
      ...defaultFact(place, displayName(name, context)),
      name,
      fate: 'passed',
      valid: true,
      value: undefined,
      certificate,
    };
  }
  const text = line.args[1] ?? '';
  const value = known(context.variables.interpolate(text));
  return {
    ...entryFact(line),
    name,
    fate: repeatsClient(name, text) ? 'passed' : fateOf(lines.length, text, value),
    valid: certificate || value === undefined || (FORWARDED.get(name)?.valid.test(value) ?? true),
    value: text,
    certificate,
  };
}

/** True for a line that sends the client's own header on. */
function repeatsClient(name: string, text: string): boolean {
  const variable = /^\$\{?http_(\w+)\}?$/.exec(text)?.[1];
  return variable?.toLowerCase() === name.replaceAll('-', '_');
}

function fateOf(count: number, text: string, value: string | undefined): RequestHeader['fate'] {
  if (count > 1) return 'duplicated';
  if (value === '') return /\$/.test(text) ? 'set' : 'removed';
  return /\$\{?proxy_add_x_forwarded_for/.test(text) ? 'appended' : 'set';
}

function remediesFor(names: readonly string[], context: Context): readonly Remedy[] {
  if (names.length === 0) return [];
  const certificate = names.some((name) => context.certificates.has(name));
  const headers = names.map((name) => {
    const forwarded = FORWARDED.get(name);
    return forwarded
      ? ([displayName(name, context), forwarded.value] as const)
      : certificateLine(name, context);
  });
  const kind = certificate ? 'clear-certificate-header' : 'forwarded-headers';
  return identityHeaderRemedies(kind, context.block, headers);
}

/** The line that another location to Keycloak has already: the proxy's own certificate replaces the client's header. */
function certificateLine(name: string, context: Context): readonly [string, string] {
  const [display = name, ...value] = (context.certificates.get(name) ?? '').split(' ');
  return [display, value.join(' ') || '""'];
}

function displayName(name: string, context: Context): string {
  const certificate = context.certificates.get(name)?.split(' ')[0];
  return certificate ?? name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
}
