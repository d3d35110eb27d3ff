import * as l10n from '@vscode/l10n';
import type { Remedy, RemedyKind } from '../../delivery/delivery.ts';
import type { Word } from '../../syntax/tree.ts';
import { headerName } from '../../text/header-name.ts';
import type { TextEdit } from '../../text/place.ts';
import { boundFor, type SizeBound } from './body-sizes.ts';
import { conditionOf } from './conditions.ts';
import type { Line, Section } from './configuration.ts';
import {
  commentBehind,
  durationText,
  escapeRegex,
  insertBefore,
  insertFirstRule,
  insertLastRule,
  ownPaths,
  removeLine,
  removeWholeLine,
  replaceWord,
} from './edits.ts';
import { exempt } from './exemptions.ts';
import { rulesOf, settingOf, starts } from './lines-in-force.ts';

const STREAM_TEST =
  'res.hdr(content-type) -m beg text/event-stream application/x-ndjson application/jsonl';

function remedy(
  kind: RemedyKind,
  title: string,
  edits: () => readonly TextEdit[],
  preferred = true,
): Remedy {
  return { kind, title, preferred, edits };
}

/** One that other backends can have likewise. */
function remedyIn(
  backend: Section,
  kind: RemedyKind,
  deed: string,
  edits: () => readonly TextEdit[],
  title?: string,
): Remedy {
  const { kind: section, name } = backend;
  return { ...remedy(kind, title ?? l10n.t`${deed} in ${section} ${name}`, edits), deed };
}

/** Gives a backend a longer `timeout server` or `timeout tunnel`; an inherited one stays for the others. */
export function timeoutRemedy(backend: Section, kind: string, line: Line, seconds: number): Remedy {
  const text = durationText(seconds);
  const written =
    starts(line, 'timeout', kind) || starts(line, 'http-request', 'set-timeout', kind);
  const word = line.directive.args[line.words[0] === 'timeout' ? 1 : 2];
  return remedyIn(backend, 'read-timeout', l10n.t`Set timeout ${kind} to ${text}`, () => {
    if (written && word && line.proxy === backend) return [replaceWord(line, word, text)];
    const own = backend.lines.findLast((other) => starts(other, 'timeout', kind));
    const value = own?.directive.args[1];
    if (own && value) return [replaceWord(own, value, text)];
    return [settingEdit(backend, `timeout ${kind} ${text}`)];
  });
}

function settingEdit(backend: Section, text: string): TextEdit {
  const server = backend.lines.find((line) =>
    /^(server|server-template|dispatch)$/.test(line.words[0] ?? ''),
  );
  return server ? insertBefore(server, [text]) : insertFirstRule(backend, [text]);
}

/** Writes a number of milliseconds as the seconds that were meant. */
export function durationRemedy(line: Line, word: Word): Remedy {
  const title = l10n.t`Write ${word.value}s for ${word.value} seconds`;
  return remedy('write-duration', title, () => [replaceWord(line, word, `${word.value}s`)]);
}

/** Keeps a response rule off the 101 that answers a WebSocket handshake; takes away one that is for it alone. */
export function spareHandshake(line: Line): Remedy {
  const [keyword = ''] = line.words;
  if (line.words.slice(conditionOf(line)?.at).join(' ') === 'if { status 101 }') {
    const what = l10n.t`Remove this ${keyword} rule, which only the WebSocket's 101 meets`;
    return remedy('pass-upgrade', what, () => [removeLine(line)]);
  }
  const title = l10n.t`Leave the WebSocket's 101 out of this ${keyword} rule`;
  return remedy('pass-upgrade', title, () => exempt(line, { test: 'status 101', status: 101 }));
}

/** Keeps a request rule off WebSocket handshakes. */
export function spareUpgrade(line: Line): Remedy {
  const [keyword = ''] = line.words;
  const title = l10n.t`Leave WebSocket handshakes out of this ${keyword} rule`;
  return remedy('pass-upgrade', title, () =>
    exempt(line, { test: 'req.hdr(Upgrade) -i websocket' }),
  );
}

/** Lets a rule that writes Upgrade into every request do so for handshakes alone; one with a condition stays as it is. */
export function onlyHandshakes(line: Line): readonly Remedy[] {
  if (conditionOf(line)) return [];
  const { end } = line.directive;
  const newText = ' if { req.hdr(Upgrade) -m found }';
  const edits = () => [{ uri: line.proxy.uri, start: end, end, newText }];
  return [remedy('route', l10n.t('Write this Upgrade into WebSocket handshakes only'), edits)];
}

/** Keeps a response rule off STIG Manager's streams. */
export function spareStreams(line: Line, kind: RemedyKind): Remedy {
  const [keyword = ''] = line.words;
  const title = l10n.t`Leave event streams and NDJSON out of this ${keyword} rule`;
  return remedy(kind, title, () => exempt(line, { test: STREAM_TEST, status: 200 }));
}

/** Keeps a request rule off STIG Manager's own paths; one that may guard access is not to be preferred. */
export function spareOwnPaths(
  line: Line,
  mount: string,
  kind: RemedyKind,
  preferred = true,
): Remedy {
  const [keyword = '', action = keyword] = line.words;
  const title = l10n.t`Leave ${mount}api/ and ${mount}socket/ out of this ${action} rule`;
  return remedy(kind, title, () => exempt(line, { test: ownPaths(mount) }), preferred);
}

/** Raises the numbers that a body is compared with. */
export function bodyLimitRemedy(line: Line, bounds: readonly SizeBound[], bytes: number): Remedy {
  return remedy('body-limit', l10n.t`Allow bodies of ${bytes} bytes`, () =>
    bounds.map((bound) => replaceWord(line, bound.word, boundFor(bound, bytes))),
  );
}

/** Redirects the mount without its slash to the one with it. */
export function slashRemedy(frontend: Section, mount: string): Remedy {
  const bare = mount.slice(0, -1);
  const rule = `http-request redirect code 301 location ${mount} if { path ${bare} }`;
  return remedy('slash-redirect', l10n.t`Redirect ${bare} to ${mount}`, () => [
    insertFirstRule(frontend, [rule]),
  ]);
}

function stripRule(mount: string): string {
  return `http-request replace-path ^${escapeRegex(mount)}(.*) /\\1`;
}

/** Strips the mount in the backend. */
export function stripRemedy(backend: Section, mount: string): Remedy {
  const edits = () => [insertLastRule(backend, [stripRule(mount)])];
  return remedyIn(backend, 'route', l10n.t`Strip ${mount}`, edits);
}

/** Puts a rewriting that strips the mount in place of one that does not do it right. */
export function rewriteRemedy(line: Line, mount: string): Remedy {
  const [first, ...rest] = line.directive.args;
  const end = conditionOf(line)?.at;
  const last = (end === undefined ? rest.at(-1) : rest[end - 3]) ?? first;
  return remedy('route', l10n.t`Strip ${mount} with replace-path`, () =>
    first && last
      ? [
          {
            uri: line.proxy.uri,
            start: first.start,
            end: last.end,
            newText: stripRule(mount).slice(13),
          },
        ]
      : [],
  );
}

/** Moves the stripping of the mount, with the comments behind it, from the frontend, where it hides the path from later rules, to the backend. */
export function moveStripRemedy(lines: readonly Line[], backend: Section, mount: string): Remedy {
  const edits = () => {
    const comments = lines.map(commentBehind).filter(Boolean);
    const rule = [stripRule(mount), ...comments].join(' ');
    return [...lines.map(removeWholeLine), insertLastRule(backend, [rule])];
  };
  const { kind, name } = backend;
  const title = l10n.t`Strip ${mount} in ${kind} ${name}, behind the rules that look at it`;
  return remedyIn(backend, 'reorder', l10n.t`Strip ${mount}`, edits, title);
}

/**
 * Sends a mount to STIG Manager's backend, before the rules that take parts of it: only its own paths where other
 * backends take requests too.
 */
export function routeRemedy(
  frontend: Section,
  backend: Section,
  mount: string,
  terms: readonly string[],
): Remedy {
  const shared = hasOtherBackends(frontend, backend);
  const test = shared ? ownPaths(mount) : `path_beg ${mount}`;
  const rule = ['use_backend', backend.name, 'if', `{ ${test} }`, ...terms].join(' ');
  const first = frontend.lines.find((line) => starts(line, 'use_backend'));
  const title = shared
    ? l10n.t`Send ${mount}api/ and ${mount}socket/ to ${backend.name}`
    : l10n.t`Send ${mount} to ${backend.name}`;
  return remedy('route', title, () => [
    first ? insertBefore(first, [rule]) : insertFirstRule(frontend, [rule]),
  ]);
}

function hasOtherBackends(frontend: Section, backend: Section): boolean {
  const byDefault = settingOf(frontend, 'default_backend');
  const rules = [...rulesOf(frontend, 'use_backend'), ...(byDefault ? [byDefault] : [])];
  return frontend.kind === 'listen' || rules.some(({ words }) => words[1] !== backend.name);
}

/** Redirects a plain frontend to TLS. */
export function httpsRemedy(frontend: Section): Remedy {
  const rule = 'http-request redirect scheme https code 301 unless { ssl_fc }';
  return remedy('https-redirect', l10n.t('Redirect http to https'), () => [
    insertFirstRule(frontend, [rule]),
  ]);
}

/** Clears a certificate header before any rule sets it. */
export function clearHeaderRemedy(
  frontend: Section,
  writer: Line | undefined,
  name: string,
): Remedy {
  const rule = `http-request del-header ${name}`;
  return remedy('clear-certificate-header', l10n.t`Delete the client's own ${name} first`, () => [
    writer && writer.proxy === frontend
      ? insertBefore(writer, [rule])
      : insertFirstRule(frontend, [rule]),
  ]);
}

/** A header to be set, the line that writes it so far, and those that would. */
export interface Unset {
  readonly name: string;
  readonly writer: Line | undefined;
  readonly lines: () => readonly string[];
}

/** Sets headers toward Keycloak; what a rule adds to the client's own is set by that rule. */
export function forwardedRemedy(backend: Section, headers: readonly Unset[]): Remedy {
  const names = headers.map(({ name }) => headerName(name)).join(', ');
  const deed = l10n.t`Set ${names}`;
  return remedyIn(backend, 'forwarded-headers', deed, () => {
    const isAdded = ({ writer }: Unset) => writer && starts(writer, 'http-request', 'add-header');
    const replaced = headers.filter(isAdded).flatMap(({ writer }) => {
      const action = writer?.directive.args[0];
      return writer && action ? [replaceWord(writer, action, 'set-header')] : [];
    });
    const rules = headers.filter((header) => !isAdded(header)).flatMap(({ lines }) => lines());
    return rules.length > 0 ? [...replaced, insertLastRule(backend, rules)] : replaced;
  });
}
