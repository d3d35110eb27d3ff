/** "Cache-Control" for "cache-control". */
export function headerName(name: string): string {
  return name.toLowerCase().replace(/(^|-)[a-z]/g, (head) => head.toUpperCase());
}
