import * as l10n from '@vscode/l10n';
import { isBrokenIpv4 } from '../../../text/address.ts';
import type { LanguageFault } from '../../language.ts';
import { faultAtArgument } from './fault.ts';
import { isSettledWord } from './settled.ts';
import type { Site } from './site.ts';

/** httpd: `Port must be specified`, `Invalid address or port`, `The address or port is invalid`. */
export function ports({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { name, title, args, directive } = each.node;
    const listens = name === 'listen' && !directive.block;
    if (!listens && !(name === 'virtualhost' && directive.block)) return [];
    return args.slice(0, listens ? 1 : args.length).flatMap((arg, index) => {
      if (!isSettledWord(arg) || /[@%{]/.test(arg.value)) return [];
      const port = /^(?:.*:)?(\d+)$/.exec(arg.value)?.[1];
      const given = port !== undefined && Number(port) >= 1 && Number(port) <= 65_535;
      const placed = given && !isBrokenIpv4(arg.value.replace(/:?\d+$/, ''));
      if (listens ? placed : port === undefined || (given && port !== arg.value)) return [];
      const example = listens ? l10n.t('443 or 192.0.2.1:443') : '*:443';
      const message = l10n.t`${title} takes an address and a port from 1 to 65535, and httpd refuses the file with ${arg.value}. Write it as ${example}.`;
      return [faultAtArgument(each, index, { code: 'number-value', message })];
    });
  });
}
