import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { agrees } from '../lab/agreeing.ts';
import { checkHaproxy, startHaproxy } from '../lab/haproxy.ts';
import { injecting } from '../lab/injected.ts';

const sampleOf = injecting({
  dialect: haproxy,
  folder: new URL('sound/', import.meta.url),
  root: 'file:///lab/haproxy.cfg',
  check: checkHaproxy,
  start: startHaproxy,
});

agrees({ proxy: 'haproxy', count: 60, serversAtOnce: 8, unknownShare: 0.2, sampleOf });
