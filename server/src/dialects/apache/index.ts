import type { Dialect } from '../dialect.ts';
import { analyze } from './analysis.ts';
import { checks } from './checks/index.ts';
import { detect } from './detect.ts';
import { vocabulary } from './language.ts';
import { names } from './names.ts';
import { parse } from './parser.ts';
import { starter } from './starter.ts';

/** Apache httpd, as httpd itself reads it. */
export const apache: Dialect = {
  id: 'apache',
  languageIds: ['apacheconf'],
  comment: '#',
  mainFiles: ['httpd.conf', 'apache2.conf'],
  detect,
  parse,
  analyze,
  language: { checks, names, starter, vocabulary },
};
