import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import { mayHoldLine } from '../host-wording.ts';
import { isOn, lastNamed, type Node } from '../node.ts';
import type { Site } from './site.ts';

/** What brings a certificate, of a virtual host or of the main server for all of them. */
const BRINGING = new Set([
  'sslcertificatefile',
  'sslopensslconfcmd',
  'sslpolicy',
  'mdomain',
  'mdomainset',
]);
const brings = ({ name }: Node): boolean => BRINGING.has(name);
const mayHoldSwitch = mayHoldLine(({ name }) => name === 'sslengine');

/**
 * mod_ssl, once httpd starts: `Failed to configure at least one certificate and key`; `httpd -t` accepts the file
 * (measured on 2.4.71). Told where no line can be out of sight.
 */
export function missingCertificates(site: Site): readonly LanguageFault[] {
  const { nodes, complete, passedOver } = site;
  if (!complete || passedOver.some(({ certain }) => !certain) || nodes.some(brings)) return [];
  return nodes.flatMap((host) => {
    if (host.name !== 'virtualhost' || !mayHoldSwitch(host)) return [];
    const own = host.children ?? [];
    const engine = lastNamed(own, 'sslengine');
    if (!engine || !isOn(engine) || own.some(brings)) return [];
    const message = l10n.t(
      'No SSLCertificateFile is in force in this virtual host, so httpd does not start. Write SSLCertificateFile and SSLCertificateKeyFile beside SSLEngine.',
    );
    return [{ place: engine.place, code: 'missing-certificate', message, severity: 'warning' }];
  });
}
