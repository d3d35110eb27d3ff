import type { TimeLimit } from '../../delivery/delivery.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import { byDefault, settingFact } from './facts.ts';
import type { Ground } from './ground.ts';
import type { Hop } from './journey.ts';
import { parseSize, parseTime } from './measures.ts';
import { readTimeoutRemedies } from './remedies/settings.ts';
import { type Scope, scalar } from './scope.ts';
import { isHeld, streamingOf } from './streaming.ts';

const DEFAULT_READ_TIMEOUT = 60;

/** A rate that takes a millisecond and more for the head of a 101. */
const DELAYING_RATE = 150_000;

/** True where nginx delays the answer to a handshake: it forgets the read timeout of that socket (measured on 1.22.1). */
function delaysHandshake(scope: Scope): boolean {
  const sizeOf = (name: string) => parseSize(scalar(scope, name)?.args[0] ?? '') ?? 0;
  const rate = sizeOf('limit_rate');
  return rate > 0 && rate <= DELAYING_RATE && sizeOf('limit_rate_after') === 0;
}

/** The limit of each hop, except one that delays the handshake. A hop that holds the answer back starves those before it. */
export function limitsOf(
  hops: readonly Hop[],
  endpoint: Endpoint,
  ground: Ground,
): readonly TimeLimit[] {
  const { patience } = ground.question.application;
  return hops.flatMap((hop, i) => {
    const limit = limitOf(hop, ground);
    if (!limit || (endpoint.kind === 'socket' && delaysHandshake(hop.scope))) return [];
    const isStarved =
      endpoint.kind === 'stream' &&
      limit.seconds < patience &&
      hops.slice(i + 1).some((inner, j) => isHeld(streamingOf(inner, hops[i + j + 2])));
    return [isStarved ? { ...limit, isStarved } : limit];
  });
}

function limitOf(hop: Hop, ground: Ground): TimeLimit | undefined {
  const entry = scalar(hop.scope, 'proxy_read_timeout');
  const seconds = entry ? parseTime(entry.args.join(' ')) : DEFAULT_READ_TIMEOUT;
  if (seconds === undefined) return undefined;
  const fact = settingFact(
    hop,
    entry,
    byDefault('proxy_read_timeout', `${DEFAULT_READ_TIMEOUT}s`),
    readTimeoutRemedies(hop, ground.question.application),
  );
  return { ...fact, kind: 'idle', seconds, misread: undefined };
}
