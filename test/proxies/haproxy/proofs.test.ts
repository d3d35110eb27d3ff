import { checkHaproxy, startHaproxy } from '../lab/haproxy.ts';
import { proveCases } from '../lab/proofs.ts';

proveCases({
  dialect: 'haproxy',
  proxy: 'haproxy',
  folder: new URL('cases/', import.meta.url),
  root: 'file:///lab/haproxy.cfg',
  check: checkHaproxy,
  start: startHaproxy,
});
