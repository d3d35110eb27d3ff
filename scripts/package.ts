import { rm, stat } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';
import { kilobytes, VSIX_BUDGET } from './bundles.ts';
import { packedExtension, root } from './setup.mjs';

// vsce runs the script vscode:prepublish first, which builds the bundles.
await rm(packedExtension, { force: true });
await createVSIX({
  cwd: root,
  packagePath: packedExtension,
  dependencies: false,
  allowMissingRepository: true,
});
const { size } = await stat(packedExtension);
console.log(`${packedExtension} ${kilobytes(size)}`);
if (size > VSIX_BUDGET) throw new Error(`The packed extension is over ${kilobytes(VSIX_BUDGET)}.`);
