import { inflateSync, strFromU8 } from 'fflate';

/** The value that `compressedValue` packed into a text; bundles hold this function, in Node and in a browser alike. */
export function unpack(text: string): unknown {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return JSON.parse(strFromU8(inflateSync(packed)));
}
