import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { bundles, codeOf, kilobytes, VSIX_BUDGET } from './bundles.ts';
import { packedExtension, root } from './setup.mjs';

// vsce runs the script vscode:prepublish first, which builds the bundles.
await rm(packedExtension, { force: true });
await createVSIX({
  cwd: root,
  packagePath: packedExtension,
  dependencies: false,
});

const budgets = [
  ...bundles.map((bundle) => ({ path: join(root, codeOf(bundle)), budget: bundle.budget })),
  { path: packedExtension, budget: VSIX_BUDGET },
];
for (const { path, budget } of budgets) {
  const { size } = await stat(path);
  if (size <= budget) continue;
  console.error(`${path}: ${kilobytes(size)}, more than its budget of ${kilobytes(budget)}`);
  process.exitCode = 1;
}
