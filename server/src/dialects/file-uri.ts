/**
 * URI of a file that a configuration names: an absolute path, on Windows one with a drive, on the file system of its root
 * file, else one that starts at the root file's folder. `.`, `..` and doubled slashes are resolved; wildcards stay.
 */
export function fileUri(path: string, root: string): string {
  const [scheme = '', authority = ''] = /^[a-z][a-z0-9+.-]*:(\/\/[^/]*)?/i.exec(root) ?? [];
  const head = authority === '' ? 'file://' : scheme;
  const folder = root.slice(scheme.length, root.lastIndexOf('/') + 1);
  const named = encoded(path.replace(/^[a-z]:(?=\/)/i, (drive) => `/${drive.toLowerCase()}`));
  const segments: string[] = [];
  for (const segment of (named.startsWith('/') ? named : folder + named).split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return `${head}/${segments.join('/')}`;
}

/** A path as URIs have it, but for its wildcards. */
function encoded(path: string): string {
  return path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(/[^\w.~*?[\]/-]/gu, encodeURIComponent)
    .replace(/[!'()]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
}
