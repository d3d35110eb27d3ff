import pc from 'picocolors';
import { type Check, failed, type ProbeOptions, Silent } from './check.ts';
import { probeRedirect } from './redirect.ts';
import { probeSocket } from './socket.ts';
import { probeStream } from './stream.ts';

export interface Verification {
  readonly url: string;
  readonly checks: readonly Check[];
}

/** Probes a running deployment; throws `Unreachable` where nothing answers. */
export async function verify(options: ProbeOptions): Promise<Verification> {
  const probes = [
    patiently('slash-redirect', probeRedirect(options)),
    patiently('stream-first-event', probeStream(options)),
    probeSocket(options),
  ];
  const results = await Promise.allSettled(probes);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
  const checks = results.flatMap((result) => (result.status === 'fulfilled' ? result.value : []));
  return { url: options.base.href, checks };
}

/** A deployment that takes a request and stays silent has failed the check. */
function patiently(id: string, probe: Promise<readonly Check[]>): Promise<readonly Check[]> {
  return probe.catch((error: unknown) => {
    if (!(error instanceof Silent)) throw error;
    return [failed(id, `${error.message}: something holds it back, or nobody answers.`)];
  });
}

/** The verification for people, one line a check. */
export function verificationText({ url, checks }: Verification, colours: boolean): string {
  const paint = pc.createColors(colours);
  const marks = {
    passed: paint.green('ok     '),
    warned: paint.yellow('warning'),
    failed: paint.red('failed '),
    skipped: paint.dim('skipped'),
  };
  const lines = checks.map(({ id, outcome, message }) => `${marks[outcome]} ${id}: ${message}`);
  return [paint.bold(url), ...lines, ''].join('\n');
}

/** The address of a mount as the user wrote it, with its trailing slash; undefined where it is none. */
export function mountUrl(text: string): URL | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  url.search = '';
  url.hash = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}
