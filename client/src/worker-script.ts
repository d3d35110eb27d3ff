import type { Uri } from 'vscode';

/**
 * A script that starts the server in a worker. VS Code runs workers under an address of their own, so that the server
 * is told from where it was loaded: the scripts of its parts lie beside it.
 */
export function startingScript(server: Uri): string {
  const address = JSON.stringify(addressOf(server));
  return `self.stigmanProxyLintServer = ${address}; importScripts(${address});`;
}

/** The address as VS Code serves it: nothing is escaped but what would be read as something else. */
function addressOf(uri: Uri): string {
  return uri.with({ path: uri.path.replaceAll('%', '%25') }).toString(true);
}
