import { checkApache, startApache } from '../lab/apache.ts';
import { proveCases } from '../lab/proofs.ts';

const modules = ['ext_filter', 'proxy_html', 'xml2enc'];

proveCases({
  dialect: 'apache',
  proxy: 'apache2',
  folder: new URL('cases/', import.meta.url),
  root: 'file:///lab/httpd.conf',
  check: (text) => checkApache({ text, modules }),
  start: (text, ports) => startApache({ text, modules }, ports),
});
