/** Four numbers, or fewer as inet_aton takes them. */
function isIpv4(text: string): boolean {
  const parts = text.split('.');
  const bytes = parts.length === 4 ? parts : parts.slice(0, -1);
  return (
    parts.length <= 4 &&
    parts.every((part) => part !== '') &&
    bytes.every((part) => Number(part) <= 255)
  );
}

/** True for numbers and dots that are no address, so that they are looked up as a host and not found. */
export function isBrokenIpv4(host: string): boolean {
  return /^[\d.]+$/.test(host) && !isIpv4(host);
}
