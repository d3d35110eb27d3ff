/** Z85 (ZeroMQ's RFC 32): four bytes as five characters that a JavaScript string holds as they are. */
const DIGITS =
  '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#';

/** Bytes as text; zeros are added up to a multiple of four. */
export function encoded(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    let number = 0;
    for (let i = 0; i < 4; i++) number = number * 256 + (bytes[at + i] ?? 0);
    let digits = '';
    for (let i = 0; i < 5; i++) {
      digits = DIGITS.charAt(number % 85) + digits;
      number = Math.floor(number / 85);
    }
    text += digits;
  }
  return text;
}

/** The bytes of a text, with the zeros that were added. */
export function decoded(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length / 5) * 4);
  const view = new DataView(bytes.buffer);
  for (let at = 0, to = 0; at < text.length; to += 4) {
    let number = 0;
    for (let i = 0; i < 5; i++) number = number * 85 + DIGITS.indexOf(text.charAt(at++));
    view.setUint32(to, number);
  }
  return bytes;
}
