import * as l10n from '@vscode/l10n';
import type { Refusal } from '../../delivery/delivery.ts';
import type { Case } from './case.ts';
import { factAt } from './facts.ts';
import { lastNamed, type Node, subjectOf } from './node.ts';
import type { Request } from './request.ts';

/** What a limit counts of a request. */
interface Measure {
  readonly directive: string;
  readonly status: number;
  readonly of: (request: Request) => number;
  /** By how much it may go over the limit (measured on 2.4.71). */
  readonly slack: number;
  /** A browser may send so much, beside what is sent for sure. */
  readonly atMost: number;
  readonly explanation: string;
}

const MEASURES: readonly Measure[] = [
  {
    directive: 'limitrequestline',
    status: 414,
    of: ({ method, path, query }) => `${method} ${path}${query ? `?${query}` : ''} HTTP/1.1`.length,
    slack: 1,
    atMost: 0,
    explanation: l10n.t('the line of the request is longer'),
  },
  {
    directive: 'limitrequestfieldsize',
    status: 400,
    of: ({ headers }) =>
      Math.max(...[...headers].map(([name, value]) => name.length + 2 + value.length)),
    slack: 1,
    atMost: 200,
    explanation: l10n.t('a header of any browser is longer'),
  },
  {
    directive: 'limitrequestfields',
    status: 400,
    of: ({ headers }) => headers.size,
    slack: 0,
    atMost: 16,
    explanation: l10n.t('any browser sends more headers'),
  },
];

/**
 * The limits on a request's line and headers, which count before its virtual host is known: those of the first one of
 * the address, or of the main server as it stood before that one (measured on 2.4.71).
 */
export function sizeRefusal(at: Case): Refusal | undefined {
  for (const { directive, status, of, slack, atMost, explanation: why } of MEASURES) {
    const node = limitIn(at, directive);
    const limit = Number(node?.argument(0));
    if (!node || (limit === 0 && directive === 'limitrequestfields')) continue;
    const size = of(at.request);
    if (size > limit + slack) {
      const fact = factAt(node, { answeredBy: at.node });
      return { ...fact, status, cause: 'request', explanation: why };
    }
    if (limit >= atMost) continue;
    const explanation = l10n.t`Whether a request keeps to ${subjectOf(node)} depends on the browser.`;
    at.doubts.push({ could: 'refused', place: node.place, explanation });
  }
  return undefined;
}

function limitIn({ site }: Case, directive: string): Node | undefined {
  const { entry, configuration } = site.ground;
  const { section, own, main } = entry.first;
  const node = lastNamed(own, directive);
  if (node || !section || !main || !lastNamed(main.own, directive)) return node;
  const { nodes } = configuration;
  return lastNamed(nodes.slice(0, nodes.indexOf(section)), directive);
}
