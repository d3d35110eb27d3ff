import { selfSigned } from '../lab/certificate.ts';
import { checkNginx, startNginx } from '../lab/nginx.ts';
import { proveCases } from '../lab/proofs.ts';

const certificate = selfSigned('localhost');
const files: Readonly<Record<string, string>> = certificate
  ? { 'cert.pem': certificate.cert, 'key.pem': certificate.key }
  : {};

proveCases({
  dialect: 'nginx',
  proxy: 'nginx',
  folder: new URL('cases/', import.meta.url),
  root: 'file:///lab/nginx.conf',
  check: (text) => checkNginx({ text, files }),
  start: (text, ports) => startNginx({ text, files }, ports),
});
