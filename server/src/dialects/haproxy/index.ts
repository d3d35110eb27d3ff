import type { Dialect } from '../dialect.ts';
import { analyze } from './analysis.ts';
import { checks } from './checks/index.ts';
import { detect } from './detect.ts';
import { vocabulary } from './language.ts';
import { names } from './names.ts';
import { parseHaproxy } from './parser.ts';
import { starter } from './starter.ts';

/** HAProxy, as HAProxy itself reads it. */
export const haproxy: Dialect = {
  id: 'haproxy',
  languageIds: ['haproxy'],
  mainFiles: ['haproxy.cfg'],
  comment: '#',
  detect,
  parse: parseHaproxy,
  analyze,
  language: { checks, names, starter, vocabulary },
};
