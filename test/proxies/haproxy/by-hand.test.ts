import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { judgeByHand } from '../lab/by-hand.ts';
import { startHaproxy } from '../lab/haproxy.ts';

judgeByHand({
  dialect: haproxy,
  proxy: 'haproxy',
  folder: new URL('by-hand/', import.meta.url),
  root: 'file:///lab/haproxy.cfg',
  start: startHaproxy,
});
