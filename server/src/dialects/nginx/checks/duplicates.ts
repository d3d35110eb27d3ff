import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { quoted } from '../quoted.ts';
import type { Entry } from '../scope.ts';
import type { DirectiveFact } from '../vocabulary.ts';
import { faultAtHead } from './fault.ts';
import { countIn } from './forms.ts';
import { repeatedIn } from './repeated.ts';
import { isTemplated, type Site } from './site.ts';

/** Directives with one argument that nginx takes more than once in a block (measured on 1.22). */
const REPEATABLE =
  /^(?:allow|deny|(?:ancient|modern)_browser_value|\w+_(?:hide|pass)_header|\w+_allow_upstream|fastcgi_catch_stderr|mirror|set_real_ip_from|ssl_certificate(?:_key)?|ssl_session_ticket_key|stub_status|http2_\w+|debug_connection|env|load_module|include|fastcgi_split_path_info)$/;
/** Directives with several arguments that it takes once (measured on 1.22). */
const SINGLE =
  /^(?:client_body_temp_path|disable_symlinks|expires|keepalive_timeout|large_client_header_buffers|limit_conn|limit_req|open_file_cache|open_log_file_cache|resolver|try_files|user|worker_cpu_affinity|\w+_(?:bind|buffers|temp_path))$/;
/** Blocks that a file has once. */
const ONE_BLOCK = /^(?:events|http|mail|stream)$/;
/** Modules whose directives were measured. */
const MEASURED =
  /^(?:Core functionality|ngx_http_(?:addition|auth_basic|auth_request|autoindex|charset|core|dav|fastcgi|grpc|gunzip|gzip|gzip_static|headers|limit_conn|limit_req|log|map|memcached|mirror|mp4|proxy|realip|referer|rewrite|scgi|secure_link|slice|split_clients|ssi|ssl|sub|upstream|userid|uwsgi|v2)_module)$/;

/** nginx: `"x" directive is duplicate`, and `"alias" directive is duplicate, "root" directive was specified earlier`. */
export function duplicateDirectives({ groups }: Site): readonly LanguageFault[] {
  return groups.flatMap(({ name, entries, facts }) => {
    const settled = entries.filter((entry) => !isTemplated(entry));
    if (name === 'alias') return settled.flatMap(besideAlias);
    return hasOneValueIn(facts) ? repeatedIn(settled, zoneOf).map((entry) => duplicate(entry)) : [];
  });
}

/** To nginx `alias` and `root` are one setting. */
function besideAlias({ scope }: Entry): readonly LanguageFault[] {
  const [, ...further] = scope.entries.filter(({ name }) => /^(?:alias|root)$/.test(name));
  return further.map((entry) => duplicate(entry, l10n.t('"alias" or "root"')));
}

/** A limit may be there once for each zone; any other directive once, whatever its arguments. */
function zoneOf({ name, args }: Entry): string {
  if (name === 'limit_conn') return args[0] ?? '';
  return (name === 'limit_req' && args.find((arg) => arg.startsWith('zone='))) || '';
}

function duplicate(entry: Entry, what = quoted(entry.name)): LanguageFault {
  const message = l10n.t`This block has ${what} already, and nginx refuses the file. Remove one of the two.`;
  return faultAtHead(entry, { code: 'duplicate-directive', message });
}

const hasOneValueIn = oncePer(
  (facts: readonly DirectiveFact[]) => facts.length > 0 && facts.every(hasOneValue),
);

function hasOneValue({ name, block, syntax, module }: DirectiveFact): boolean {
  if (block) return ONE_BLOCK.test(name);
  if (!MEASURED.test(module) || REPEATABLE.test(name)) return false;
  return SINGLE.test(name) || syntax.every((form) => countIn(form).most === 1);
}
