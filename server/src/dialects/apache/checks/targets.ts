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
 * `Redirect to non-URL`, `Redirect URL not valid for this status`, `invalid first argument (of three)`.
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
        return statusFaults(each);
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

/** httpd: `Redirect: invalid first argument (of three)`. */
function statusFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  if (node.args.length !== 3 || !node.args.every(isSettledWord)) return [];
  return STATUS.test(node.argument(0))
    ? []
    : [refusal(met, 0, l10n.t('Write permanent, temp, seeother, gone or a status.'))];
}

function refusal(met: Met, index: number, advice: string): LanguageFault {
  const { node } = met;
  const message = refused(l10n.t`${node.title} takes no ${node.argument(index)} there`, advice);
  return faultAtArgument(met, index, { code: CODE, message });
}

/** Only of lines that are not in a section for paths, in which the path is left out. */
function redirectFaults(met: Met): readonly LanguageFault[] {
  const { node } = met;
  const located = sectionsAround(met).some(({ name }) => !/^(?:virtualhost|if\w+)$/.test(name));
  if (located || !node.args.every(isSettledWord)) return [];
  const refuse = (index: number, advice: string) => [refusal(met, index, advice)];
  const [first, last] = [node.argument(0), node.argument(node.args.length - 1)];
  const named = STATUS.test(first);
  const moves = !named || /^(?:permanent|temp|seeother|3\d\d.*)$/i.test(first);
  if (node.args.length === 3 && !named) return statusFaults(met);
  if (node.args.length === 3 && !moves)
    return refuse(2, l10n.t('Take it away, or write a status from 300 to 399.'));
  if (node.args.length === 2 && named && moves)
    return refuse(1, l10n.t('Write the URL behind the path.'));
  if (!moves || node.args.length < 2) return [];
  const isUrl = /^\/|^[a-z][\w+.-]*:|%/i.test(last);
  return isUrl
    ? []
    : refuse(node.args.length - 1, l10n.t('Write a whole URL, or a path from / on.'));
}
