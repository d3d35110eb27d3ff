import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument, faultAtHead, refused } from './fault.ts';
import { providers } from './option-data.ts';
import { sectionsAround } from './places.ts';
import { isSettled } from './settled.ts';
import type { Site } from './site.ts';

const CODE = 'requirement';

/**
 * httpd: `Unknown Authz provider`, `Argument for 'Require all' must be 'granted' or 'denied'`, `ip address '…' appears to
 * be invalid`, `negative Require directive has no effect in <RequireAny>`. Providers that no module of httpd has are left
 * alone, since any module may bring them.
 */
export function requirements({ met }: Site): readonly LanguageFault[] {
  return met.flatMap((each) => {
    const { node } = each;
    if (node.name !== 'require' || node.directive.block || !isSettled(node)) return [];
    const negated = node.argument(0).toLowerCase() === 'not';
    const faults = requirementFaults(each, negated ? 1 : 0);
    return faults.length === 0 && negated ? vainFaults(each) : faults;
  });
}

function requirementFaults(met: Met, at: number): readonly LanguageFault[] {
  const provider = met.node.argument(at);
  const given = met.node.args.slice(at + 1).map((arg) => arg.value);
  if (provider === 'all') return allFaults(met, at, given);
  if (provider === 'ip') return addressFaults(met, at, given);
  if (provider === '' || /^\d/.test(provider)) {
    const message = refused(
      l10n.t`Require needs one of ${providers.slice(0, 5).join(', ')} … first`,
      l10n.t('Write what is required.'),
      provider || l10n.t('nothing'),
    );
    return [faultAtArgument(met, at, { code: CODE, message })];
  }
  const meant = meantBy(provider);
  if (meant === undefined) return [];
  const message = refused(
    l10n.t`Require has no ${provider} that comes with httpd`,
    l10n.t`Write ${meant}, for letters, case and hyphens count.`,
  );
  return [faultAtArgument(met, at, { code: CODE, message, replacement: meant })];
}

function meantBy(provider: string): string | undefined {
  if (providers.includes(provider)) return undefined;
  const plain = provider.toLowerCase().replaceAll('_', '-');
  return providers.includes(plain) ? plain : nearest(plain, providers);
}

function allFaults(met: Met, at: number, given: readonly string[]): readonly LanguageFault[] {
  if (given.length === 1 && /^(?:granted|denied)$/i.test(given[0] ?? '')) return [];
  const written = given.join(' ');
  const message =
    written === ''
      ? l10n.t(
          'Require all takes granted or denied, and httpd refuses the file with neither. Write one of them.',
        )
      : l10n.t`Require all takes granted or denied, and httpd refuses the file with ${written}. Write one of them.`;
  return [faultAtArgument(met, at + 1, { code: CODE, message })];
}

/** True for what has characters that no address has, and for IPv4 of which a number is missing or too large (measured on 2.4.71). */
function isNoAddress(written: string): boolean {
  if (/[^\da-f.:/]/i.test(written)) return true;
  const [address = '', mask = '0'] = written.split('/');
  if (!/^[\d.]+$/.test(address)) return false;
  const numbers = address.replace(/\.$/, '').split('.');
  const isInRange = numbers.every((number) => number !== '' && Number(number) <= 255);
  return numbers.length > 4 || !isInRange || (/^\d+$/.test(mask) && Number(mask) > 32);
}

function addressFaults(met: Met, at: number, given: readonly string[]): readonly LanguageFault[] {
  if (given.length === 0) {
    const message = l10n.t(
      'Require ip needs an address, and httpd refuses the file without. Add one.',
    );
    return [faultAtHead(met, { code: CODE, message })];
  }
  return given.flatMap((address, index) => {
    if (!isNoAddress(address)) return [];
    const message = refused(
      l10n.t('Require ip takes addresses and networks'),
      l10n.t('Put spaces between addresses, and write Require host for a name.'),
      address,
    );
    return [faultAtArgument(met, at + 1 + index, { code: CODE, message })];
  });
}

/** A `Require not` outside <RequireAll>, with or without a <Limit> between. */
function vainFaults(met: Met): readonly LanguageFault[] {
  const around = sectionsAround(met).find(({ name }) => !/^limit(?:except)?$/.test(name));
  if (!around || around.name === 'requireall') return [];
  const message = l10n.t(
    'Require not counts within <RequireAll> only, and httpd refuses the file elsewhere. Put <RequireAll> around it and around a Require that lets somebody in.',
  );
  return [faultAtHead(met, { code: CODE, message })];
}
