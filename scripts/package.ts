import { rm, stat } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';
import { kilobytes, VSIX_BUDGET } from './bundles.ts';
import { packedExtension, root } from './setup.mjs';
import { keptSizes } from './sizes.ts';

// vsce runs the script vscode:prepublish first, which builds the bundles.
await rm(packedExtension, { force: true });
await createVSIX({
  cwd: root,
  packagePath: packedExtension,
  dependencies: false,
});

const packed = {
  what: packedExtension,
  bytes: (await stat(packedExtension)).size,
  budget: VSIX_BUDGET,
};
for (const { what, bytes, budget } of [...keptSizes(), packed]) {
  if (bytes <= budget) continue;
  console.error(`${what}: ${kilobytes(bytes)}, more than its budget of ${kilobytes(budget)}`);
  process.exitCode = 1;
}
