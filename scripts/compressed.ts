import { deflateSync, strToU8 } from 'fflate';

/**
 * JavaScript that declares a constant with a JSON value kept compressed: large tables of documentation would else be
 * the greater part of a bundle. It is unpacked when the module is read, in Node and in a browser alike.
 */
export function compressedConstant(name: string, value: unknown): string {
  const packed = deflateSync(strToU8(JSON.stringify(value)), { level: 9 });
  const text = Buffer.from(packed).toString('base64');
  return `
import { inflateSync, strFromU8 } from 'fflate';
const ${name} = JSON.parse(
  strFromU8(inflateSync(Uint8Array.from(atob(${JSON.stringify(text)}), (c) => c.charCodeAt(0)))));
`;
}
