import * as l10n from '@vscode/l10n';
import type { Word } from '../../../syntax/tree.ts';
import { wordTable } from '../../../text/word-table.ts';
import type { LanguageFault } from '../../language.ts';
import { oncePer } from '../../once.ts';
import { isVariable } from '../lexer.ts';
import { type HaproxyWording, wordingOf } from '../wording.ts';
import { portFault } from './addresses.ts';
import { type Complaint, complaint, incomplete, oneOf, surplus } from './complaint.ts';
import { openBrace } from './condition-words.ts';
import { type Around, faultAt } from './fault.ts';
import { formatComplaints } from './formats.ts';
import { methodComplaints } from './matching-method.ts';
import { listenerComplaint, memberComplaint } from './member-values.ts';
import {
  captureComplaint,
  compressionComplaint,
  cookieComplaint,
  tableComplaint,
} from './named-values.ts';
import { patternComplaints } from './patterns.ts';
import {
  actionComplaint,
  beforeCondition,
  redirectComplaint,
  statusWithPage,
  WITH_PAGE,
} from './rule-values.ts';
import { sampleComplaints } from './samples.ts';
import { isProxy, type Line, type Section, type Site } from './site.ts';
import { timeComplaint } from './times.ts';

/**
 * HAProxy: `unexpected character 'x' in 'timeout client'`, `unknown proxy mode 'x'`, `balance only supports …`, `'x' cannot
 * handle unexpected argument 'y'` and their kin (measured on 2.6.12). What a variable gives is not looked at.
 */
export function invalidValues({ sections }: Site): readonly LanguageFault[] {
  return sections.flatMap(valueFaults);
}

export function valueFaults(section: Section): readonly LanguageFault[] {
  if (section.wording.fine) return [];
  if (isProxy(section)) return [...headFaults(section), ...section.lines.flatMap(lineFaults)];
  const read = READ_IN.get(section.kind);
  const lines = section.lines.filter(({ keyword: { value } }) => read?.test(value));
  const names = section.kind === 'global' ? 0 : 1;
  return [...surplusInHead(section, names), ...lines.flatMap(lineFaults)];
}

/** Keywords of which the values are read in sections that are no proxies. */
const READ_IN: ReadonlyMap<string, RegExp> = new Map([
  ['global', /^(?:log|maxconn)$/],
  ['userlist', /^(?:user|group)$/],
]);

function lineFaults(line: Line): readonly LanguageFault[] {
  return complaintsOf(line.wording).map(({ word, ...statement }) =>
    faultAt(word, line, { code: 'invalid-value', ...statement }),
  );
}

const NAME = /^[\w.:-]*$/;

/** The name of a section, and the address that old versions took behind it. */
function headFaults(section: Section): readonly LanguageFault[] {
  const { words, args, tagged } = wordingOf(section.head);
  const [name, second] = args;
  if (tagged || args.some(isOpen) || section.kind === 'defaults') return [];
  const around = aroundHead(section);
  if (!name?.value) {
    const message = l10n.t`HAProxy refuses a ${section.kind} without a name. Write one behind ${section.kind}.`;
    return [faultAt(words[0] as Word, around, { code: 'argument-count', message })];
  }
  if (!NAME.test(name.value)) {
    const message = l10n.t`The name ${name.value} has a character that HAProxy takes in no name but letters, digits, "-", "_", "." and ":", and it refuses the file. Write another name.`;
    return [faultAt(name, around, { code: 'invalid-value', message })];
  }
  const old = section.kind !== 'backend' && /[:/]/.test(second?.value ?? '');
  const extra = surplus(second?.value === 'from' ? args[3] : old ? undefined : second);
  if (extra) return [faultAt(extra.word, around, { code: 'argument-count', ...extra })];
  if (!second || second.value === 'from') return [];
  const message = l10n.t`HAProxy took an address behind the name of a ${section.kind} in old versions only, and refuses the file. Write bind ${second.value} on a line below.`;
  return [faultAt(second, around, { code: 'removed-keyword', severity: 'warning', message })];
}

/** Sections behind whose names nothing may stand; behind those of others HAProxy looks at nothing. */
const NAMED_ALONE = /^(?:global|peers|userlist|cache|program|fcgi-app)$/;

/** HAProxy: `'global' cannot handle unexpected argument 'x'.` */
function surplusInHead(section: Section, count: number): readonly LanguageFault[] {
  const { args, tagged } = wordingOf(section.head);
  const found = NAMED_ALONE.test(section.kind) && !tagged ? surplus(args[count]) : undefined;
  if (!found) return [];
  const { word, ...statement } = found;
  return [faultAt(word, aroundHead(section), { code: 'argument-count', ...statement })];
}

function aroundHead(section: Section): Around {
  const [first] = wordingOf(section.head).words;
  return { ...section, at: section.head.start - (first?.start ?? 0) };
}

const complaintsOf = oncePer((wording: HaproxyWording): readonly Complaint[] => {
  const { args, values, tagged } = wording;
  if (tagged || args.some(isOpen)) return [];
  const found = READERS.get(values[0] ?? '')?.(args);
  const open = openBrace(wording);
  return [
    ...(found ? [found] : []),
    ...(open ? [complaint(open, opensTest)] : []),
    ...patternComplaints(wording),
    ...methodComplaints(wording),
    ...formatComplaints(wording),
    ...sampleComplaints(wording),
  ];
});

function opensTest(named: string): string {
  return l10n.t('{0} opens a test that no "}" closes; HAProxy refuses the file.', named);
}

/** True for a word that the environment fills, or what prepares the file: HAProxy itself fills quoted ones only. */
function isOpen(word: Word): boolean {
  return isVariable(word) || word.value.includes('${');
}

type Reader = (args: readonly Word[]) => Complaint | undefined;

const FACILITIES =
  /^(?:kern|user|mail|daemon|auth|syslog|lpr|news|uucp|cron|auth2|ftp|ntp|audit|alert|cron2|local[0-7])$/;
const LEVELS = /^(?:emerg|alert|crit|err|warning|notice|info|debug)$/;
const ALGORITHMS =
  /^(?:roundrobin|static-rr|leastconn|first|source|uri|url_param|hdr\(.*|rdp-cookie.*|random(?:\([\d,]*\))?|hash|log-hash|log-sticky|sticky)$/;
/** Options that take a word of their own. */
const WITH_WORDS =
  /^(?:forwardfor|originalto|http-restrict-req-hdr-names|httpchk|httpslog|mysql-check|pgsql-check|redispatch|smtpchk|forwarded)$/;

/** HAProxy: `negation/default is not supported for option 'x'`. */
const WITHOUT_NO =
  /^(?:forwardfor|originalto|http-restrict-req-hdr-names|http-use-htx|[\w-]+-ch(?:ec)?k|httpchk|smtpchk|https?log|tcplog|tcpka)$/;

const READERS = wordTable<Reader>({
  timeout: ([, value, extra]) => (value ? timeComplaint(value) : undefined) ?? surplus(extra),
  mode: ([mode, extra]) =>
    oneOf(mode, /^(?:tcp|http|health|log|syslog|spop|haterm)$/, () => l10n.t('tcp or http')) ??
    surplus(extra),
  balance: ([algorithm]) =>
    oneOf(algorithm, ALGORITHMS, () =>
      l10n.t('an algorithm such as roundrobin, leastconn or source'),
    ),
  'http-reuse': ([mode, extra]) =>
    oneOf(mode, /^(?:never|safe|aggressive|always)$/, () =>
      l10n.t('never, safe, aggressive or always'),
    ) ?? surplus(extra),
  'hash-type': ([method]) =>
    oneOf(method, /^(?:consistent|map-based)$/, () => l10n.t('consistent or map-based')),
  option: optionComplaint,
  no: ([, option]) =>
    option && WITHOUT_NO.test(option.value) ? complaint(option, isNotSwitchedOff) : undefined,
  default_backend: ([, extra]) => surplus(extra),
  maxconn: ([, extra]) => surplus(extra),
  retries: ([, extra]) => surplus(extra),
  fullconn: ([, extra]) => surplus(extra),
  backlog: ([, extra]) => surplus(extra),
  'stick-table': tableComplaint,
  cookie: cookieComplaint,
  compression: compressionComplaint,
  capture: captureComplaint,
  'monitor-uri': ([, extra]) => surplus(extra),
  'log-format': ([, extra]) => surplus(extra),
  'unique-id-format': ([, extra]) => surplus(extra),
  log: logComplaint,
  'email-alert': ([what, value]) => {
    if (what?.value !== 'level') return undefined;
    return value ? oneOf(value, LEVELS, () => l10n.t('a level such as alert')) : incomplete(what);
  },
  acl: nameComplaint,
  errorfile: statusComplaint,
  errorloc: statusComplaint,
  errorloc302: statusComplaint,
  errorloc303: statusComplaint,
  use_backend: ([, word]) => oneOf(word, /^(?:if|unless)$/, beforeCondition),
  bind: ([address, ...rest]) =>
    (address && portFault(address, true)) ??
    listenerComplaint(rest) ??
    bindComplaint(address, rest),
  server: ([name, address, ...rest]) =>
    nameComplaint([name]) ?? (address && portFault(address, false)) ?? memberComplaint(rest),
  'server-template': ([prefix, count, address, ...rest]) =>
    nameComplaint([prefix]) ??
    oneOf(count, /^0*[1-9]/, () => l10n.t('a number over 0, or a range such as 1-5')) ??
    (address && portFault(address, false)) ??
    memberComplaint(rest),
  'default-server': memberComplaint,
  user: (args) => ofUserlist(args, /^(?:insecure-password|password|groups)$/),
  group: (args) => ofUserlist(args, /^users$/),
  redirect: redirectComplaint,
  'http-request': actionComplaint,
  'http-response': actionComplaint,
  'http-after-response': actionComplaint,
  'tcp-request': ([where, value]) => {
    if (where?.value !== 'inspect-delay') return undefined;
    return value ? timeComplaint(value) : incomplete(where);
  },
});

function isNotSwitchedOff(named: string): string {
  return l10n.t`${named} is no option that can be switched off; HAProxy refuses the file.`;
}

/** HAProxy: `No SSL certificate specified for bind`, `verify is enabled but no CA file specified for bind`. */
function bindComplaint(address: Word | undefined, rest: readonly Word[]): Complaint | undefined {
  const values = rest.map(({ value }) => value);
  const has = (name: RegExp) => values.some((value) => name.test(value));
  if (!address || !values.includes('ssl')) return undefined;
  if (!has(/^(?:crt|crt-list|generate-certificates)$/)) return complaint(address, hasNoCertificate);
  const verified = rest[values.indexOf('verify') + 1];
  const verifies =
    values.includes('verify') && /^(?:required|optional)$/.test(verified?.value ?? '');
  return verified && verifies && !has(/^ca-(?:verify-)?file$/)
    ? complaint(verified, needsAuthority)
    : undefined;
}

function hasNoCertificate(named: string): string {
  return l10n.t`${named} has ssl and no certificate. Add crt behind it; HAProxy refuses the file.`;
}

function needsAuthority(named: string): string {
  return l10n.t`${named} needs an authority. Add ca-file; HAProxy refuses the file.`;
}

/** HAProxy: `'group' only supports 'users' option.` */
function ofUserlist([, ...options]: readonly Word[], legal: RegExp): Complaint | undefined {
  const odd = options.find(({ value }, i) => i % 2 === 0 && !legal.test(value));
  return (
    odd &&
    complaint(
      odd,
      (named) => l10n.t`${named} is no option of a user or a group; HAProxy refuses the file.`,
    )
  );
}

function nameComplaint([name]: readonly (Word | undefined)[]): Complaint | undefined {
  return oneOf(name, NAME, () => l10n.t('a name of letters, digits, "-", "_", "." and ":"'));
}

/** HAProxy: `errorfile : status code '409' not handled.` Of the status it reads the leading digits. */
function statusComplaint([status]: readonly Word[]): Complaint | undefined {
  return oneOf(status, WITH_PAGE, statusWithPage);
}

function optionComplaint([name, word, extra]: readonly Word[]): Complaint | undefined {
  if (name?.value === 'httplog')
    return oneOf(word, /^clf$/, () => l10n.t('clf, or nothing')) ?? surplus(extra);
  return name && WITH_WORDS.test(name.value) ? undefined : surplus(word);
}

function logComplaint(args: readonly Word[]): Complaint | undefined {
  const [target] = args;
  if (!target) return undefined;
  if (target.value === 'global') return surplus(args[1]);
  let at = 1;
  while (/^(?:len|format|sample|profile)$/.test(args[at]?.value ?? '')) at += 2;
  const [facility, level, least, extra] = args.slice(at);
  if (!facility) return complaint(target, needsFacility);
  return (
    oneOf(facility, FACILITIES, () => l10n.t('a facility such as local0')) ??
    oneOf(level, LEVELS, aLevel) ??
    oneOf(least, LEVELS, aLevel) ??
    surplus(extra)
  );
}

function needsFacility(named: string): string {
  return l10n.t`${named} needs a facility such as local0 behind it; HAProxy refuses the file.`;
}

const aLevel = () => l10n.t('a level such as notice');
