/** How the bytes of a file were read, and are to be written. */
export type Encoding = 'utf-8' | 'iso-8859-1';

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

const BINARY_PROBE = 1024;

/**
 * Bytes as text; undefined for what is no text: a NUL in its first KB. A byte order mark stays in the text, so that
 * the text writes back as it was; what is not UTF-8 is read byte for byte.
 */
export function decode(bytes: Uint8Array): DecodedText | undefined {
  if (bytes.subarray(0, BINARY_PROBE).includes(0)) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { text, encoding: 'utf-8' };
  } catch {
    return { text: byteForByte(bytes), encoding: 'iso-8859-1' };
  }
}

/** The bytes of a text; a character that ISO 8859-1 lacks makes it UTF-8. */
export function encode({ text, encoding }: DecodedText): Uint8Array {
  if (encoding === 'utf-8' || /[^\x00-\xff]/.test(text)) return new TextEncoder().encode(text);
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

/** True for a text that no configuration is: a NUL among its first characters. */
export function looksBinary(text: string): boolean {
  return text.slice(0, BINARY_PROBE).includes('\0');
}

function byteForByte(bytes: Uint8Array): string {
  const parts: string[] = [];
  const size = 8192;
  for (let at = 0; at < bytes.length; at += size) {
    parts.push(String.fromCharCode(...bytes.subarray(at, at + size)));
  }
  return parts.join('');
}
