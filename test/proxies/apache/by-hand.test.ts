import { apache } from '../../../server/src/dialects/apache/index.ts';
import { startApache } from '../lab/apache.ts';
import { judgeByHand } from '../lab/by-hand.ts';

judgeByHand({
  dialect: apache,
  proxy: 'apache2',
  folder: new URL('by-hand/', import.meta.url),
  root: 'file:///lab/httpd.conf',
  start: (text, ports, modules) => startApache({ text, modules }, ports),
});
