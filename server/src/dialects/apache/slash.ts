import type { Mount } from '../../delivery/delivery.ts';
import type { Site } from './case.ts';
import { factAt } from './facts.ts';
import { isOneForAll } from './macros.ts';
import { subjectOf } from './node.ts';
import { passageOf } from './passage.ts';
import { slashRemedies } from './remedies.ts';
import { pageRequest } from './request.ts';

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
  const answers = {
    proxy: `the page of ${backends[0]?.authority ?? 'another server'}, whose relative links then miss the mount`,
    redirect: `a redirect to ${answer.kind === 'redirect' ? answer.location : ''}`,
    status: String(answer.kind === 'status' ? answer.status : ''),
    files: '404',
  };
  const fact = factAt(node, { remedies, subject: subjectOf(node) });
  return { ...fact, redirects, answer: answers[answer.kind] };
}

function withoutOrigin(location: string): string {
  return location.replace(/^https?:\/\/[^/]*/i, '');
}
