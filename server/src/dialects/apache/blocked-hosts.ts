import * as l10n from '@vscode/l10n';
import type { Refusal } from '../../delivery/delivery.ts';
import type { Case } from './case.ts';
import { factAt } from './facts.ts';
import type { Node } from './node.ts';
import { hostOf } from './senders.ts';

/**
 * A ProxyBlock line that names the application's host: by a part of its name, by `*`, or by a name of the same address
 * (measured on 2.4.71).
 */
export function blockRefusal(at: Case): Refusal | undefined {
  const { server } = at.site.ground.entry;
  const { backends } = at.passage;
  const lines = [...(server.main?.own ?? []), ...server.own].filter(
    ({ name }) => name === 'proxyblock',
  );
  const blocking = backends.map(({ authority }) => lines.find((line) => blocks(line, authority)));
  const node = blocking.find((each) => each !== undefined);
  if (!node) return undefined;
  if (blocking.includes(undefined)) {
    const explanation = l10n.t('Some members of the balancer are hosts that ProxyBlock names.');
    at.doubts.push({ could: 'refused', place: node.place, explanation });
    return undefined;
  }
  const explanation = l10n.t(
    'the host of the application is one that requests are not to be sent to',
  );
  return { ...factAt(node, { answeredBy: at.node }), status: 403, cause: 'access', explanation };
}

function blocks({ args }: Node, authority: string): boolean {
  const host = hostOf(authority);
  return args.some(
    ({ value }) =>
      value.startsWith('*') || host.includes(value) || (isLocal(host) && isLocal(value)),
  );
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1)$/i.test(host);
}
