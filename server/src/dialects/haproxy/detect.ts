const SECTION =
  /^(global|defaults|frontend|backend|listen|peers|resolvers|userlist|cache|mailers|program)\b/gm;
const KEYWORD =
  /^\s+(bind|use_backend|default_backend|server|http-request|http-response|timeout\s+(client|server|connect|tunnel)|acl)\s/m;
const HEAD = 65_536;

/** How sure a file looks like a HAProxy configuration: by its name, else by its sections. */
export function detect(fileName: string, text: string): number {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1).toLowerCase();
  if (name === 'haproxy.cfg') return 1;
  const head = text.slice(0, HEAD);
  const sections = head.match(SECTION)?.length ?? 0;
  if (sections === 0 || !KEYWORD.test(head)) return /haproxy.*\.(cfg|conf)$/.test(name) ? 0.8 : 0;
  if (/\.(cfg|conf|haproxy)$/.test(name)) return sections > 1 ? 0.9 : 0.7;
  return sections > 1 ? 0.6 : 0.3;
}
