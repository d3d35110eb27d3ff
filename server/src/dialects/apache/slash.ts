import * as l10n from '@vscode/l10n';
import type { Mount } from '../../delivery/delivery.ts';
import type { Site } from './case.ts';
import { factAt } from './facts.ts';
import { isOneForAll } from './macros.ts';
import { subjectOf } from './node.ts';
import { passageOf } from './passage.ts';
import { slashRemedies } from './remedies.ts';
import { pageRequest } from './request.ts';
import type { Answer } from './routing.ts';

/** What a browser gets that asks for the mount without its slash. */
export function withoutSlashOf(site: Site): Mount['withoutSlash'] {
  const { ground, basePath, node } = site;
  const { routed, backends } = passageOf(ground, pageRequest(basePath.slice(0, -1), ground.entry));
  const { answer } = routed;
  if (answer.kind === 'unknown' || !ground.configuration.complete) return undefined;
  const redirects = answer.kind === 'redirect' && withoutOrigin(answer.location) === basePath;
  const isMapped = answer.kind === 'proxy';
  const { entry, configuration } = ground;
  const remedies =
    redirects || !isOneForAll(node, configuration)
      ? []
      : slashRemedies(entry.server, node, basePath, configuration.modules, isMapped);
  const fact = factAt(node, { remedies, subject: subjectOf(node) });
  return { ...fact, redirects, answer: answerText(answer, backends[0]?.authority) };
}

/** What the browser gets, as a message names it. */
function answerText(answer: Exclude<Answer, { kind: 'unknown' }>, upstream?: string): string {
  switch (answer.kind) {
    case 'proxy':
      return upstream === undefined
        ? l10n.t('the page of another server, whose relative links then miss the mount')
        : l10n.t`the page of ${upstream}, whose relative links then miss the mount`;
    case 'redirect':
      return l10n.t`a redirect to ${answer.location}`;
    case 'status':
      return String(answer.status);
    case 'files':
      return '404';
  }
}

function withoutOrigin(location: string): string {
  return location.replace(/^https?:\/\/[^/]*/i, '');
}
