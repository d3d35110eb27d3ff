import pc from 'picocolors';

declare const __VERSION__: string;

/** Version of the tool; the bundle carries it. */
export const version = typeof __VERSION__ === 'undefined' ? '0.0.0-development' : __VERSION__;

export function print(text: string): void {
  process.stdout.write(text);
}

/** A message beside the result. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Colours only where people read them, and never against NO_COLOR. */
export function wantsColours(): boolean {
  const { FORCE_COLOR, NO_COLOR } = process.env;
  if (NO_COLOR) return false;
  return pc.isColorSupported && (process.stdout.isTTY === true || Boolean(FORCE_COLOR));
}

/** A reader that went away, such as `head`, ends the output and not the program. */
export function tolerateClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}
