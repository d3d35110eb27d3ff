import * as l10n from '@vscode/l10n';
import type { Remedy, RemedyKind } from '../../../delivery/delivery.ts';
import { canSet, editsOf, type Headers, settingHeaders } from '../edits.ts';
import { locationAround } from '../locations.ts';
import { type Entry, nearest, type Scope, scalar, setOf, written } from '../scope.ts';
import { remedy, remedyIn, settingRemedy } from './common.ts';

/** Sends plain requests of a server to its twin with TLS on that port. */
export function httpsRedirectRemedy(server: Scope, port: number): Remedy {
  const authority = port === 443 ? '$host' : `$host:${port}`;
  const edits = editsOf(server, (edit) =>
    edit.addLine(`return 301 https://${authority}$request_uri;`),
  );
  return remedy('https-redirect', () => l10n.t('Redirect this server to https'), false, edits);
}

/**
 * Switches proxy authentication off for the application, which checks tokens by itself; not where it lets in whom the
 * address does not.
 */
export function authenticationRemedies(scope: Scope, entry: Entry): readonly Remedy[] {
  const off =
    entry.name === 'auth_basic' || entry.name === 'auth_request' || entry.name === 'auth_jwt';
  const isWayIn =
    scalar(scope, 'satisfy')?.args[0]?.toLowerCase() === 'any' && nearest(scope, 'deny');
  if (!off || isWayIn || scope.kind !== 'location' || !canSet(scope, entry.name)) return [];
  return [settingRemedy('exempt-authentication', scope, entry.name, 'off')];
}

/** Lets an answer that comes through an error page keep its own status: where the error arises, and for nothing else. */
export function ownStatusRemedies(page: Entry, from: Scope): readonly Remedy[] {
  if (page.scope.kind === 'location' && !page.includedBy) return statusInPlace(page);
  const block = locationAround(from)?.scope;
  if (!block || block.own('error_page').length > 0) return [];
  const line = `error_page ${withOwnStatus(page)}`;
  const edits = editsOf(block, (edit) => {
    for (const entry of setOf(block, 'error_page'))
      edit.addLine(`${entry === page ? line : written(entry)};`);
  });
  return [remedyIn(block, 'keep-status', () => l10n.t`Write ${line}`, edits)];
}

function withOwnStatus({ args }: Entry): string {
  const codes = args.slice(0, -1).filter((word) => !word.startsWith('='));
  return [...codes, '=', args.at(-1)].join(' ');
}

function statusInPlace({ uri, directive: { args } }: Entry): readonly Remedy[] {
  const target = args.at(-1);
  if (!target) return [];
  const given = args.find(({ value }) => value.startsWith('='));
  const at = given ?? { start: target.start, end: target.start };
  const newText = given ? '=' : '= ';
  const edits = () => [{ uri, start: at.start, end: at.end, newText }];
  const title = () =>
    given
      ? l10n.t`Write "=" instead of "${given.value}" in this error_page`
      : l10n.t`Write "=" before ${target.value} in this error_page`;
  return [remedy('keep-status', title, true, edits)];
}

/** Sets request headers toward an identity provider. */
export function identityHeaderRemedies(
  kind: RemedyKind,
  scope: Scope,
  headers: Headers,
): readonly Remedy[] {
  const names = headers.map(([name]) => name).join(', ');
  return [remedyIn(scope, kind, () => l10n.t`Set ${names}`, settingHeaders(scope, headers))];
}
