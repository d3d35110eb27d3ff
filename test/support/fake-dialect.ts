import type { Analysis, Delivery, TimeLimit } from '../../server/src/delivery/delivery.ts';
import { NO_FACTS } from '../../server/src/delivery/facts.ts';
import type { Dialect, Question } from '../../server/src/dialects/dialect.ts';
import type { Checks } from '../../server/src/dialects/language.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { endpoints } from '../../server/src/stigman/endpoints.ts';
import type { Directive, SyntaxTree } from '../../server/src/syntax/tree.ts';
import { placeOf } from '../../server/src/text/place.ts';

/**
 * A language for tests: one directive a line, `#` starts a comment, a line that ends in `?` is a fault.
 * `include FILE` reads a file or a glob beside the root, `timeout N` limits the state events.
 */
export class FakeDialect implements Dialect {
  readonly id = 'nginx';
  readonly languageIds = ['fake'];
  readonly comment = '#';
  readonly mainFiles = ['main.fake'];
  /** Texts that were parsed, in order. */
  readonly parsed: string[] = [];
  /** Roots that were analysed, in order. */
  readonly analyzed: string[] = [];
  readonly language: { checks?: Checks } = {};

  readonly detect = (fileName: string) => (fileName.endsWith('.fake') ? 1 : 0);

  readonly parse = (text: string): SyntaxTree => {
    this.parsed.push(text);
    return parse(text);
  };

  readonly analyze = (question: Question): Analysis => {
    this.analyzed.push(question.root);
    const files: string[] = [];
    const limits: TimeLimit[] = [];
    this.#read(question.root, question, files, limits);
    const place = { uri: question.root, start: 0, end: 0 };
    const deliveries = limits.map((limit) => delivery(limit));
    const mount = { basePath: '/', place, deliveries, withoutSlash: undefined, primary: true };
    const entry = {
      url: 'http://localhost:80',
      secure: false,
      place,
      mounts: [mount],
      identityRoutes: [],
      httpsRedirect: undefined,
    };
    return {
      dialect: 'nginx',
      root: question.root,
      files,
      entries: [entry],
      shadows: [],
      misreadDurations: [],
      remarks: [],
    };
  };

  #read(uri: string, question: Question, files: string[], limits: TimeLimit[]): void {
    const file = question.files.read(uri);
    if (typeof file === 'string' || files.includes(file.uri)) return;
    files.push(file.uri);
    const tree = question.files.tree(file, this.parse);
    for (const directive of tree.root.directives) {
      const argument = directive.args[0]?.value ?? '';
      if (directive.name.value === 'timeout') limits.push(limit(uri, directive, Number(argument)));
      if (directive.name.value !== 'include') continue;
      const target = new URL(argument, question.root).href;
      const uris = /[*?[]/.test(argument) ? question.files.glob(target) : [target];
      for (const each of uris) this.#read(each, question, files, limits);
    }
  }
}

function parse(text: string): SyntaxTree {
  const comments = [...text.matchAll(/#.*/g)].map((match) => spanOf(match));
  const faults = [...text.matchAll(/[^\n#]*\?$/gm)].map((match) => ({
    ...spanOf(match),
    code: 'half-typed',
    message: 'This line is not complete.',
  }));
  const directives: Directive[] = [];
  const root = {
    start: 0,
    end: text.length,
    open: undefined,
    close: undefined,
    directives,
    owner: undefined,
    raw: false,
  };
  for (const line of text.matchAll(/^[ \t]*([^#\s][^#\n]*)/gm)) {
    const at = line.index + line[0].indexOf(line[1] as string);
    const words = [...(line[1] as string).matchAll(/\S+/g)].map((match) => ({
      start: at + match.index,
      end: at + match.index + match[0].length,
      value: match[0],
      quote: '' as const,
    }));
    const [name, ...args] = words;
    if (!name) continue;
    const end = (args.at(-1) ?? name).end;
    directives.push({ start: name.start, end, name, args, block: undefined });
  }
  return { text, root, comments, tokens: [], faults };
}

function spanOf(match: RegExpExecArray) {
  return { start: match.index, end: match.index + match[0].length };
}

function limit(uri: string, directive: Directive, seconds: number): TimeLimit {
  const place = placeOf(uri, directive);
  const number = placeOf(uri, directive.args[0] ?? directive);
  const remedy = {
    kind: 'read-timeout' as const,
    title: 'Set timeout to 3600',
    preferred: true,
    edits: () => [{ ...number, newText: '3600' }],
  };
  return {
    place,
    subject: `timeout ${seconds}`,
    origin: 'explicit',
    related: [],
    remedies: [remedy],
    kind: 'idle',
    seconds,
    misread: undefined,
  };
}

function delivery(limit: TimeLimit): Delivery {
  const [endpoint] = endpoints;
  if (!endpoint) throw new Error('no endpoints');
  const fact = { place: limit.place, subject: '', related: [], remedies: [] };
  return {
    endpoint,
    path: `/${endpoint.path}`,
    mapping: limit.place,
    route: {
      ...fact,
      origin: 'default',
      outcome: 'application',
      upstream: 'stigman:54000',
      upstreamPath: `/${endpoint.path}`,
      status: undefined,
      explanation: 'reaches STIG Manager',
    },
    ...NO_FACTS,
    limits: [limit],
  };
}

/** Finds each timeout of 30 and less. */
export const timeoutRule: Rule = {
  id: 'short',
  summary: 'A short timeout',
  severity: 'error',
  dialects: ['nginx'],
  check: ({ entries }) =>
    entries
      .flatMap((entry) => entry.mounts.flatMap((mount) => mount.deliveries))
      .flatMap((each) =>
        each.limits
          .filter(({ seconds }) => seconds <= 30)
          .map(({ place, seconds, remedies }) => ({
            ruleId: 'short',
            severity: 'error' as const,
            place,
            message: `Cut after ${seconds} s.`,
            related: [],
            remedies,
            affects: [each],
          })),
      ),
};
