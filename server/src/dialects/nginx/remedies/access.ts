import type { Remedy, RemedyKind } from '../../../delivery/delivery.ts';
import { ScopeEdit } from '../edits.ts';
import type { Entry, Scope } from '../scope.ts';
import { describe, remedy } from './common.ts';

/** Sends plain requests of a server to its twin with TLS. */
export function httpsRedirectRemedy(server: Scope): Remedy {
  const edits = () => {
    const edit = new ScopeEdit(server);
    edit.addLine('return 301 https://$host$request_uri;');
    return edit.edits();
  };
  return remedy('https-redirect', 'Redirect this server to https', false, edits);
}

/** Switches proxy authentication off for the application, which checks tokens by itself. */
export function authenticationRemedies(scope: Scope, entry: Entry): readonly Remedy[] {
  const off =
    entry.name === 'auth_basic' || entry.name === 'auth_request' || entry.name === 'auth_jwt';
  if (!off || scope.kind !== 'location') return [];
  const edits = () => {
    const edit = new ScopeEdit(scope);
    edit.setScalar(entry.name, 'off');
    return edit.edits();
  };
  return [
    remedy('exempt-authentication', `Set ${entry.name} off in ${describe(scope)}`, true, edits),
  ];
}

/** Lets an answer that comes through an error page keep its own status, where that page is this location's alone. */
export function ownStatusRemedies(page: Entry): readonly Remedy[] {
  const target = page.directive.args.at(-1);
  if (!target || page.scope.kind !== 'location' || page.includedBy) return [];
  const { args } = page.directive;
  const given = args.find(({ value }) => value.startsWith('='));
  const at = given ?? { start: target.start, end: target.start };
  const newText = given ? '=' : '= ';
  const edits = () => [{ uri: page.uri, start: at.start, end: at.end, newText }];
  const title = given
    ? `Write "=" instead of "${given.value}" in this error_page`
    : `Write "=" before ${target.value} in this error_page`;
  return [remedy('keep-status', title, true, edits)];
}

/** Sets request headers toward an identity provider. */
export function identityHeaderRemedies(
  kind: RemedyKind,
  scope: Scope,
  headers: readonly (readonly [name: string, value: string])[],
): readonly Remedy[] {
  const edits = () => {
    const edit = new ScopeEdit(scope);
    edit.setHeaders(headers);
    return edit.edits();
  };
  const names = headers.map(([name]) => name).join(', ');
  return [remedy(kind, `Set ${names} in ${describe(scope)}`, true, edits)];
}
