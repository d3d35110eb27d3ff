import { apache } from './apache/index.ts';
import type { Dialect } from './dialect.ts';
import { haproxy } from './haproxy/index.ts';
import { nginx } from './nginx/index.ts';

/** Every dialect; a new one is a folder beside this file and one line here. */
export const dialects: readonly Dialect[] = [nginx, apache, haproxy];
