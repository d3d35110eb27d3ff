import * as l10n from '@vscode/l10n';
import type { IdentityRoute, Remedy, RequestHeader } from '../../delivery/delivery.ts';
import { headerName } from '../../text/header-name.ts';
import { wordTable } from '../../text/word-table.ts';
import type { Sender } from './applications.ts';
import { linesBefore } from './edits.ts';
import { factAt } from './facts.ts';
import { type HeaderLine, requestHeaderLines } from './headers.ts';
import { mayHoldLine } from './host-wording.ts';
import { isOneForAll } from './macros.ts';
import { type Node, nodesWithin } from './node.ts';
import { type Ground, passageOf } from './passage.ts';
import { headerRemedy, remedy } from './remedies.ts';
import { pageRequest } from './request.ts';
import { type Layer, nearest } from './sections.ts';

const CERTIFICATE = /SSL_CLIENT_CERT\b|SSL_CLIENT_CERT_CHAIN/;

const FORWARDED = wordTable<{ readonly valid: RegExp; readonly line: string }>({
  'x-forwarded-for': {
    valid: /\S/,
    line: 'RequestHeader set X-Forwarded-For "expr=%{REMOTE_ADDR}"',
  },
  'x-forwarded-proto': {
    valid: /^https?$/i,
    line: 'RequestHeader set X-Forwarded-Proto "expr=%{REQUEST_SCHEME}"',
  },
  'x-forwarded-host': {
    valid: /^[^\s$%(){}]+$/,
    line: 'RequestHeader set X-Forwarded-Host "expr=%{HTTP_HOST}"',
  },
  'x-forwarded-port': {
    valid: /^\d+$/,
    line: 'RequestHeader set X-Forwarded-Port "expr=%{SERVER_PORT}"',
  },
});

/** Headers that carry a client certificate somewhere: lower-case name to the line that sets it. */
export type Certificates = ReadonlyMap<string, Node>;

const maySetHeaders = mayHoldLine(({ name }) => name === 'requestheader');

export function certificateHeaders(nodes: readonly Node[]): Certificates {
  const found = new Map<string, Node>();
  for (const node of nodesWithin(nodes.filter(maySetHeaders))) {
    if (node.name !== 'requestheader') continue;
    const name = node.argument(1).toLowerCase().replace(/:$/, '');
    const carries = node.args.slice(2).some((arg) => CERTIFICATE.test(arg.value));
    if (name && carries && !found.has(name)) found.set(name, node);
  }
  return found;
}

/** The ways of an entry point on which requests reach Keycloak, with what becomes of the headers that it believes. */
export function identityRoutesOf(
  ground: Ground,
  certificates: Certificates,
): readonly IdentityRoute[] {
  const seen = new Set<Node>();
  return ground.applications.sendersTo('keycloak', ground.entry.server).flatMap((sender) => {
    if (seen.has(sender.node)) return [];
    seen.add(sender.node);
    return routeOf(ground, sender, certificates);
  });
}

function routeOf(
  ground: Ground,
  sender: Sender,
  certificates: Certificates,
): readonly IdentityRoute[] {
  const { routed } = passageOf(ground, pageRequest(sender.path, ground.entry));
  if (routed.answer.kind !== 'proxy' || routed.answer.node !== sender.node) return [];
  const { layers } = routed.layers;
  const context = { sender, layers, certificates, ground };
  const forwarded = [...FORWARDED.keys()].map((name) => headerOf(name, context));
  const wrong = forwarded.filter(isWrong).map((header) => header.name);
  const isOne = isOneForAll(sender.node, ground.configuration);
  const mend = wrong.length > 0 && isOne ? [forwardedRemedy(context)] : [];
  const carried = [...certificates.keys()].map((name) => {
    const header = headerOf(name, context);
    const safe = header.fate === 'set' || header.fate === 'removed';
    return { ...header, remedies: safe ? [] : [certificateRemedy(name, header, context)] };
  });
  const headers = [
    ...forwarded.map((header) => ({ ...header, remedies: isWrong(header) ? mend : [] })),
    ...carried,
  ];
  return [{ path: sender.path, upstream: sender.authority, place: sender.node.place, headers }];
}

interface Context {
  readonly sender: Sender;
  readonly layers: readonly Layer[];
  readonly certificates: Certificates;
  readonly ground: Ground;
}

function isWrong(header: RequestHeader): boolean {
  if (!header.valid) return true;
  if (header.fate === 'appended') return header.name !== 'x-forwarded-for';
  return header.fate !== 'set';
}

function headerOf(name: string, context: Context): RequestHeader {
  const lines = requestHeaderLines(context.layers).filter((line) => line.name === name);
  const last = lines.findLast((line) => line.value !== undefined);
  const node = last?.node ?? lines.at(-1)?.node;
  const certificate = context.certificates.has(name);
  const subject = node ? undefined : displayName(name, context);
  const fact = factAt(node ?? context.sender.node, {
    ...(subject === undefined ? {} : { subject, origin: 'default' as const }),
    answeredBy: context.sender.node,
  });
  return {
    ...fact,
    name,
    fate: fateOf(name, lines, context.layers),
    valid: certificate || !last || isValid(name, last.value ?? ''),
    value: last?.value,
    certificate,
  };
}

/** How the lines of one header leave it, and what mod_proxy adds to it then. */
function fateOf(
  name: string,
  lines: readonly HeaderLine[],
  layers: readonly Layer[],
): RequestHeader['fate'] {
  const written = fateOfLines(lines);
  const adds = nearest(layers, 'proxyaddheaders')?.node;
  const isAdded = name === 'x-forwarded-for' || name === 'x-forwarded-host';
  if (!isAdded || (adds && /^off$/i.test(adds.argument(0)))) return written;
  if (written === 'removed') return 'set';
  if (written === 'set') return name === 'x-forwarded-host' ? 'duplicated' : 'set';
  return written === 'passed' ? 'appended' : written;
}

type Fate = RequestHeader['fate'];

function fateOfLines(lines: readonly HeaderLine[]): Fate {
  return lines.reduce<Fate>((fate, line) => fateAfter(fate, line), 'passed');
}

function fateAfter(fate: Fate, { action, conditional }: HeaderLine): Fate {
  const ours = fate === 'set' || fate === 'removed';
  if (action === 'set' || action === 'unset') {
    const done = action === 'set' ? 'set' : 'removed';
    if (!conditional) return done;
    return ours ? (action === 'set' ? 'set' : fate) : 'conditional';
  }
  if (action === 'append' || action === 'merge') return ours ? 'set' : 'appended';
  if (action === 'add') return fate === 'removed' ? 'set' : 'duplicated';
  if (action === 'setifempty') return ours ? 'set' : 'conditional';
  return fate;
}

/** Whether a value can be right; what only the running httpd fills in counts as right unless it never is. */
function isValid(name: string, value: string): boolean {
  const rule = FORWARDED.get(name);
  if (!rule) return true;
  if (name === 'x-forwarded-proto' && /%\{HTTPS\}/i.test(value)) return false;
  if (/%\{[^{}]*\}|^expr=|%[tDl%]/.test(value)) return true;
  return rule.valid.test(value);
}

/** Sets what no line sets rightly; mod_proxy stops to add its own, which would follow the one that is set by hand. */
function forwardedRemedy(context: Context): Remedy {
  const { sender, layers } = context;
  const adds = nearest(layers, 'proxyaddheaders')?.node;
  const isOff = adds !== undefined && /^off$/i.test(adds.argument(0));
  const missing = [...FORWARDED].filter(([name]) => !isSetByHand(name, layers));
  const lines = [
    ...(isOff ? [] : ['ProxyAddHeaders Off']),
    ...missing.map(([, each]) => each.line),
  ];
  return headerRemedy('forwarded-headers', sender.node, sender.path, lines);
}

function isSetByHand(name: string, layers: readonly Layer[]): boolean {
  const lines = requestHeaderLines(layers).filter((line) => line.name === name);
  const last = lines.findLast((line) => line.value !== undefined);
  return fateOfLines(lines) === 'set' && isValid(name, last?.value ?? '');
}

/** Takes the client's own header away before the line that sets it sometimes, else sets it as elsewhere. */
function certificateRemedy(name: string, header: RequestHeader, context: Context): Remedy {
  const display = displayName(name, context);
  const line = `RequestHeader unset ${display}`;
  const { sender, certificates } = context;
  if (header.fate !== 'conditional') {
    const setting = certificates.get(name);
    const text = setting && isPlain(setting) ? written(setting) : line;
    return headerRemedy('clear-certificate-header', sender.node, sender.path, [text]);
  }
  const lines = requestHeaderLines(context.layers).filter((each) => each.name === name);
  return clearing(lines[0]?.node ?? sender.node, line, display);
}

function clearing(node: Node, line: string, display: string): Remedy {
  const title = l10n.t`Remove the client's own ${display} first`;
  const edits = () => linesBefore(node, [line]);
  return remedy('clear-certificate-header', title, edits);
}

function isPlain(node: Node): boolean {
  return node.argument(0).toLowerCase() === 'set' && node.args.length === 3;
}

function written(node: Node): string {
  return node.tree.text.slice(node.place.start, node.place.end).replace(/\\\r?\n/g, ' ');
}

function displayName(name: string, context: Context): string {
  const node = context.certificates.get(name);
  if (node) return node.argument(1).replace(/:$/, '');
  return headerName(name);
}
