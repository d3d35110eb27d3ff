import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument, faultAtHead, refused } from './fault.ts';
import { mappingForm, sectionsAround } from './places.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

const CODE = 'target-url';

/**
 * httpd: `ProxyPass URL must be absolute!`, `Unable to parse URL`, `BalancerMember must define remote proxy server`,
 * `Redirect to non-URL`, `URL to redirect to is missing`, `Redirect URL not valid for this status`, `invalid first argument (of three)`.
 */
export function targets({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    if (each.node.directive.block) return [];
    switch (each.node.name) {
      case 'proxypass':
      case 'proxypassmatch':
      case 'balancermember':
        return proxyFaults(each);
      case 'redirect':
        return redirectFaults(each);
      case 'redirectmatch':
        return matchFaults(each);
      case 'redirectpermanent':
      case 'redirecttemp':
        return each.node.args.length === 2 ? urlFaults(each) : [];
      default:
        return [];
    }
  });
}

function proxyFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  const form = mappingForm(met);
  if (form === undefined) return [];
  const member = node.name === 'balancermember';
  const index =
    form === 'without path' ? 0 : node.name === 'proxypass' && node.argument(0) === '~' ? 2 : 1;
  const target = node.args[index];
  const title = node.title;
  if (member && node.args.length > 0 && (!target || /^\w+=/.test(target.value))) {
    const message = refused(
      l10n.t`${title} outside of <Proxy> takes the balancer and then the member`,
      l10n.t('Put <Proxy "balancer://…"> around it.'),
    );
    return node.args.every(isSettledWord) ? [faultAtHead(met, { code: CODE, message })] : [];
  }
  if (!target || !isSettledWord(target) || /^(?:!|unix:.*)$/.test(target.value)) return [];
  if (index === 0 && /^[/^]/.test(target.value)) return [];
  const advice = adviceFor(target.value);
  if (advice === undefined) return [];
  const message = refused(l10n.t`${title} takes no ${target.value}`, advice);
  return [faultAtArgument(met, index, { code: CODE, message })];
}

/** What to mend in the URL of a proxied server; undefined where nothing is certainly wrong. */
function adviceFor(url: string): string | undefined {
  const host = /^[^:/?#]+:\/\/([^/?#]+)/.exec(url)?.[1];
  if (host === undefined) return l10n.t('Write the whole URL, such as http://host:8080/.');
  const port = /^[^@[\]]*?:([^:@[\]]*)$/.exec(host)?.[1] ?? '';
  return /^\d*$|[$%]/.test(port) ? undefined : l10n.t('Write digits only for the port.');
}

const STATUS = /^(?:permanent|temp|seeother|gone|\d.*)$/i;

const MOVES = /^(?:permanent|temp|seeother|3\d\d.*)$/i;

/** The status, if there is one, and whether a URL stands behind it. */
function matchFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  if (!node.args.every(isSettledWord)) return [];
  if (node.args.length === 3) return statusFaults(met);
  const isLacking = node.args.length === 2 && MOVES.test(node.argument(0)) && !isLocated(met);
  return isLacking ? [refusal(met, 1, l10n.t('Write the URL behind the pattern.'))] : [];
}

/** Of three words. httpd: `Redirect: invalid first argument (of three)`, `Redirect URL not valid for this status`. */
function statusFaults(met: Met): readonly LanguageFault[] {
  const status = met.node.argument(0);
  if (!STATUS.test(status))
    return [refusal(met, 0, l10n.t('Write permanent, temp, seeother, gone or a status.'))];
  return MOVES.test(status)
    ? []
    : [refusal(met, 2, l10n.t('Take it away, or write a status from 300 to 399.'))];
}

function refusal(met: Met, index: number, advice: string): LanguageFault {
  const { node } = met;
  const message = refused(l10n.t`${node.title} takes no ${node.argument(index)} there`, advice);
  return faultAtArgument(met, index, { code: CODE, message });
}

/** True in a section for paths, in which the path is left out. */
function isLocated(met: Met): boolean {
  return sectionsAround(met).some(({ name }) => !/^(?:virtualhost|if\w+)$/.test(name));
}

function redirectFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  if (isLocated(met) || !node.args.every(isSettledWord)) return [];
  const first = node.argument(0);
  const isNamed = STATUS.test(first);
  if (node.args.length === 3) {
    const faults = statusFaults(met);
    return faults.length > 0 ? faults : urlFaults(met);
  }
  if (node.args.length === 1 && isNamed) return [];
  if (node.args.length === 1 || (node.args.length === 2 && MOVES.test(first)))
    return [refusal(met, node.args.length - 1, l10n.t('Write the URL behind the path.'))];
  return node.args.length === 2 && !isNamed ? urlFaults(met) : [];
}

/** httpd: `Redirect to non-URL`, of the last word. */
function urlFaults(met: Met): readonly LanguageFault[] {
  const { args } = met.node;
  const last = args.length - 1;
  const isUrl = /^\/|^[a-z][\w+.-]*:|%/i.test(args[last]?.value ?? '');
  return isUrl || !args.every(isSettledWord)
    ? []
    : [refusal(met, last, l10n.t('Write a whole URL, or a path from / on.'))];
}
