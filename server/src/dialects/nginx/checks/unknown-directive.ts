import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import { directiveFacts, isKnownDirective } from '../vocabulary.ts';
import { type Context, factsIn } from './contexts.ts';
import { faultAtName } from './fault.ts';
import { type DirectiveCheck, isTemplated } from './site.ts';

/** Directives that nginx 1.22 knows and its reference does not name (measured). */
const UNDOCUMENTED =
  /^(?:epoll_events|gzip_hash|gzip_no_buffer|gzip_window|http2_pool_size|http2_streams_index_size|open_file_cache_events|post_action|postpone_gzipping|ssi_ignore_recycled_buffers|uwsgi_string)$/;

/**
 * nginx: `unknown directive "x"`. An error where the name is most likely a misspelling; any other may belong to a module
 * that this nginx loads.
 */
export const unknownDirective: DirectiveCheck = ({ name, context }) => {
  if (isWord(name)) return isUnknown(name) ? (entry) => faultOf(entry, context) : undefined;
  return (entry) => (isNoName(entry) ? faultOf(entry, context) : undefined);
};

function isWord(name: string): boolean {
  return /^\w+$/.test(name);
}

function isUnknown(name: string): boolean {
  return /^(?!__)\w+$/.test(name) && !isKnownDirective(name) && !UNDOCUMENTED.test(name);
}

/** True for a word that no module can have for a directive, and that no template engine replaces. */
function isNoName(entry: Entry): boolean {
  return !/^\w+$|^[$@%<{]/.test(entry.name) && !isTemplated(entry);
}

function faultOf(entry: Entry, context: Context): LanguageFault {
  const code = 'unknown-directive';
  const name = quoted(entry.name);
  const replacement = likelyMeant(entry, context);
  if (replacement !== undefined) {
    const message = l10n.t`nginx knows no directive ${name} and refuses the file. Write "${replacement}".`;
    return faultAtName(entry, {
      code,
      message,
      replacement,
    });
  }
  if (isNoName(entry)) {
    const message = l10n.t`${name} is no directive, and nginx refuses the file. Remove it, or write the directive before it.`;
    return faultAtName(entry, { code, message });
  }
  const message = l10n.t`${name} is no directive of nginx itself; unless a module that is loaded defines it, nginx refuses the file. Check its spelling, and that its module is installed.`;
  return faultAtName(entry, { code, severity: 'information', message });
}

/** The directive that a name is a misspelling of: one that is legal there and ends as this one does. */
function likelyMeant(entry: Entry, context: Context): string | undefined {
  const isBlock = entry.directive.block !== undefined;
  const fitting = [...directiveFacts().keys()].filter((name) =>
    factsIn(name, context).some((fact) => fact.block === isBlock),
  );
  return nearest(entry.name, fitting);
}
