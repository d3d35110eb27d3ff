// Loaded before every test file of a suite: properties draw the same values in every run, so that a change is judged by
// itself. STIGMAN_SEED draws others, as does running a test file alone.
import fc from 'fast-check';

const SEED = 1;

fc.configureGlobal({ seed: Number(process.env['STIGMAN_SEED'] ?? SEED) });
