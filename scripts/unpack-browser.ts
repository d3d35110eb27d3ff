import { inflateSync, strFromU8 } from 'fflate';
import { decoded } from './z85.ts';

/** The value that `compressedValue` packed for a browser, where nothing unpacks Brotli at once. */
export function unpack(text: string, length: number): unknown {
  return JSON.parse(strFromU8(inflateSync(decoded(text).subarray(0, length))));
}
