import { type Directive, type SyntaxTree, walk } from '../../syntax/tree.ts';
import { isDataBlock } from './nesting.ts';
import { parse } from './parse.ts';
import { isKnownDirective, isMostlyBlock } from './vocabulary.ts';

/** How much of a text is looked at, in UTF-16 units. */
const SAMPLE = 32 * 1024;

const OWN_NAME =
  /(?:^|[/._-])nginx[-_.\w]*\.conf(?:\.\w+)?$|\.nginx(?:conf)?$|(?:^|\/)nginx\.conf[-_.\w]*$/i;
const OWN_FOLDER =
  /(?:^|\/)nginx\/(?:[^/]+\/)*(?:conf\.d|sites-(?:available|enabled)|snippets|templates|modules-(?:available|enabled))\/[^/]+$/i;
const LIKELY_NAME =
  /(?:^|\/)(?:conf\.d|sites-(?:available|enabled)|snippets)\/[^/]+$|\.(?:conf|vhost)(?:\.(?:template|tmpl|tpl|j2|jinja2?|erb|in|example|sample|default|dist|bak|orig))?$/i;

/** Signs of other languages; any one rules nginx out. */
const OTHERS: readonly (readonly RegExp[])[] = [
  [
    /^[ \t]*<\/?(?:VirtualHost|If\w*|Directory\w*|Location\w*|Files\w*|Proxy\w*|Macro|Limit\w*|Require\w*)\b[^>\n]*>/im,
  ],
  [
    /^(?:global|defaults|(?:frontend|backend|listen)[ \t]+[\w.-]+)[ \t\r]*$/m,
    /^[ \t]+(?:bind|mode|server|balance|timeout|log|maxconn|default_backend|option)[ \t]+[^;{]*$/m,
  ],
  [/^[ \t]*\[[\w.: -]+\][ \t\r]*$/m],
  [/^(?:---|apiVersion:|services:|version:)/m],
  [/^\s*[[{]\s*(?:"[^"\n]*"\s*[:,]|[[{\]}])/],
  [/^#!/],
];

/** Names that programs in braces use as well. */
const COMMON = new Set(['return', 'break', 'set', 'include', 'server', 'user', 'zone', 'match']);

/** How sure a file name and a text look like nginx: 0 no, 1 certain. Never throws. */
export function detect(fileName: string, text: string): number {
  const sample = text.slice(0, SAMPLE);
  if (sample.includes('\0') || OTHERS.some((signs) => signs.every((sign) => sign.test(sample)))) {
    return 0;
  }
  const name = fileName.replaceAll('\\', '/');
  const content = likeness(parse(sample));
  if (OWN_NAME.test(name) || OWN_FOLDER.test(name)) return Math.max(0.9, content);
  if (LIKELY_NAME.test(name)) return content;
  return content >= 0.8 ? content : 0;
}

/** How much a text reads like nginx: the share of its directives that nginx knows, weighed by their number. */
function likeness(tree: SyntaxTree): number {
  let known = 0;
  let unknown = tree.faults.filter((fault) => fault.code === 'unexpected-character').length;
  for (const directive of walk(tree.root, (block) => !isDataBlock(block.owner?.name.value))) {
    const weight = weightOf(tree.text, directive);
    if (weight > 0) known += weight;
    else unknown++;
  }
  const share = known / (known + unknown || 1);
  return share < 0.5 ? 0 : share * Math.min(1, 0.5 + known / 10);
}

/** 0 for a directive that nginx does not know in this shape, more the surer it is nginx's. */
function weightOf(text: string, directive: Directive): number {
  const name = directive.name.value;
  if (!isKnownDirective(name)) return 0;
  if (name === 'if') return 1;
  if (directive.block) return isMostlyBlock(name) ? 4 : 0;
  if (text[directive.end - 1] !== ';') return 0;
  return COMMON.has(name) ? 1 : 2;
}
