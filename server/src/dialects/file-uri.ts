/**
 * URI of a file that a configuration names: an absolute path on the file system of its root file, else one that starts at
 * the root file's folder. `.`, `..` and doubled slashes are resolved; wildcards stay.
 */
export function fileUri(path: string, root: string): string {
  const head = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(root)?.[0] ?? 'file://';
  const folder = root.slice(head.length, root.lastIndexOf('/') + 1);
  const segments: string[] = [];
  for (const segment of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return `${head}/${segments.join('/')}`;
}
