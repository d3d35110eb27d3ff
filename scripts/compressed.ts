import { join } from 'node:path';
import { constants, deflateRawSync } from 'node:zlib';
import { root } from './setup.mjs';

const UNPACK = JSON.stringify(join(root, 'scripts/unpack.ts'));

/**
 * JavaScript that declares a function which returns a JSON value. The value is kept compressed and unpacked when it is
 * asked for: tables of documentation would else be the greater part of a bundle.
 */
export function compressedValue(name: string, value: unknown): string {
  const options = { level: constants.Z_BEST_COMPRESSION, memLevel: constants.Z_MAX_MEMLEVEL };
  const packed = deflateRawSync(JSON.stringify(value), options);
  return `
import { unpack as unpack_${name} } from ${UNPACK};
function ${name}() {
  return unpack_${name}(${JSON.stringify(packed.toString('base64'))});
}
`;
}
