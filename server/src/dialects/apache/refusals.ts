import * as l10n from '@vscode/l10n';
import type { Fact, Refusal } from '../../delivery/delivery.ts';
import { blockRefusal } from './blocked-hosts.ts';
import type { Case } from './case.ts';
import { factAt } from './facts.ts';
import { isOneForAll } from './macros.ts';
import { type Node, subjectOf } from './node.ts';
import { exemptionRemedy, timeRemedies } from './remedies.ts';
import { sizeRefusal } from './request-limits.ts';
import { nearest } from './sections.ts';
import { bodyTimeout, noTimeAtAll } from './timeouts.ts';

/** The answers by which httpd itself turns the request away. */
export function refusalsOf(at: Case): readonly Refusal[] {
  const { answer } = at.passage.routed;
  const outsized = sizeRefusal(at);
  if (outsized) return [outsized];
  if (answer.kind === 'unknown') return [];
  const tooLarge = answer.kind === 'proxy' ? hastyRefusal(at) : bodyRefusal(at);
  if (tooLarge) return [tooLarge];
  const isLate = 'late' in answer && answer.late === true;
  if (isLate) noteOpenAccess(at);
  const before = isLate ? accessRefusals(at) : [];
  if (before.length > 0) return before;
  if (
    answer.kind === 'status' &&
    answer.status >= 400 &&
    answer.status < 500 &&
    answer.status !== 404
  ) {
    const explanation = l10n.t`${subjectOf(answer.node)} answers by itself`;
    return [{ ...factAt(answer.node), status: answer.status, cause: 'access', explanation }];
  }
  if (answer.kind !== 'proxy' && answer.kind !== 'files') return [];
  noteOpenAccess(at);
  const denied = accessRefusals(at);
  const other = denied.length === 0 ? (blockRefusal(at) ?? lineRefusal(at)) : undefined;
  return other ? [other] : denied;
}

/** A RequestHeader line by which httpd turns the request away, unless it waits longer than anyone does. */
function lineRefusal(at: Case): Refusal | undefined {
  const { ground, application } = at.site;
  const { failure } = at.passage.backends[0] ?? {};
  if (!failure?.fault) return undefined;
  const { node, status, why: explanation } = failure.fault;
  const waits = status === 408 ? bodyTimeout(ground.entry.server, ground.configuration.modules) : 0;
  if (status >= 500 || waits >= application.heartbeat) return undefined;
  const { remedies = [] } = failure;
  const fact = factAt(node, { answeredBy: at.node, remedies });
  return { ...fact, status, cause: 'request', explanation };
}

function accessRefusals(at: Case): readonly Refusal[] {
  const { access } = at;
  if (at.doubts.some(({ could }) => could === 'refused')) return [];
  if (access.kind === 'denied') {
    const cause = isMethodRule(access.node) ? 'method' : 'access';
    const { status, why: explanation } = access;
    return [{ ...factAt(access.node, { answeredBy: at.node }), status, cause, explanation }];
  }
  if (access.kind === 'asks') {
    const explanation = l10n.t`${access.scheme} authentication of httpd is asked for`;
    return authenticationOf(at).map((fact) => ({
      ...fact,
      status: 401,
      cause: 'authentication',
      explanation,
    }));
  }
  if (access.kind === 'certificate') {
    const explanation = l10n.t('no request gets in without a client certificate');
    const fact = factAt(access.node, { answeredBy: at.node });
    return [{ ...fact, status: 403, cause: 'client-certificate', explanation }];
  }
  return [];
}

function noteOpenAccess({ access, doubts }: Case): void {
  if (access.kind === 'unknown') {
    const explanation = l10n.t`Whether ${subjectOf(access.node)} lets the request in depends on the client.`;
    doubts.push({ could: 'refused', place: access.node.place, explanation });
  }
}

/** What asks for credentials that a stream cannot give. */
export function authenticationOf(at: Case): readonly Fact[] {
  if (at.access.kind !== 'asks') return [];
  const { node } = at.access;
  const { basePath, ground } = at.site;
  const remedies = isOneForAll(at.site.node, ground.configuration)
    ? [exemptionRemedy(at.node, basePath, node)]
    : [];
  return [factAt(node, { answeredBy: at.node, remedies })];
}

/** LimitRequestBody counts for what httpd answers itself, not for what it proxies (measured). */
function bodyRefusal(at: Case): Refusal | undefined {
  const limit = nearest(at.passage.routed.layers.layers, 'limitrequestbody')?.node;
  const bytes = limit ? Number(limit.argument(0)) : 0;
  if (!limit || bytes <= 0 || bytes >= at.endpoint.bodyBytes) return undefined;
  const explanation = l10n.t`a body over ${bytes} bytes is too large for what httpd answers itself`;
  return { ...factAt(limit), status: 413, cause: 'request', explanation };
}

/** With Timeout 0 httpd does not wait for the rest of a large body (measured). */
function hastyRefusal({ endpoint, site, node }: Case): Refusal | undefined {
  const hasty = noTimeAtAll(site.ground.entry.server);
  if (!hasty || endpoint.kind !== 'upload') return undefined;
  const explanation = l10n.t`${subjectOf(hasty)} lets httpd wait for no part of a body`;
  const fact = factAt(hasty, { answeredBy: node, remedies: timeRemedies(hasty) });
  return { ...fact, status: 400, cause: 'request', explanation };
}

function isMethodRule(node: Node): boolean {
  return (
    node.name === 'allowmethods' ||
    /^limit/.test(node.parent?.name ?? '') ||
    node.args[0]?.value.toLowerCase() === 'method'
  );
}
