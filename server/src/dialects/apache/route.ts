import * as l10n from '@vscode/l10n';
import type { Route } from '../../delivery/delivery.ts';
import { type Case, pathBelow } from './case.ts';
import { factAt } from './facts.ts';
import { isOneForAll } from './macros.ts';
import { type Node, subjectOf } from './node.ts';
import type { Backend } from './passage.ts';
import { addedMapping, removalRemedy, targetRemedies } from './remedies.ts';
import type { Answer } from './routing.ts';

/** Makes the route of a case from its outcome and what explains it. */
type Done = (outcome: Route['outcome'], why: string, more?: Partial<Route>) => Route;

/** Where a request ends; `refused` where httpd turns it away by itself. */
export function routeOf(at: Case, answer: Answer, refused: boolean): Route {
  const node = at.node;
  const base = { upstream: undefined, upstreamPath: undefined, status: undefined };
  const done: Done = (outcome, explanation, more = {}) => ({
    ...factAt(node),
    ...base,
    outcome,
    explanation,
    ...more,
  });
  if (answer.kind === 'unknown') return done('unknown', answer.why);
  const failed = accessFailure(at, answer);
  if (failed) return { ...base, ...failed };
  if (answer.kind === 'proxy') return proxied(at, done);
  if (refused) return done('application', l10n.t('is answered by httpd itself'));
  if (answer.kind === 'redirect') {
    const { status, location } = answer;
    const toTls = isToTls(location, at);
    return done('redirect', l10n.t`is redirected to ${location}`, {
      status,
      ...(toTls ? { toTls } : {}),
    });
  }
  if (answer.kind === 'status') {
    const outcome = answer.status >= 500 ? 'proxy-error' : 'elsewhere';
    return done(outcome, l10n.t`is answered with ${answer.status} by ${subjectOf(node)}`, {
      status: answer.status,
    });
  }
  return unmapped(at, done);
}

/** True for the same address over TLS, at whatever port. */
function isToTls(location: string, { request }: Case): boolean {
  const [, host, path] = /^https:\/\/([^/:]*)(?::\d+)?(\/[^?]*)/.exec(location) ?? [];
  return host === request.host && path === request.path;
}

/** A Require line for users where nothing says how they authenticate, or the other way round: 500 (measured). */
function accessFailure({ access, node }: Case, answer: Answer) {
  const isChecked = answer.kind === 'proxy' || answer.kind === 'files' || 'late' in answer;
  if (access.kind !== 'error' || !isChecked) return undefined;
  const subject = subjectOf(access.node);
  const explanation =
    access.node.name === 'authtype'
      ? l10n.t`is answered with 500: ${subject} has no Require line`
      : l10n.t`is answered with 500: ${subject} has no AuthType`;
  const fact = factAt(access.node, { answeredBy: node });
  return { ...fact, outcome: 'proxy-error', status: 500, explanation } as const;
}

function unmapped(at: Case, done: Done): Route {
  const { servers, configuration } = at.site.ground;
  const { answer } = at.passage.routed;
  if (!configuration.complete)
    return done('unknown', l10n.t('a part of the configuration is not in sight'));
  if (at.site.documented || (!servers.rooted && !answer.node)) {
    const why = l10n.t(
      'this fragment maps single paths only, and the rest may be mapped elsewhere',
    );
    return done('unknown', why);
  }
  const remedies = mappingRemedies(at, answer.node);
  const explanation = answer.node
    ? l10n.t`is looked up among httpd's own files (${subjectOf(answer.node)})`
    : l10n.t("is looked up among httpd's own files");
  return done('elsewhere', explanation, { status: 404, remedies });
}

function mappingRemedies(at: Case, node: Node | undefined) {
  if (node?.name === 'proxypass') return [removalRemedy('route', node)];
  if (node) return [];
  const { ground, basePath } = at.site;
  const sender = ground.applications
    .senders(ground.entry.server)
    .find((each) => each.application === 'stigman' && each.mapping && !each.mapping.pattern);
  if (!sender?.mapping || !isOneForAll(sender.node, ground.configuration)) return [];
  const folder = `${at.endpoint.path.split('/')[0]}/`;
  const socket = at.endpoint.kind === 'socket' ? ' upgrade=websocket' : '';
  const timeout = ` timeout=${at.site.application.recommendedTimeout}`;
  return [addedMapping(sender.mapping, basePath + folder, folder, socket + timeout)];
}

function proxied(at: Case, done: Done): Route {
  const routes = at.passage.backends.map((backend) => reached(at, backend, done));
  const [first] = routes;
  if (!first) return done('unknown', l10n.t('nothing is known of the target'));
  const same = routes.every((route) => route.outcome === first.outcome);
  return same
    ? first
    : done('unknown', l10n.t('the members of the balancer lead to different places'));
}

function reached(at: Case, backend: Backend, done: Done): Route {
  const { authority: upstream, path: upstreamPath, failure, application } = backend;
  const { mapping } = at.passage.routed.answer as Extract<Answer, { kind: 'proxy' }>;
  const told: Done = (outcome, why, more) =>
    done(outcome, why, { upstream, upstreamPath, ...more });
  if (mapping && !mapping.target.known) {
    return told(
      'unknown',
      l10n.t`the target ${mapping.target.value} holds a variable that is not in sight`,
    );
  }
  if (application === 'ignored') return told('unknown', l10n.t('a comment excludes this mapping'));
  const remedies = targetRemedies(mapping, at.site.basePath, at.site.ground.configuration);
  if (failure) return failed(at, failure, remedies, told);
  if (at.site.ground.applications.isInner(backend.node)) {
    return told('unknown', l10n.t`goes through this httpd once more, by way of ${upstream}`);
  }
  if (backend.remote) {
    return told('unknown', l10n.t`goes by way of another proxy: ${subjectOf(backend.remote)}`);
  }
  if (application !== 'stigman') return told('elsewhere', l10n.t`is sent to ${upstream}`);
  if (!/^(https?|wss?)$/.test(backend.scheme)) {
    return told(
      'unknown',
      l10n.t`goes out over ${backend.scheme}, which STIG Manager itself does not speak`,
    );
  }
  const wanted = `/${pathBelow(at.site, at.endpoint)}`;
  if (upstreamPath === wanted) return told('application', l10n.t`is sent to ${upstream}`);
  return told('wrong-path', l10n.t`is sent to ${upstream} as ${upstreamPath}`, { remedies });
}

/** The answer of httpd itself in place of the application's. */
function failed(
  at: Case,
  { status, why, node, mendedByTarget, remedies = [] }: NonNullable<Backend['failure']>,
  targets: Route['remedies'],
  done: Done,
): Route {
  const mends = mendedByTarget ? targets : remedies;
  const fact = node && factAt(node, { answeredBy: at.node });
  return done('proxy-error', l10n.t`is answered with ${status}: ${why}`, {
    ...fact,
    status,
    remedies: mends,
  });
}
