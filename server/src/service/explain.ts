import type { Delivery, EntryPoint, Mount } from '../delivery/delivery.ts';
import { type Verdict, verdictOf } from '../delivery/verdict.ts';
import type { Finding } from '../rules/rule.ts';
import type { Application } from '../stigman/application.ts';
import type { OperationId } from '../stigman/endpoints.ts';
import type { Place } from '../text/place.ts';
import type { Inspected } from './inspected.ts';
import { rangeIn } from './positions.ts';

/** What `explain` tells, as JSON. Lines count from 1. */
export interface Explanation {
  readonly version: 1;
  readonly entries: readonly ExplainedEntry[];
}

/** What one entry point does at one mount. */
export interface ExplainedEntry {
  readonly file: string;
  readonly line: number;
  readonly dialect: string;
  readonly url: string;
  readonly basePath: string;
  readonly endpoints: readonly ExplainedEndpoint[];
}

export interface ExplainedEndpoint {
  readonly operationId: OperationId;
  readonly method: string;
  readonly path: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
}

export interface Reason {
  readonly ruleId: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** `ruleId` of a reason that no rule gives: why a verdict cannot be told, or what answers instead. */
const UNDECIDED = 'undecided';

/** Explains configurations; `fileOf` names a file as the reader knows it. */
export function explain(
  configurations: readonly Inspected[],
  application: Application,
  fileOf: (uri: string) => string,
): Explanation {
  const entries = configurations.flatMap((inspected) =>
    inspected.analysis.entries.flatMap((entry) =>
      entry.mounts.map((mount) => explainMount(inspected, entry, mount, application, fileOf)),
    ),
  );
  return { version: 1, entries };
}

function explainMount(
  inspected: Inspected,
  entry: EntryPoint,
  mount: Mount,
  application: Application,
  fileOf: (uri: string) => string,
): ExplainedEntry {
  const { root, dialect } = inspected.analysis;
  const here = [mount.place, entry.place].find((place) => place.uri === root);
  return {
    file: fileOf(root),
    line: here ? lineOf(here, inspected) : 1,
    dialect,
    url: entry.url,
    basePath: mount.basePath,
    endpoints: mount.deliveries.map((delivery) => {
      const verdict = verdictOf(delivery, application);
      return {
        operationId: delivery.endpoint.operationId,
        method: delivery.endpoint.method,
        path: delivery.path,
        verdict,
        reasons: reasonsOf(delivery, verdict, inspected, fileOf),
      };
    }),
  };
}

function reasonsOf(
  delivery: Delivery,
  verdict: Verdict,
  inspected: Inspected,
  fileOf: (uri: string) => string,
): readonly Reason[] {
  const found = [...inspected.findings, ...inspected.suppressed].filter((finding) =>
    finding.affects.includes(delivery),
  );
  const spoken = verdict === 'ok' || found.some((finding) => finding.severity === 'error');
  const statements = spoken ? found : [...found, ...plainReasons(delivery, verdict)];
  return statements.map(({ ruleId, place, message }) => ({
    ruleId,
    file: fileOf(place.uri),
    line: lineOf(place, inspected),
    message,
  }));
}

type Statement = Pick<Finding, 'ruleId' | 'place' | 'message'>;

/** What the delivery itself says where no rule speaks up. */
function plainReasons(delivery: Delivery, verdict: Verdict): readonly Statement[] {
  const { route, endpoint, path, upgrade } = delivery;
  const statement = (place: Place, message: string) => ({ ruleId: UNDECIDED, place, message });
  if (verdict === 'unreachable' || route.outcome === 'unknown') {
    return [statement(route.place, `${endpoint.method} ${path} ${route.explanation}`)];
  }
  if (verdict !== 'unknown') return [];
  const doubts = delivery.doubts.map((doubt) => statement(doubt.place, doubt.explanation));
  return upgrade?.outcome === 'unknown'
    ? [...doubts, statement(upgrade.place, upgrade.explanation)]
    : doubts;
}

function lineOf(place: Place, { sources }: Inspected): number {
  return rangeIn(sources, place).start.line + 1;
}
