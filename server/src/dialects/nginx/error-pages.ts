import * as l10n from '@vscode/l10n';
import { returnedEnd } from './content.ts';
import { type Entry, type Scope, setOf } from './scope.ts';
import type { End, Walk } from './walk.ts';

/** An answer of nginx's own. */
export type OwnAnswer = Extract<End, { kind: 'answered' | 'refused' }>;

type Proxied = Extract<End, { kind: 'proxied' }>;

/** An error on its way through an error_page. */
export interface Detour {
  readonly page: Entry;
  readonly error: OwnAnswer;
  /** Where it arose. */
  readonly from: Scope;
}

/** The error_page that takes an answer of nginx's own, if any. */
export function pageFor({ scope }: Walk, { status }: OwnAnswer): Entry | undefined {
  if (status < 300) return undefined;
  return setOf(scope, 'error_page').find((entry) =>
    entry.args.slice(0, -1).includes(String(status)),
  );
}

/**
 * What a client gets where an error_page took its error elsewhere. A page, a text and a file get the status of the error
 * or the one that the error_page gives; an error there is an error of its own (measured on 1.22.1).
 */
export function throughPage(walk: Walk, detour: Detour, inner: End): End {
  const { page, error } = detour;
  if (inner.kind === 'unknown') return inner;
  if (inner.kind === 'proxied') return handedOn(walk, detour, inner);
  const told = page.args.includes('=') || !isPage(inner) ? inner : withStatus(page, error);
  if (told.kind !== 'refused') return told;
  if (error.kind === 'refused' && error.cause === 'body') return error;
  return inner.kind === 'answered' && inner.isFile ? mayBeMissing(page) : told;
}

/** A page that is not there gives 404 instead of the refusal (measured on 1.22.1). */
function mayBeMissing(page: Entry): End {
  const file = page.args.at(-1) ?? '';
  const why = l10n.t`${file} of error_page may be there or not`;
  return { kind: 'unknown', why, by: page };
}

function withStatus(page: Entry, error: OwnAnswer): OwnAnswer {
  const forced = page.args.map((word) => /^=(\d+)$/.exec(word)?.[1]).find((word) => word);
  return forced ? returnedEnd({ status: Number(forced), by: page }) : error;
}

function isPage(inner: OwnAnswer): boolean {
  if (inner.status < 300 || (inner.kind === 'answered' && inner.isFile)) return true;
  const [status = '', text] = inner.by?.name === 'return' ? inner.by.args : [];
  return text !== undefined && /^[45]\d\d$/.test(status);
}

/**
 * What becomes of a request that an error_page hands on. With `=` the answer keeps its own status, else it gets that of
 * the error; and a body that was too large is dropped, though its length is announced (measured on 1.22.1).
 */
function handedOn(walk: Walk, { page, error, from }: Detour, inner: Proxied): End {
  if (walk.isBodyDropped) {
    walk.bodyChecks.pop();
    walk.branches.push({ entry: page, could: 'refused' });
    return inner;
  }
  if (page.args.includes('=')) return inner;
  const told = page.args.find((word) => /^=\d/.test(word))?.slice(1);
  return { ...inner, restated: { status: Number(told ?? error.status), by: page, from } };
}
