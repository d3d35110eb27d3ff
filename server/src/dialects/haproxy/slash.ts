import * as l10n from '@vscode/l10n';
import type { Mount } from '../../delivery/delivery.ts';
import { type Line, placeOfLine, type Section, textOfLine } from './configuration.ts';
import { Assumptions } from './exchange.ts';
import { type Journey, lastLeg } from './journey.ts';
import { modeOf } from './lines-in-force.ts';
import { authorityOf } from './recognition.ts';
import { slashRemedy } from './remedies.ts';
import { getRequest } from './requested.ts';
import type { Site } from './site.ts';
import { nameOf } from './timeouts.ts';
import { travel, type World } from './travel.ts';

/** What who asks for the mount without its trailing slash gets. */
export function withoutSlash(world: World, frontend: Section, site: Site): Mount['withoutSlash'] {
  const bare = site.mount.slice(0, -1);
  const journey = visit(bare, world, frontend, site);
  const line = journey.end && 'line' in journey.end ? journey.end.line : journey.chosenBy;
  const owner = modeOf(frontend) === 'http' ? frontend : journey.backend;
  const isTakenBack = isRedirected(visit(site.mount, world, frontend, site), bare);
  return {
    place: line ? placeOfLine(line) : site.place,
    subject: line ? textOfLine(line) : nameOf(frontend),
    origin: 'explicit',
    related: [],
    remedies:
      isTakenBack || !owner || modeOf(owner) !== 'http' ? [] : [slashRemedy(owner, site.mount)],
    redirects: isRedirected(journey, site.mount),
    answer: `GET ${bare} ${answerTo(lastLeg(journey))}`,
  };
}

/** True where who asks for the page of a mount is sent to TLS, and with that everything that the page asks for. */
export function isPageSentToTls(
  world: World,
  frontend: Section,
  { mount, door }: Pick<Site, 'mount' | 'door'>,
): boolean {
  const { end } = visit(mount, world, frontend, { door });
  return end?.kind === 'redirect' && (end.toTls || !/^http:|^\//i.test(end.location ?? ''));
}

/** A plain GET, by who has given credentials where they are asked for. */
function visit(
  path: string,
  world: World,
  frontend: Section,
  { door }: Pick<Site, 'door'>,
): Journey {
  const challenges = new Set<Line>();
  const go = () => {
    const assumptions = new Assumptions(new Map());
    const request = getRequest(path, door, assumptions);
    return travel(world, frontend, request, undefined, assumptions, challenges);
  };
  const journey = go();
  if (journey.end?.kind !== 'answer' || !journey.end.challenge) return journey;
  challenges.add(journey.end.line);
  return go();
}

function isRedirected({ end }: Journey, to: string): boolean {
  if (end?.kind !== 'redirect') return false;
  if (end.location === undefined || end.toTls) return true;
  return end.location.replace(/^https?:\/\/[^/]*/i, '').split('?')[0] === to;
}

function answerTo({ end, servers, request, backend }: Journey): string {
  if (!end) {
    const target = servers[0] ? authorityOf(servers[0]) : (backend?.name ?? l10n.t('the backend'));
    const path = request.path ?? l10n.t('a path that only the running proxy knows');
    return path === '/'
      ? l10n.t`is sent to ${target} as ${path}, and the links of the page miss the mount`
      : l10n.t`is sent to ${target} as ${path}, where it gets 404`;
  }
  switch (end.kind) {
    case 'answer':
      return l10n.t`gets ${end.status}`;
    case 'redirect':
      return end.location === undefined
        ? l10n.t('is redirected')
        : l10n.t`is redirected to ${end.location}`;
    case 'dropped':
      return l10n.t('is dropped');
    default:
      return end.explanation;
  }
}
