import * as l10n from '@vscode/l10n';
import type { Analysis, EntryPoint } from '../delivery/delivery.ts';
import { arrives } from './passages.ts';
import type { Finding, Rule } from './rule.ts';
import { advice } from './wording.ts';

const id = 'plain-http';
const LOOPBACK = /^http:\/\/(127\.\d+\.\d+\.\d+|\[::1\])(:|$)/;

/** STIG Manager offered without TLS, where its web app does not run unless the browser is on the same machine. */
export const plainHttp: Rule = {
  id,
  summary: 'STIG Manager is offered to browsers without TLS',
  severity: 'information',
  dialects: ['nginx', 'apache', 'haproxy'],
  check: (analysis: Analysis) => analysis.entries.filter(isExposed).map(report),
};

function isExposed(entry: EntryPoint): boolean {
  return (
    !entry.secure &&
    !entry.unexposed &&
    !LOOPBACK.test(entry.url) &&
    entry.mounts.some((mount) => mount.deliveries.some(arrives))
  );
}

function report(entry: EntryPoint): Finding {
  const remedies = entry.httpsRedirect ? [entry.httpsRedirect] : [];
  const todo = advice(remedies, l10n.t('Serve it over TLS, here or in a proxy before this one'));
  const what = l10n.t`STIG Manager is offered at ${entry.url} without TLS, and off localhost its web app stops with "SECURE CONTEXT REQUIRED".`;
  const message = `${what} ${todo}`;
  const base = { related: [], remedies, affects: [] };
  return { ruleId: id, severity: 'information', place: entry.place, message, ...base };
}
