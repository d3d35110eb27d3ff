import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { isBrokenIpv4 } from '../../../text/address.ts';
import { type Complaint, wrong } from './complaint.ts';

/** Addresses of other families, paths of sockets, and names that something replaces. */
const OTHER = /@|^\/|[%{}<>]|^$/;

/**
 * HAProxy: `invalid port 'x'`, `invalid character 'x' in port number`, `missing port specification`, `invalid port range`.
 * Of a port it reads the leading digits (measured on 2.6.12).
 */
export function portFault(word: Word, listens: boolean): Complaint | undefined {
  for (const address of listens ? word.value.split(',') : [word.value]) {
    if (OTHER.test(address)) continue;
    const colon = address.lastIndexOf(':');
    const port = address.slice(colon + 1);
    const host = !listens && colon < 0 ? address : address.slice(0, Math.max(colon, 0));
    if (isBrokenIpv4(host)) return wrong(word, l10n.t('an address of four numbers up to 255'));
    if (listens ? !listensOn(colon, port) : colon >= 0 && !isTarget(port))
      return wrong(word, l10n.t('an address with a port from 1 to 65535'));
  }
  return undefined;
}

function listensOn(colon: number, port: string): boolean {
  const [, first, last = first] = /^(\d+)(?:-(\d+))?/.exec(port) ?? [];
  return (
    colon >= 0 && Number(first) >= 1 && Number(first) <= Number(last) && Number(last) <= 65_535
  );
}

function isTarget(port: string): boolean {
  if (port === '' || /^[+-]\d/.test(port)) return true;
  return /^\d+(?!\d|-\d)/.test(port) && Number.parseInt(port, 10) <= 65_535;
}
