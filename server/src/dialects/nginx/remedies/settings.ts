import * as l10n from '@vscode/l10n';
import type { Remedy } from '../../../delivery/delivery.ts';
import type { Application } from '../../../stigman/application.ts';
import type { TextEdit } from '../../../text/place.ts';
import {
  canSet,
  editsOf,
  isBorrowed,
  removal,
  replaceArguments,
  settingHeaders,
} from '../edits.ts';
import { type Hop, hostRemoval } from '../journey.ts';
import { type Entry, type Scope, scalar, setOf, switchOf, written } from '../scope.ts';
import { blockOf, describe, remedy, remedyIn, scalarRemedy, settingRemedy } from './common.ts';

const WANTED_BODY = '100m';

export function readTimeoutRemedies(hop: Hop, application: Application): readonly Remedy[] {
  return scalarRemedy(
    'read-timeout',
    hop,
    'proxy_read_timeout',
    `${application.recommendedTimeout}s`,
  );
}

export function bodyLimitRemedies(scope: Scope): readonly Remedy[] {
  const name = 'client_max_body_size';
  return canSet(scope, name) ? [settingRemedy('body-limit', scope, name, WANTED_BODY)] : [];
}

/** Switching buffering off cures every hold that was measured; honouring the header cures it at its cause. */
export function bufferingRemedies(hop: Hop, ignoring: Entry | undefined): readonly Remedy[] {
  const isOff = switchOf(hop.scope, 'proxy_buffering') === 'off';
  const off = isOff ? [] : scalarRemedy('stream-unbuffered', hop, 'proxy_buffering', 'off');
  const ours = ignoring && ignoring.scope === blockOf(hop) && !isBorrowed(ignoring);
  if (!ours) return off;
  return [
    ...off,
    remedy(
      'honour-stream-header',
      () => l10n.t('Stop ignoring X-Accel-Buffering here'),
      false,
      () => honour(ignoring),
    ),
  ];
}

function honour(ignoring: Entry): readonly TextEdit[] {
  const kept = ignoring.args.filter((name) => name.toLowerCase() !== 'x-accel-buffering');
  if (kept.length > 0) return [replaceArguments(ignoring, kept.join(' '))];
  const { start, end } = ignoring.directive;
  return [{ uri: ignoring.uri, start, end, newText: '' }];
}

/** An inner hop can hand the header on. */
export function passHeaderRemedies(inner: Hop): readonly Remedy[] {
  const header = 'X-Accel-Buffering';
  return [remedy('honour-stream-header', passingOn(inner, header), false, passing(inner, header))];
}

function passingOn(hop: Hop, header: string): () => string {
  return () => l10n.t`Pass ${header} on from ${describe(blockOf(hop))}`;
}

/** Lets a header through, with those that the block inherits: a proxy_pass_header of its own replaces their set. */
function passing(hop: Hop, header: string): () => readonly TextEdit[] {
  const block = blockOf(hop);
  return editsOf(block, (edit) => {
    if (!block.has('proxy_pass_header'))
      for (const entry of setOf(block, 'proxy_pass_header')) edit.addLine(`${written(entry)};`);
    edit.addLine(`proxy_pass_header ${header};`);
  });
}

/** Brings a header back that a line hides: without the line where it is the block's alone, else by letting it pass here. */
export function hiddenHeaderRemedies(hop: Hop, entry: Entry): readonly Remedy[] {
  if (isAlone(hop, entry)) return [lineRemoval(entry)];
  const header = entry.args[0] ?? '';
  return [remedy('keep-header', passingOn(hop, header), true, passing(hop, header))];
}

/** Leaves Cache-Control as it is, in this block alone. */
export function expiresRemedies(hop: Hop, entry: Entry): readonly Remedy[] {
  const around = blockOf(hop).parent;
  const isInherited = around && scalar(around, 'expires') !== undefined;
  return isAlone(hop, entry) && !isInherited
    ? [lineRemoval(entry)]
    : scalarRemedy('keep-header', hop, 'expires', 'off');
}

/** True for a line that nothing but the hop's block depends on. */
function isAlone(hop: Hop, entry: Entry): boolean {
  return entry.scope === blockOf(hop) && !isBorrowed(entry);
}

function lineRemoval(entry: Entry): Remedy {
  const line = `${entry.name} ${entry.args.join(' ')}`;
  const title = () => l10n.t`Remove ${line}`;
  return remedy('keep-header', title, true, () => removal(entry));
}

/** Without Host a request over HTTP/1.1 is malformed, so that one stays as it is. */
export function httpVersionRemedies(hop: Hop): readonly Remedy[] {
  return hostRemoval(hop) ? [] : scalarRemedy('http-version', hop, 'proxy_http_version', '1.1');
}

/** Gives a request the name that clients ask for, where a line takes it away. */
export function hostRemedies(hop: Hop): readonly Remedy[] {
  const block = blockOf(hop);
  const edits = settingHeaders(block, [['Host', '$host']]);
  return [remedyIn(block, 'keep-header', () => l10n.t('Set Host to $host'), edits)];
}

/** Brings back what a line takes away from the handshake. */
export function lostHeaderRemedies(hop: Hop, entry: Entry): readonly Remedy[] {
  if (entry.name === 'proxy_hide_header') return hiddenHeaderRemedies(hop, entry);
  return isAlone(hop, entry) ? [lineRemoval(entry)] : [];
}
