import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import type { Argument } from '../node.ts';
import { faultAtArgument, faultAtHead, refused } from './fault.ts';
import { mappingForm } from './places.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** Parameters of a worker, of a balancer, and what none but mappings take (measured on 2.4.71). */
const OF_WORKER =
  'min max smax acquire timeout connectiontimeout disablereuse enablereuse flushpackets flushwait iobuffersize receivebuffersize keepalive lbset loadfactor ping redirect retry responsefieldsize route secret status upgrade ttl addressttl hcmethod hcpasses hcfails hcinterval hcuri hctemplate hcexpr'.split(
    ' ',
  );
const OF_BALANCER =
  'timeout lbmethod maxattempts nofailover stickysession stickysessionsep scolonpathdelim growth forcerecovery failontimeout failonstatus nonce'.split(
    ' ',
  );
const OF_MAPPING = /^(?:nocanon|interpolate|noquery|mapping=(?:encoded|servlet))$/i;

/** httpd: `unknown Worker parameter`, `Parameter must be in the form 'key=value'`, `can not have a path when defined in a location`. */
export function workerParameters({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    if (each.node.name === 'balancermember') return memberFaults(each);
    if (each.node.name === 'proxypassreverse') return reverseFaults(each);
    if (each.node.name === 'proxy') return parametersOf(each.node.args[0], each, 1);
    return each.node.name === 'proxypass' || each.node.name === 'proxypassmatch'
      ? mappingFaults(each)
      : [];
  });
}

/** httpd: `ProxySet: unknown Balancer parameter`; whose they are, the <Proxy> around says, or the first word. */
export function setParameters({ met }: Site): readonly LanguageFault[] {
  return met
    .filter(({ node }) => node.name === 'proxyset')
    .flatMap((each) => {
      const { parent } = each.node;
      const isWithin = parent?.name === 'proxy';
      return parametersOf((isWithin ? parent : each.node).args[0], each, isWithin ? 0 : 1);
    });
}

/** The faults of parameters from an index on, of the worker or balancer that has a URL. */
function parametersOf(url: Argument | undefined, met: Met, start: number) {
  if (!url || !isSettledWord(url) || !/^[a-z]+:\/\//i.test(url.value)) return [];
  const isBalancer = url.value.startsWith('balancer://');
  return parametersFrom(met, start, isBalancer ? OF_BALANCER : OF_WORKER);
}

/** Outside of a section the balancer's URL comes before the member's (measured). */
function memberFaults(met: Met): readonly LanguageFault[] {
  const form = mappingForm(met);
  return form === undefined ? [] : parametersFrom(met, form === 'with path' ? 2 : 1, OF_WORKER);
}

function mappingFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  const form = mappingForm(met);
  if (form === undefined) return [];
  const located = form === 'without path';
  if (located && node.args.length > 1 && /^[/^]/.test(node.argument(0))) return [pathTooMany(met)];
  const start = located ? 1 : node.argument(0) === '~' ? 3 : 2;
  if (node.args.length < start) {
    const { title } = node;
    const message = located
      ? l10n.t`${title} needs a target, and httpd refuses the file without.`
      : l10n.t`${title} needs a path and a target, and httpd refuses the file without.`;
    return [faultAtHead(met, { code: 'argument-count', message })];
  }
  return parametersOf(node.args[start - 1], met, start);
}

/** Within a section, the URL and `interpolate` are all that it takes. */
function reverseFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  const path = node.args.length > 1 && node.argument(1).toLowerCase() !== 'interpolate';
  return path && node.args.every(isSettledWord) && mappingForm(met) === 'without path'
    ? [pathTooMany(met)]
    : [];
}

function pathTooMany(met: Met): LanguageFault {
  const message = l10n.t`Within a <Location>, ${met.node.title} takes the target only; httpd refuses the file with a path before it. Take ${met.node.argument(0)} out.`;
  return faultAtArgument(met, 0, { code: 'path-in-location', message });
}

function parametersFrom(
  met: Met,
  start: number,
  known: readonly string[],
): readonly LanguageFault[] {
  return met.node.args.slice(start).flatMap((arg, index) => {
    const fault = isSettledWord(arg) ? parameterFault(met, arg, known) : undefined;
    return fault ? [faultAtArgument(met, start + index, fault)] : [];
  });
}

/** httpd: `Timeout must be at least one second`, `TTL must be at least one second`; it reads the leading digits. */
function durationFault(name: string, written: string) {
  if (!/^(?:timeout|ttl)$/.test(name) || Number.parseInt(written, 10) >= 1) return undefined;
  const message = refused(
    l10n.t`${name}= takes at least one second`,
    l10n.t('Write whole seconds.'),
    written || l10n.t('none'),
  );
  return { code: 'number-value', message };
}

/** What a parameter may be (measured on 2.4.71). */
const VALUES: readonly (readonly [names: RegExp, legal: RegExp, advice: string])[] = [
  [/^flushpackets$/, /^(?:on|off|auto)$/i, l10n.t('on, off or auto')],
  [
    /^(?:keepalive|(?:dis|en)ablereuse|nofailover|forcerecovery|failontimeout|scolonpathdelim)$/,
    /^(?:on|off)$/i,
    l10n.t('On or Off'),
  ],
  [/^upgrade$/, /^.{0,15}$/s, l10n.t('a name of at most 15 characters')],
  [/^loadfactor$/, /^(?:[1-9]\d?|100)(?!\d)/, l10n.t('a number from 1 to 100')],
  [/^(?:retry|max|acquire)$/, /^(?!-)/, l10n.t('a number that is not negative')],
];

function valueFault(name: string, written: string) {
  const form = VALUES.find(([names, legal]) => names.test(name) && !legal.test(written));
  if (!form) return durationFault(name, written);
  const message = l10n.t`${name}= takes ${form[2]}, and httpd refuses the file with ${written || l10n.t('none')}.`;
  return { code: 'worker-parameter', message };
}

function parameterFault(met: Met, { value }: Argument, known: readonly string[]) {
  const at = value.indexOf('=');
  const name = (at < 0 ? value : value.slice(0, at)).toLowerCase();
  const code = 'worker-parameter';
  if (OF_MAPPING.test(value) && /^proxypass/.test(met.node.name)) return undefined;
  if (at < 0) {
    const message = l10n.t`httpd asks for name=value here and refuses the file with ${value}.`;
    return { code, message };
  }
  if (known.includes(name)) return valueFault(name, value.slice(at + 1));
  if (OF_WORKER.includes(name) || OF_BALANCER.includes(name)) {
    const message =
      known === OF_BALANCER
        ? l10n.t`Only workers have a parameter ${name}, and httpd refuses the file with it here. Write it on each BalancerMember.`
        : l10n.t`Only balancers have a parameter ${name}, and httpd refuses the file with it here. Write it in a ProxySet of the balancer.`;
    return { code, message };
  }
  const meant = nearest(name, known);
  const title = met.node.title;
  if (meant === undefined) {
    const message = l10n.t`${title} has no parameter ${name} that httpd 2.4 is known to take here; httpd refuses the file with one that it does not know.`;
    return { code, severity: 'warning' as const, message };
  }
  const message = l10n.t`httpd knows no parameter ${name} and refuses the file. Write ${meant}.`;
  return { code, message, replacement: `${meant}${value.slice(at)}` };
}
