import { join } from 'node:path';
import { brotliCompressSync, constants, deflateRawSync } from 'node:zlib';
import type { Platform } from 'esbuild';
import { root } from './setup.mjs';
import { encoded } from './z85.ts';

/**
 * JavaScript that declares a function which returns a JSON value. The value is kept compressed and unpacked when it is
 * asked for: tables of documentation would else be the greater part of a bundle.
 */
export function compressedValue(name: string, value: unknown, platform: Platform = 'node'): string {
  const bytes = Buffer.from(JSON.stringify(value));
  const packed = platform === 'browser' ? deflated(bytes) : brotli(bytes);
  const unpack = JSON.stringify(
    join(root, `scripts/unpack-${platform === 'browser' ? 'browser' : 'node'}.ts`),
  );
  return `
import { unpack as unpack_${name} } from ${unpack};
function ${name}() {
  return unpack_${name}(${JSON.stringify(encoded(packed))}, ${packed.length});
}
`;
}

function deflated(bytes: Buffer): Buffer {
  return deflateRawSync(bytes, {
    level: constants.Z_BEST_COMPRESSION,
    memLevel: constants.Z_MAX_MEMLEVEL,
  });
}

function brotli(bytes: Buffer): Buffer {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}
