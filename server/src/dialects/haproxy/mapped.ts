import type { Line } from './configuration.ts';
import { resolved } from './definitions.ts';
import { parseExpression, parseFormat } from './expressions.ts';
import { hostOfPattern, isAboutHost, type ListFile, pathOfPiece } from './literals.ts';
import type { Method } from './matching.ts';
import { prefixesOfRegex } from './regex-heads.ts';

/** A key of a map and the backend that a `use_backend` line makes of its value. */
interface Entry {
  readonly key: string;
  readonly backend: string;
  readonly method: Method;
  /** What is looked up: a fetch with its converters. */
  readonly subject: string;
}

/** A host name that leads to a backend. */
export interface NamedHost {
  readonly host: string;
  readonly backend: string;
}

/** Paths that are keys of the maps by which a `use_backend` line finds its backend. */
export function pathsMapped(line: Line, listFile: ListFile): readonly string[] {
  return entriesOf(line, listFile).flatMap(pathsIn);
}

/** A backend that a map leads to, and the path below which it does. */
export interface MappedWay {
  readonly backend: string;
  /** The root where a host leads there. */
  readonly path: string;
}

/** Where the maps by which a `use_backend` line finds its backend lead. */
export function waysMapped(line: Line, listFile: ListFile): readonly MappedWay[] {
  return entriesOf(line, listFile).flatMap((entry) => {
    const paths = isAboutHost(entry.subject) ? ['/'] : pathsIn(entry);
    return paths.map((path) => ({ backend: entry.backend, path }));
  });
}

function pathsIn({ key, subject, method }: Entry): readonly string[] {
  if (isAboutHost(subject)) return [];
  if (method === 'reg') return prefixesOfRegex(key);
  if (subject.startsWith('base')) return key.includes('/') ? [key.slice(key.indexOf('/'))] : [];
  return [pathOfPiece(subject, key) ?? key].filter((path) => path.startsWith('/'));
}

/** Host names that are keys of the maps by which a `use_backend` line finds its backend. */
export function hostsMapped(line: Line, listFile: ListFile): readonly NamedHost[] {
  return entriesOf(line, listFile).flatMap(({ key, subject, method, backend }) => {
    const text = subject.startsWith('base') ? key.replace(/\/.*/, '') : key;
    const host = isAboutHost(subject) || text !== key ? hostOfPattern(text, method) : undefined;
    return host === undefined ? [] : [{ host, backend }];
  });
}

/** Host names by which a `use_backend` line makes the names of these backends. */
export function hostsInNames(line: Line, backends: Iterable<string>): readonly NamedHost[] {
  const pieces = parseFormat(line.words[1] ?? '');
  const at = pieces.findIndex((piece) => piece.kind === 'sample');
  const sample = pieces[at];
  if (sample?.kind !== 'sample') return [];
  const [head, tail] = [pieces.slice(0, at), pieces.slice(at + 1)].map((part) =>
    part.map((piece) => (piece.kind === 'text' ? piece.text : '')).join(''),
  ) as [string, string];
  const subject = resolved(sample.text, line.proxy);
  if (!isAboutHost(subject) || /,map/.test(subject)) return [];
  const isLabel = /,(field|word)\(1,\.\)/.test(subject);
  return [...backends].flatMap((backend) => {
    if (!backend.startsWith(head) || !backend.endsWith(tail)) return [];
    const middle = backend.slice(head.length, backend.length - tail.length);
    const host = hostOfPattern(isLabel ? `${middle}.` : middle, 'str');
    return host === undefined ? [] : [{ host, backend }];
  });
}

/** The entries of the map in a line's format; what stands around it belongs to the backend's name. */
function entriesOf(line: Line, listFile: ListFile): readonly Entry[] {
  const pieces = parseFormat(line.words[1] ?? '');
  const samples = pieces.filter((piece) => piece.kind === 'sample');
  const [sample] = samples;
  if (!sample || samples.length > 1) return [];
  const text = resolved(sample.text, line.proxy);
  const calls = parseExpression(text)?.calls ?? [];
  const map = calls.find((call) => call.name.startsWith('map'));
  const subject = text.split(/,map(?:_|\()/)[0] ?? '';
  const method = (/^map_([a-z]+)/.exec(map?.name ?? '')?.[1] ?? 'str') as Method;
  return (listFile(map?.args[0] ?? '') ?? []).flatMap((entry) => {
    const [, key, value = ''] = /^(\S+)\s*(.*)$/s.exec(entry) ?? [];
    const name = pieces.map((piece) => (piece.kind === 'text' ? piece.text : value)).join('');
    return key === undefined ? [] : [{ key, backend: name, method, subject }];
  });
}
