import type { Doubt } from '../../delivery/delivery.ts';
import type { Application } from '../../stigman/application.ts';
import type { Endpoint } from '../../stigman/endpoints.ts';
import type { Access } from './access.ts';
import type { Node } from './node.ts';
import type { Backend, Ground, Passage } from './passage.ts';
import type { Tuning } from './remedies.ts';
import type { Request } from './request.ts';

/** A mount under judgement. */
export interface Site {
  readonly ground: Ground;
  readonly basePath: string;
  /** The mapping by which the mount was found. */
  readonly node: Node;
  /** The mappings name endpoints without `/api`, as documentation writes them. */
  readonly documented: boolean;
  readonly application: Application;
}

/** One endpoint of a mount, and how its request gets through. */
export interface Case {
  readonly site: Site;
  readonly endpoint: Endpoint;
  readonly request: Request;
  readonly passage: Passage;
  readonly access: Access;
  /** The directive that answers, else the one by which the mount was found. */
  readonly node: Node;
  /** What the configuration leaves open: added to by whatever meets it. */
  readonly doubts: Doubt[];
}

/** Path of an endpoint below its mount. */
export function pathBelow(site: Site, endpoint: Endpoint): string {
  return site.documented ? endpoint.path.replace(/^api\//, '') : endpoint.path;
}

/** What this endpoint stands below and no other application does: the mount, else the endpoint's own first folder. */
export function ownPath({ site, endpoint }: Case): string {
  const { basePath } = site;
  return basePath === '/' ? `/${pathBelow(site, endpoint).split('/')[0]}/` : basePath;
}

/** Where parameters for this case's workers are written. */
export function tuningOf(at: Case, first: Backend): Tuning {
  const workers = at.passage.backends.flatMap(({ worker }) => (worker ? [worker] : []));
  const { configuration } = at.site.ground;
  return { workers, url: first.url, rule: first.node, configuration };
}
