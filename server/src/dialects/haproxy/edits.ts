import type { Word } from '../../syntax/tree.ts';
import { indentAt, lineAt, lineEndOf } from '../../text/lines.ts';
import type { TextEdit } from '../../text/place.ts';
import { type Line, placeOfHead, type Section } from './configuration.ts';

/** Replaces one word. */
export function replaceWord(line: Line, word: Word, newText: string): TextEdit {
  return { uri: line.proxy.uri, start: word.start, end: word.end, newText };
}

/** Puts lines before a keyword line, with its indentation. */
export function insertBefore(line: Line, texts: readonly string[]): TextEdit {
  const { text } = line.proxy.tree;
  const indent = indentAt(text, line.directive.start);
  const at = lineAt(text, line.directive.start).start;
  return insertion(line.proxy, at, texts.map((one) => indent + one + lineEndOf(text)).join(''));
}

/** Puts lines behind a keyword line, with its indentation. */
export function insertAfter(line: Line, texts: readonly string[]): TextEdit {
  const { text } = line.proxy.tree;
  const indent = indentAt(text, line.directive.start);
  const at = lineAt(text, line.directive.start).end;
  return insertion(line.proxy, at, texts.map((one) => lineEndOf(text) + indent + one).join(''));
}

/** Puts lines right below the head of a section, with the indentation of what stands in it. */
export function insertBelowHead(proxy: Section, texts: readonly string[]): TextEdit {
  const { text } = proxy.tree;
  const first = proxy.lines[0];
  const indent = first ? indentAt(text, first.directive.start) : '    ';
  const at = lineAt(text, placeOfHead(proxy).end).end;
  return insertion(proxy, at, texts.map((one) => lineEndOf(text) + indent + one).join(''));
}

function insertion(proxy: Section, at: number, newText: string): TextEdit {
  return { uri: proxy.uri, start: at, end: at, newText };
}

/** What is written behind a rule on its line: a comment, or nothing. */
export function commentBehind({ proxy, directive }: Line): string {
  const { text } = proxy.tree;
  return text.slice(directive.end, lineAt(text, directive.start).end).trim();
}

/** Takes a keyword line away, with its line end; a comment behind it stays. */
export function removeLine(line: Line): TextEdit {
  const comment = commentBehind(line);
  const { uri, tree } = line.proxy;
  if (comment === '') return removeWholeLine(line);
  return {
    uri,
    start: line.directive.start,
    end: tree.text.indexOf(comment, line.directive.end),
    newText: '',
  };
}

/** Takes a keyword line away, with its line end and the comment behind it. */
export function removeWholeLine(line: Line): TextEdit {
  const { text } = line.proxy.tree;
  const { start, end } = lineAt(text, line.directive.start);
  const next = text.indexOf('\n', end);
  return { uri: line.proxy.uri, start, end: next < 0 ? end : next + 1, newText: '' };
}

const RULE_KEYWORDS: ReadonlySet<string> = new Set([
  'http-request',
  'redirect',
  'use_backend',
  'default_backend',
  'server',
]);

/** Puts rules before all others of a section. */
export function insertFirstRule(proxy: Section, texts: readonly string[]): TextEdit {
  const first = proxy.lines.find((line) => RULE_KEYWORDS.has(line.words[0] ?? ''));
  if (first) return insertBefore(first, texts);
  const last = proxy.lines.at(-1);
  return last ? insertAfter(last, texts) : insertBelowHead(proxy, texts);
}

/** Puts rules behind the other request rules of a section. */
export function insertLastRule(proxy: Section, texts: readonly string[]): TextEdit {
  const last = proxy.lines.findLast((line) => line.words[0] === 'http-request');
  if (last) return insertAfter(last, texts);
  const next = proxy.lines.find((line) => RULE_KEYWORDS.has(line.words[0] ?? ''));
  return next ? insertBefore(next, texts) : insertFirstRule(proxy, texts);
}

/** Seconds as HAProxy writes them: 1h, 6m, 90s. */
export function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${Math.ceil(seconds)}s`;
}

/** A literal text as a regular expression in an unquoted word. */
export function escapeRegex(text: string): string {
  return text.replace(/[.*+?^${}()|[\]]/g, '[$&]').replaceAll('[^]', '\\^');
}

/** Paths of STIG Manager below a mount, as patterns of a prefix test. */
export function ownPaths(mount: string): string {
  return `path_beg ${mount}api/ ${mount}socket/`;
}
