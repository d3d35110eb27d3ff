import type { Remedy } from '../../../delivery/delivery.ts';
import type { Application } from '../../../stigman/application.ts';
import type { TextEdit } from '../../../text/place.ts';
import { isShared, removal, replaceArguments, ScopeEdit } from '../edits.ts';
import type { Hop } from '../journey.ts';
import { type Entry, type Scope, setOf } from '../scope.ts';
import { blockOf, describe, remedy, scalarRemedy } from './common.ts';

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
  const edits = () => {
    const edit = new ScopeEdit(scope);
    edit.setScalar('client_max_body_size', WANTED_BODY);
    return edit.edits();
  };
  return [
    remedy(
      'body-limit',
      `Set client_max_body_size ${WANTED_BODY} in ${describe(scope)}`,
      true,
      edits,
    ),
  ];
}

/** Switching buffering off cures every hold that was measured; honouring the header cures it at its cause. */
export function bufferingRemedies(hop: Hop, ignoring: Entry | undefined): readonly Remedy[] {
  const off = scalarRemedy('stream-unbuffered', hop, 'proxy_buffering', 'off');
  const ours =
    ignoring && ignoring.scope === blockOf(hop) && !(ignoring.includedBy && isShared(ignoring));
  if (!ours) return off;
  return [
    ...off,
    remedy('honour-stream-header', 'Stop ignoring X-Accel-Buffering here', false, () =>
      honour(ignoring),
    ),
  ];
}

function honour(ignoring: Entry): readonly TextEdit[] {
  const kept = ignoring.args.filter((name) => name.toLowerCase() !== 'x-accel-buffering');
  if (kept.length > 0) return [replaceArguments(ignoring, kept.join(' '))];
  const { start, end } = ignoring.directive;
  return [{ uri: ignoring.uri, start, end, newText: '' }];
}

/** An inner hop can hand the header on; only where that does not drop an inherited set of passed headers. */
export function passHeaderRemedies(inner: Hop): readonly Remedy[] {
  const block = blockOf(inner);
  if (block.own('proxy_pass_header').length === 0 && setOf(block, 'proxy_pass_header').length > 0)
    return [];
  const edits = () => {
    const edit = new ScopeEdit(block);
    edit.addLine('proxy_pass_header X-Accel-Buffering;');
    return edit.edits();
  };
  return [
    remedy(
      'honour-stream-header',
      `Pass X-Accel-Buffering on from ${describe(block)}`,
      false,
      edits,
    ),
  ];
}

export function httpVersionRemedies(hop: Hop): readonly Remedy[] {
  return scalarRemedy('http-version', hop, 'proxy_http_version', '1.1');
}

/** Removes a line that takes a header away. */
export function removeLineRemedies(entry: Entry, title: string): readonly Remedy[] {
  const edits = removal(entry);
  return edits.length > 0 ? [remedy('keep-header', title, true, () => edits)] : [];
}
