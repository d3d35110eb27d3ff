import type { Dialect } from '../dialect.ts';
import { analyze } from './analysis.ts';
import { checks } from './checks/index.ts';
import { detect } from './detect.ts';
import { vocabulary } from './language.ts';
import { names } from './names.ts';
import { parse } from './parse.ts';
import { starter } from './starter.ts';

/** nginx, as nginx itself reads it. */
export const nginx: Dialect = {
  id: 'nginx',
  languageIds: ['nginx'],
  comment: '#',
  mainFiles: ['nginx.conf'],
  detect,
  parse,
  analyze,
  language: { checks, names, starter, vocabulary },
};
