import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { faultAtName } from './fault.ts';
import { isTemplate, type Site } from './site.ts';

/** nginx: `no "events" section in configuration`. Told of nginx.conf, since `http` alone is how examples are written. */
export function missingEvents({ configuration }: Site): readonly LanguageFault[] {
  const { root, all, trees, remarks } = configuration;
  const [http] = root.own('http');
  if (!http?.uri.endsWith('/nginx.conf') || all.has('events')) return [];
  if (remarks.length > 0 || [...trees].some(isTemplate)) return [];
  const message = l10n.t(
    'Nothing here is an "events" block, without which nginx refuses the file. Write "events {}" before "http".',
  );
  return [faultAtName(http, { code: 'missing-block', message })];
}
