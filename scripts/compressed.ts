import { constants, deflateRawSync } from 'node:zlib';

/**
 * JavaScript that declares a function which returns a JSON value. The value is kept compressed, in Node and in a browser
 * alike, and unpacked when it is asked for: tables of documentation would else be the greater part of a bundle.
 */
export function compressedValue(name: string, value: unknown): string {
  const options = { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL };
  const packed = deflateRawSync(JSON.stringify(value), options);
  const text = JSON.stringify(packed.toString('base64'));
  return `
import { inflateSync as inflate_${name}, strFromU8 as decode_${name} } from 'fflate';
function ${name}() {
  const packed = Uint8Array.from(atob(${text}), (character) => character.charCodeAt(0));
  return JSON.parse(decode_${name}(inflate_${name}(packed)));
}
`;
}
