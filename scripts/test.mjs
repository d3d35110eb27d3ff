// Plain JavaScript on Node's own modules: used before anything is installed.
import { join } from 'node:path';
import { run } from './processes.mjs';
import { installDependencies, projectNode, root } from './setup.mjs';

installDependencies();
const suite = join(root, 'scripts', 'suite.ts');
process.exitCode = run(projectNode, [suite, ...process.argv.slice(2)], { cwd: root });
