import type { Range } from 'vscode-languageserver-types';
import type { Delivery, EntryPoint, Fact, Mount } from '../delivery/delivery.ts';
import { factsOf } from '../delivery/facts.ts';
import { type Verdict, verdictOf } from '../delivery/verdict.ts';
import type { Application } from '../stigman/application.ts';
import { titleOf } from '../stigman/titles.ts';
import type { Place } from '../text/place.ts';
import type { Inspected } from './inspected.ts';
import { originText } from './markdown.ts';
import { rangeIn } from './positions.ts';

/** A place that the panel can jump to. */
export interface Target {
  readonly uri: string;
  readonly range: Range;
}

/** How one endpoint travels. */
export interface RouteRow {
  /** In the language of the reader, as are settings and reasons. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly verdict: Verdict;
  readonly mapping: Target;
  readonly upstream: string;
  /** The settings in force, each with the place that decides it. */
  readonly settings: readonly { readonly text: string; readonly target: Target }[];
  /** What the rules say of it. */
  readonly reasons: readonly { readonly text: string; readonly target: Target }[];
}

export interface RouteGroup {
  readonly url: string;
  readonly basePath: string;
  readonly entry: Target;
  readonly rows: readonly RouteRow[];
}

/** What the route map draws: for each entry point and mount, the way of each endpoint. */
export function routeMap(
  configurations: readonly Inspected[],
  application: Application,
): readonly RouteGroup[] {
  return configurations.flatMap((inspected) =>
    inspected.analysis.entries.flatMap((entry) =>
      entry.mounts.map((mount) => groupOf(entry, mount, inspected, application)),
    ),
  );
}

function groupOf(
  entry: EntryPoint,
  mount: Mount,
  inspected: Inspected,
  application: Application,
): RouteGroup {
  return {
    url: entry.url,
    basePath: mount.basePath,
    entry: targetOf(entry.place, inspected),
    rows: mount.deliveries.map((delivery) => rowOf(delivery, inspected, application)),
  };
}

function rowOf(delivery: Delivery, inspected: Inspected, application: Application): RouteRow {
  const { endpoint, route, path } = delivery;
  const settings = factsOf(delivery).filter((fact) => fact !== route);
  return {
    title: titleOf(endpoint.operationId),
    method: endpoint.method,
    path,
    verdict: verdictOf(delivery, application),
    mapping: targetOf(delivery.mapping, inspected),
    upstream:
      route.outcome === 'application'
        ? `${route.upstream ?? ''}${route.upstreamPath ?? ''}`
        : route.explanation,
    settings: unique(settings.map((fact) => settingOf(fact, inspected))),
    reasons: inspected.findings
      .filter((finding) => finding.affects.includes(delivery))
      .map((finding) => ({ text: finding.message, target: targetOf(finding.place, inspected) })),
  };
}

function settingOf(fact: Fact, inspected: Inspected) {
  const { subject, origin } = fact;
  const text = origin === 'inherited' ? `${subject} (${originText(origin)})` : subject;
  return { text, target: targetOf(fact.place, inspected) };
}

function unique<T extends { readonly text: string }>(items: readonly T[]): readonly T[] {
  return [...new Map(items.map((item) => [item.text, item])).values()];
}

function targetOf(place: Place, { sources }: Inspected): Target {
  return { uri: place.uri, range: rangeIn(sources, place) };
}
