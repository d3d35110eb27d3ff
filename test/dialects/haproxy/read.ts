import type { Analysis, Delivery } from '../../../server/src/delivery/delivery.ts';
import { type Verdict, verdictOf } from '../../../server/src/delivery/verdict.ts';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { stigManager } from '../../../server/src/stigman/application.ts';
import type { OperationId } from '../../../server/src/stigman/endpoints.ts';
import { noRecognition } from '../../../server/src/stigman/recognition.ts';
import { memoryFiles } from '../../proxies/lab/compare.ts';

export const ROOT = 'file:///etc/haproxy/haproxy.cfg';

/** Timeouts that break nothing, so that a test shows what it is about. */
export const DEFAULTS = `defaults
  mode http
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  timeout tunnel 1h
`;

/** A text, behind DEFAULTS, read as a whole configuration. */
export function read(text: string, files: Readonly<Record<string, string>> = {}): Analysis {
  return readAll({ [ROOT]: DEFAULTS + text, ...files });
}

/** Files read from one root on. */
export function readAll(files: Readonly<Record<string, string>>, root = ROOT): Analysis {
  const question = { root, files: memoryFiles(files), recognition: noRecognition };
  return haproxy.analyze({ ...question, application: stigManager });
}

/** A frontend with these lines before a backend for STIG Manager with those. */
export function behind(frontend: string, backend = ''): string {
  return `frontend web
  bind :80
${indented(frontend)}
backend stigman
${indented(backend)}
  server s1 10.0.0.1:54000
backend other
  server o1 10.0.0.2:9000
`;
}

function indented(lines: string): string {
  return lines.replace(/^/gm, '  ');
}

/** The delivery of an endpoint at a mount, of the first entry that has it. */
export function deliveryAt(analysis: Analysis, basePath: string, id: OperationId): Delivery {
  const mounts = analysis.entries.flatMap((entry) => entry.mounts);
  const mount = mounts.find((one) => one.basePath === basePath);
  const delivery = mount?.deliveries.find((one) => one.endpoint.operationId === id);
  if (!delivery) throw new Error(`no ${id} at ${basePath}`);
  return delivery;
}

/** The verdict on an endpoint at a mount. */
export function verdictAt(analysis: Analysis, basePath: string, id: OperationId): Verdict {
  return verdictOf(deliveryAt(analysis, basePath, id), stigManager);
}

/** The verdicts on state events, clone progress, log socket and review upload at a mount. */
export function verdicts(analysis: Analysis, basePath = '/'): string {
  const ids = ['streamStateSse', 'cloneCollection', 'logSocket', 'postReviewsByAsset'] as const;
  return ids.map((id) => verdictAt(analysis, basePath, id)).join(' ');
}
