import * as l10n from '@vscode/l10n';
import { isBrokenIpv4 } from '../../../text/address.ts';
import type { HaproxyWording } from '../wording.ts';
import { type Complaint, complaint, oneOf, wrong } from './complaint.ts';
import { testsIn } from './condition-words.ts';

/** A variable as it is: what it holds has no type, and a converter behind it would give it one. */
const UNTYPED = /^var\([^()]*\)$/;

const METHODS = /^(?:found|bool|int|ip|bin|len|str|beg|sub|dir|dom|end|reg)$/;

/** Samples of one type, and the values that they are compared with. */
const FORMS: readonly (readonly [
  samples: RegExp,
  legal: (value: string) => boolean,
  advice: () => string,
])[] = [
  [
    /^(?:src|dst|(?:req\.|res\.|s)?hdr_ip\(.*\))$/,
    (value) => !isNoNetwork(value),
    () => l10n.t('an address such as 192.0.2.0/24'),
  ],
  [
    /^(?:status|(?:src|dst)_port|req\.body_(?:len|size)|(?:req\.|res\.)?hdr_(?:val|cnt)\(.*\)|nbsrv\(.*\)|sc\d?_\w+(?:\(.*\))?)$/,
    (value) => /^(?:eq|[gl][et]|\+?\d+|-?\d*:-?\d*)$/.test(value),
    () => l10n.t('whole numbers, a range such as 1024:2047, or eq, ge, gt, le or lt before one'),
  ],
];

/** HAProxy: `'x' is not a valid IPv4 or IPv6 address`; it looks up names. Of numbers: `'x' is not a number`. */
function isNoNetwork(written: string): boolean {
  const [host = '', mask] = written.split('/');
  return (
    isBrokenIpv4(host) || (/^[\d.]+$/.test(host) && /^\d+$/.test(mask ?? '') && Number(mask) > 32)
  );
}

/** HAProxy: `unknown matching method 'x'`; `matching method must be specified first (using '-m') when using a sample fetch of this type ('var')`. */
export function methodComplaints(wording: HaproxyWording): readonly Complaint[] {
  return testsIn(wording).flatMap(([sample, ...rest]) => {
    const at = rest.findIndex(({ value }) => value === '-m');
    const unknown =
      at < 0
        ? undefined
        : oneOf(rest[at + 1], METHODS, () => l10n.t('a method such as str or reg'));
    if (unknown) return [unknown];
    const form = sample && FORMS.find(([samples]) => samples.test(sample.value));
    const illegal =
      form && !rest.some(({ value }) => value.startsWith('-'))
        ? rest.find(({ value }) => !form[1](value))
        : undefined;
    if (form && illegal) return [wrong(illegal, form[2]())];
    if (!sample || at >= 0 || !UNTYPED.test(sample.value)) return [];
    return [complaint(sample, hasNoType)];
  });
}

function hasNoType(named: string): string {
  return l10n.t`${named} has no type of its own. Write -m str or another method behind it; HAProxy refuses the file.`;
}
