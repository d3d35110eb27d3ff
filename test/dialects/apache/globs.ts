/** Whether a glob of one path segment at a time matches a URI. */
export function globMatches(pattern: string, uri: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`).test(uri);
}
