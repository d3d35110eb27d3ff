import { brotliDecompressSync } from 'node:zlib';
import { decoded } from './z85.ts';

/** The value that `compressedValue` packed for Node. */
export function unpack(text: string, length: number): unknown {
  return JSON.parse(brotliDecompressSync(decoded(text).subarray(0, length)).toString());
}
