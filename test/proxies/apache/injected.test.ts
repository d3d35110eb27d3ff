import { apache } from '../../../server/src/dialects/apache/index.ts';
import { agrees } from '../lab/agreeing.ts';
import { checkApache, startApache } from '../lab/apache.ts';
import { injecting } from '../lab/injected.ts';

const modules = ['access_compat', 'allowmethods'];

const sampleOf = injecting({
  dialect: apache,
  folder: new URL('sound/', import.meta.url),
  root: 'file:///lab/httpd.conf',
  check: (text) => checkApache({ text, modules }),
  start: (text, ports) => startApache({ text, modules }, ports),
});

agrees({ proxy: 'apache2', count: 60, serversAtOnce: 6, unknownShare: 0.2, sampleOf });
