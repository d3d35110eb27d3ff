import * as vscode from 'vscode';
import type { LanguageClientOptions } from 'vscode-languageclient';

/** Section of the settings, prefix of the commands and of the requests that are no part of LSP. */
export const SECTION = 'stigmanProxyLint';

/** `source` of every diagnostic that the server sends. */
export const DIAGNOSTIC_SOURCE = 'stigman-proxy-lint';

export const languageIds: readonly string[] = ['nginx', 'apacheconf', 'haproxy'];

/** Files of a workspace that may be a proxy's configuration or a part of one. */
export const CONFIGURATION_FILES =
  '**/{*.conf,*.cfg,*.nginx,*.nginxconf,*.vhost,*.inc,*.template,*.tmpl,*.tpl,*.j2,.htaccess,sites-available/*,sites-enabled/*}';

/**
 * What both clients, in Node and in a browser, tell the language server: nothing but plain data, for a worker is sent
 * copies. Settings and changed files it asks for itself. `texts` are what it says, in the language of the user; where
 * there are none it speaks English.
 */
export function clientOptions(
  log: vscode.LogOutputChannel,
  neighbours: readonly string[],
): LanguageClientOptions {
  return {
    documentSelector: languageIds.map((language) => ({ language })),
    outputChannel: log,
    initializationOptions: { neighbours, texts: vscode.l10n.bundle },
    diagnosticPullOptions: { onChange: true, onTabs: true },
  };
}
