import { checkNginx, startNginx } from '../lab/nginx.ts';
import { proveCases } from '../lab/proofs.ts';

proveCases({
  dialect: 'nginx',
  proxy: 'nginx',
  folder: new URL('cases/', import.meta.url),
  root: 'file:///lab/nginx.conf',
  check: (text) => checkNginx({ text }),
  start: (text, ports) => startNginx({ text }, ports),
});
