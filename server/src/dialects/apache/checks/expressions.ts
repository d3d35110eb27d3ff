import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePerText } from '../../once.ts';
import type { Met } from '../configuration.ts';
import { grammarProblem, type Problem } from './expression-grammar.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** Variables of httpd 2.4's own expressions (manual, and tried on 2.4.71). */
const VARIABLES =
  'AUTH_TYPE CONN_LOG_ID CONN_REMOTE_ADDR CONTENT_TYPE CONTEXT_DOCUMENT_ROOT CONTEXT_PREFIX DOCUMENT_ROOT DOCUMENT_URI HANDLER HTTP2 HTTPS HTTP_ACCEPT HTTP_COOKIE HTTP_FORWARDED HTTP_HOST HTTP_PROXY_CONNECTION HTTP_REFERER HTTP_USER_AGENT IPV6 IS_SUBREQ LAST_MODIFIED PATH_INFO QUERY_STRING REMOTE_ADDR REMOTE_HOST REMOTE_IDENT REMOTE_PORT REMOTE_USER REQUEST_FILENAME REQUEST_LOG_ID REQUEST_METHOD REQUEST_SCHEME REQUEST_STATUS REQUEST_URI SCRIPT_FILENAME SCRIPT_GROUP SCRIPT_USER SERVER_ADMIN SERVER_NAME SERVER_PORT SERVER_PROTOCOL SERVER_PROTOCOL_VERSION SERVER_PROTOCOL_VERSION_MAJOR SERVER_PROTOCOL_VERSION_MINOR THE_REQUEST TIME TIME_DAY TIME_HOUR TIME_MIN TIME_MON TIME_SEC TIME_WDAY TIME_YEAR'.split(
    ' ',
  );
const KNOWN = new Set(VARIABLES);

/**
 * httpd: `Cannot parse condition clause: syntax error, …`, `Can't parse envclause/expression`, `Variable 'X' does not
 * exist`, of which only misspellings are told, since modules bring variables.
 */
export function expressions({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const index = indexOf(each);
    const word = index === undefined ? undefined : each.node.args[index];
    if (index === undefined || !word || !isSettledWord(word)) return [];
    const problem = problemIn(word.value.replace(/^expr=/, ''));
    if (problem === undefined) return [];
    const message = `The expression ${problem}, and httpd refuses the file.`;
    return [faultAtArgument(each, index, { code: 'invalid-expression', message })];
  });
}

/** Which argument of a directive is a condition in httpd's language of expressions. */
function indexOf({ node }: Met): number | undefined {
  const { name, args, directive } = node;
  if (directive.block) return /^(?:if|elseif)$/.test(name) && args.length === 1 ? 0 : undefined;
  if (name === 'setenvifexpr') return 0;
  if (name === 'rewritecond') return node.argument(0).toLowerCase() === 'expr' ? 1 : undefined;
  const last = args.length - 1;
  const conditional = name === 'header' || name === 'requestheader';
  return conditional && last > 2 && /^expr=/.test(node.argument(last)) ? last : undefined;
}

const problemIn = oncePerText(
  (source: string): Problem | undefined => grammarProblem(source) ?? variableProblem(source),
);

function variableProblem(source: string): Problem | undefined {
  for (const [, name = ''] of source.matchAll(/%\{(\w+)\}/g)) {
    const meant = KNOWN.has(name.toUpperCase()) ? undefined : nearest(name.toUpperCase(), KNOWN);
    if (meant !== undefined) return `has %{${name}}, which httpd does not know: write %{${meant}}`;
  }
  return undefined;
}
