import { wordTable } from '../../text/word-table.ts';
import { oncePer, oncePerText } from '../once.ts';
import { isOn, type Node } from './node.ts';
import { type Server, setting } from './server.ts';

/** A RewriteRule with what belongs to it. */
export interface RewriteRule {
  readonly conditions: readonly Node[];
  readonly node: Node;
  readonly flags: ReadonlyMap<string, string>;
  /** What its `E=` flags set. */
  readonly variables: readonly string[];
}

/** The rules among some directives, each with the conditions before it. */
export const rulesIn = oncePer(readRules);

function readRules(nodes: readonly Node[]): readonly RewriteRule[] {
  const found: RewriteRule[] = [];
  let conditions: Node[] = [];
  for (const node of nodes) {
    if (node.name === 'rewritecond') conditions.push(node);
    if (!isRule(node)) continue;
    const written = node.argument(2);
    found.push({ conditions, node, flags: flagsOf(written), variables: variablesOf(written) });
    conditions = [];
  }
  return found;
}

/** True for a RewriteRule. */
export function isRule(node: Node): boolean {
  return node.name === 'rewriterule';
}

/**
 * The rules in force: a virtual host has its own, and the main server's only where it inherits them; one without any
 * directive of mod_rewrite has none (measured).
 */
export function rulesOf(server: Server): readonly RewriteRule[] {
  const { main } = server;
  if (main && !server.own.some(isRewriting)) return [];
  if (!isOn(setting(server, 'rewriteengine'))) return [];
  const own = rulesIn(server.own);
  if (!main) return own;
  const base = optionsIn(main.own);
  return mergedRules(
    { rules: rulesIn(main.own), options: base },
    { rules: own, options: optionsIn(server.own) ?? base },
  );
}

/** True for a directive of mod_rewrite. */
export function isRewriting(node: Node): boolean {
  return /^rewrite(?:engine|rule|cond|options|base|map)$/.test(node.name);
}

/** Rules as one server or section has them; options undefined where nothing sets any. */
export interface RuleSet {
  readonly rules: readonly RewriteRule[];
  readonly options: ReadonlySet<string> | undefined;
}

/** The rules of a server or section within another: its own, unless the options of either make it inherit. */
export function mergedRules(outer: RuleSet, inner: RuleSet): readonly RewriteRule[] {
  const inherited = inheritance(outer.options, inner.options);
  if (inherited === 'after') return [...inner.rules, ...outer.rules];
  return inherited === 'before' ? [...outer.rules, ...inner.rules] : inner.rules;
}

/** Where what is around a server or section comes in beside its own; undefined where it does not. */
export function inheritance(
  outer: RuleSet['options'],
  inner: RuleSet['options'],
): 'before' | 'after' | undefined {
  const given = inner?.has('ignoreinherit') ? undefined : outer;
  if (inner?.has('inherit') || given?.has('inheritdown')) return 'after';
  const isBefore = inner?.has('inheritbefore') || given?.has('inheritdownbefore');
  return isBefore ? 'before' : undefined;
}

/** The words of all RewriteOptions lines among some directives, in lower case; undefined for no such line. */
export function optionsIn(nodes: readonly Node[]): ReadonlySet<string> | undefined {
  const lines = nodes.filter((node) => node.name === 'rewriteoptions');
  if (lines.length === 0) return undefined;
  return new Set(lines.flatMap((line) => line.args.map((arg) => arg.value.toLowerCase())));
}

const LONG_FLAGS = wordTable<string>({
  proxy: 'P',
  last: 'L',
  qsappend: 'QSA',
  qsdiscard: 'QSD',
  redirect: 'R',
  forbidden: 'F',
  gone: 'G',
  passthrough: 'PT',
  chain: 'C',
  skip: 'S',
  next: 'N',
  nocase: 'NC',
  noescape: 'NE',
  env: 'E',
});

/** The flags of a rule or condition, by their short names. */
export const flagsOf = oncePerText(
  (written: string): ReadonlyMap<string, string> => new Map(flagsWritten(written)),
);

function flagsWritten(written: string): readonly (readonly [string, string])[] {
  const parts = written.replace(/^\[|\]$/g, '').split(',');
  return parts.map((part) => {
    const [name = '', value = ''] = part.trim().split(/=(.*)/s);
    return [LONG_FLAGS.get(name.toLowerCase()) ?? name.toUpperCase(), value];
  });
}

const variablesOf = oncePerText((written: string): readonly string[] => {
  const flags = flagsWritten(written);
  return flags.filter(([name]) => name === 'E').map(([, value]) => value);
});
