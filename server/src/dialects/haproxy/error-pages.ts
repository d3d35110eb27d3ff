import type { Line, Section } from './configuration.ts';
import type { Context } from './exchange.ts';
import type { End } from './journey.ts';
import { lineage, linesWhere, rulesOf } from './lines-in-force.ts';
import { question } from './questions.ts';
import { argsOf } from './rule-words.ts';

/** What goes out in place of an answer that HAProxy gives by itself; `status` undefined where nothing is sent. */
export interface ErrorPage {
  readonly status: number | undefined;
  /** Where it redirects to. */
  readonly location?: string;
  /** The line that puts it in place of the answer. */
  readonly line?: Line;
}

/** Words after which a rule brings a content of its own, which keeps the rule's status. */
const OWN_CONTENT = ['content-type', 'string', 'lf-string', 'file', 'lf-file', 'hdr'];

/**
 * What a rule's answer of a status becomes: the page that the rule names, else that of the backend, else that of the
 * frontend (measured on 2.6.12). A `return` uses their pages only where it says `default-errorfiles`.
 */
export function pageOfRule(line: Line, status: number, context: Context, via: Via): ErrorPage {
  const words = argsOf(line);
  const after = (keyword: string) => {
    const at = words.indexOf(keyword);
    return at < 0 ? undefined : words[at + 1];
  };
  const file = after('errorfile');
  if (file !== undefined) return pageOfFile(file, status, context);
  const group = after('errorfiles');
  if (group !== undefined) return pageOfGroup(group, status, context) ?? plain(status);
  const kept = line.words[1]?.startsWith('return') && !words.includes('default-errorfiles');
  if (kept || words.some((word) => OWN_CONTENT.includes(word))) return plain(status);
  return pageOf(status, context, via);
}

/** The sections whose error pages count, the first before the others. */
type Via = readonly (Section | undefined)[];

/** What an answer of HAProxy with a status becomes in these sections. */
export function pageOf(status: number, context: Context, via: Via): ErrorPage {
  for (const section of via) {
    const page = section && pageIn(section, status, context);
    if (page) return page;
  }
  return plain(status);
}

/** The end of a request with the error pages in force. */
export function withErrorPage(end: End, context: Context, via: Via): End {
  if (end.kind === 'unrouted') return unroutedPage(end, context, via);
  if (end.kind !== 'answer') return end;
  const { line } = end;
  const { status, location } = pageOfRule(line, end.status, context, via);
  if (status === undefined) return { kind: 'dropped', line };
  if (location !== undefined) return { kind: 'redirect', status, line, location, toTls: false };
  return { ...end, status, challenge: end.challenge && status === 401 };
}

/** A request that finds no server gets 503, unless a page says otherwise. */
function unroutedPage(end: End, context: Context, via: Via): End {
  const { status, location, line } = pageOf(503, context, via);
  if (!line || status === 503) return end;
  if (status === undefined) return { kind: 'dropped', line };
  if (location !== undefined) return { kind: 'redirect', status, line, location, toTls: false };
  return { kind: 'answer', status, line, challenge: false };
}

function plain(status: number): ErrorPage {
  return { status };
}

/** The last line that speaks of a status counts; those of the defaults come first. */
function pageIn(section: Section, status: number, context: Context): ErrorPage | undefined {
  const lines = [...lineage(section)].reverse().flatMap(pageLines);
  for (const line of [...lines].reverse()) {
    const page = pageOfLine(line, status, context);
    if (page) return { ...page, line };
  }
  return undefined;
}

const pageLines = linesWhere(([keyword = '']) => /^(error(file|loc)|http-error$)/.test(keyword));

function pageOfLine(line: Line, status: number, context: Context): ErrorPage | undefined {
  const [keyword = '', first = '', second = '', ...rest] = line.words;
  const code = String(status);
  switch (keyword) {
    case 'errorfile':
      return first === code ? pageOfFile(second, status, context) : undefined;
    case 'errorloc':
    case 'errorloc302':
      return first === code ? { status: 302, location: second } : undefined;
    case 'errorloc303':
      return first === code ? { status: 303, location: second } : undefined;
    case 'errorfiles':
      if (second !== '' && ![second, ...rest].includes(code)) return undefined;
      return pageOfGroup(first, status, context);
    case 'http-error':
      if (second !== code) return undefined;
      return rest[0] === 'errorfile' ? pageOfFile(rest[1] ?? '', status, context) : plain(status);
    default:
      return undefined;
  }
}

function pageOfGroup(name: string, status: number, context: Context): ErrorPage | undefined {
  const group = context.errorGroups?.get(name);
  const line = group && rulesOf(group, 'errorfile', String(status)).at(-1);
  return line && pageOfFile(line.words[2] ?? '', status, context);
}

/** The pages that come with HAProxy are named after their status. */
const SHIPPED = /\/errors\/(\d{3})\.http$/;

/** The status that the first line of an error page holds: HAProxy sends the file as it is. */
function pageOfFile(path: string, status: number, context: Context): ErrorPage {
  if (path === '/dev/null') return { status: undefined };
  const lines = context.listFile(path);
  const [, found] = (lines ? /^HTTP\/\S+ (\d{3})/.exec(lines[0] ?? '') : SHIPPED.exec(path)) ?? [];
  if (found !== undefined) return plain(Number(found));
  if (!context.assumptions.holds(question('page', path, String(status)))) return plain(status);
  return plain(status >= 400 && status < 500 && status !== 404 ? 503 : 403);
}
