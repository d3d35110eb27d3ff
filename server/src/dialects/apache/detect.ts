import { walk } from '../../syntax/tree.ts';
import { parse } from './parser.ts';
import { isApacheDirective } from './vocabulary.ts';

/** How much of a text is looked at, in UTF-16 units. */
const SAMPLE = 32 * 1024;

const OWN_NAME =
  /(?:^|[/._-])(?:httpd|apache2?)[-_.\w]*\.conf(?:\.\w+)?$|(?:^|\/)\.htaccess$|\.vhost$/i;
const OWN_FOLDER =
  /(?:^|\/)(?:apache2|httpd)\/(?:[^/]+\/)*(?:sites|conf|mods)-(?:available|enabled)\/[^/]+$/i;
const LIKELY_NAME =
  /(?:^|\/)(?:conf\.d|(?:sites|conf|mods)-(?:available|enabled))\/[^/]+$|\.(?:conf|load)(?:\.(?:template|tmpl|tpl|j2|erb|in|example|sample|default|dist|bak|orig))?$/i;

/** Signs that no httpd configuration has. */
const OTHERS = /^\s*(?:[{[]|---|apiVersion:|services:|#!)|^[ \t]*[\w-]+[^\n#]*[{;][ \t\r]*$/m;

/** How sure a file name and a text look like httpd: 0 no, 1 certain. Never throws. */
export function detect(fileName: string, text: string): number {
  const sample = text.slice(0, SAMPLE);
  if (sample.includes('\0')) return 0;
  const name = fileName.replaceAll('\\', '/');
  const content = likeness(sample);
  if (OWN_NAME.test(name) || OWN_FOLDER.test(name)) return Math.max(0.9, content);
  if (LIKELY_NAME.test(name)) return content;
  return content >= 0.8 ? content : 0;
}

/** The share of a text's directives that httpd knows, weighed by their number; sections count most. */
function likeness(sample: string): number {
  let known = 0;
  let unknown = 0;
  for (const directive of walk(parse(sample).root)) {
    if (!isApacheDirective(directive.name.value, directive.block !== undefined)) unknown++;
    else known += directive.block ? 4 : 2;
  }
  const share = known / (known + unknown || 1);
  const doubt = OTHERS.test(sample) ? 0.5 : 1;
  return share < 0.5 ? 0 : share * doubt * Math.min(1, 0.6 + known / 10);
}
