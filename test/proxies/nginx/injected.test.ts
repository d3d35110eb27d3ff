import { nginx } from '../../../server/src/dialects/nginx/index.ts';
import { agrees } from '../lab/agreeing.ts';
import { selfSigned } from '../lab/certificate.ts';
import { injecting } from '../lab/injected.ts';
import { checkNginx, startNginx } from '../lab/nginx.ts';

const certificate = selfSigned('localhost');
const files = {
  users: 'someone:{PLAIN}secret\n',
  'cert.pem': certificate?.cert ?? '',
  'key.pem': certificate?.key ?? '',
};

const sampleOf = injecting({
  dialect: nginx,
  folder: new URL('sound/', import.meta.url),
  root: 'file:///lab/nginx.conf',
  clientCertificate: certificate,
  check: (text) => checkNginx({ text, files }),
  start: (text, ports) => startNginx({ text, files }, ports),
});

agrees({ proxy: 'nginx', count: 80, serversAtOnce: 10, unknownShare: 0.15, sampleOf });
