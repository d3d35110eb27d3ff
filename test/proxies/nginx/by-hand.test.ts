import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { judgeByHand } from '../lab/by-hand.ts';
import { startNginx } from '../lab/nginx.ts';

judgeByHand({
  dialect: nginx,
  proxy: 'nginx',
  folder: new URL('by-hand/', import.meta.url),
  root: 'file:///lab/nginx.conf',
  start: (text, ports) => startNginx({ text }, ports),
});
