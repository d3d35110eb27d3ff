import { EXIT_CLEAN, EXIT_FAILURE, EXIT_FINDINGS, Failure } from '../failure.ts';
import { note, print, wantsColours } from '../output.ts';
import { Unreachable } from './check.ts';
import { mountUrl, type Verification, verificationText, verify } from './verify.ts';

export interface VerifyFlags {
  readonly format: 'text' | 'json';
  readonly seconds: number;
  readonly insecure?: boolean;
}

/** `verify`: probes a running deployment. Resolves to the exit code. */
export async function verifyUrl(url: string, flags: VerifyFlags): Promise<number> {
  const base = mountUrl(url);
  if (!base) throw new Failure(`${url}: not an http or https address`);
  let verification: Verification;
  try {
    const { seconds, insecure = false } = flags;
    verification = await verify({ base, seconds, insecure });
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error;
    note(error.message);
    return EXIT_FAILURE;
  }
  print(
    flags.format === 'json'
      ? `${JSON.stringify({ version: 1, ...verification }, null, 2)}\n`
      : verificationText(verification, wantsColours()),
  );
  const broken = verification.checks.some(({ outcome }) => outcome === 'failed');
  return broken ? EXIT_FINDINGS : EXIT_CLEAN;
}
