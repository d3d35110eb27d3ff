/**
 * A script that starts the server in a worker. VS Code runs workers under an address of their own, so that the server
 * is told where the scripts of its parts lie.
 *
 * @param folder Address of the folder `dist/browser`, with a slash at its end.
 */
export function startingScript(folder: string): string {
  const text = (path: string) => JSON.stringify(folder + path);
  return `self.stigmanProxyLintFolder = ${text('server/')}; importScripts(${text('server.js')});`;
}
