import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtHead, refused } from './fault.ts';
import { isTemplated, type Site } from './site.ts';

/**
 * httpd: `Expected </IfModule> before end of configuration`, of a section that it passes over; one that it reads may end
 * with the file.
 */
export function unclosedSections({ met, passedOver }: Site): readonly LanguageFault[] {
  if (passedOver.length === 0) return [];
  const unclosed = met.filter(
    ({ node: { directive } }) => directive.block && !directive.block.close,
  );
  return unclosed
    .filter((each) => !isTemplated(each))
    .flatMap((each) => {
      const { directive, place } = each.node;
      const block = passedOver.find(
        ({ uri, start }) => uri === place.uri && start === directive.block?.start,
      );
      return block ? [faultOf(each, block.certain)] : [];
    });
}

function faultOf(met: Met, certain: boolean): LanguageFault {
  const name = met.node.title;
  const message = refused(
    l10n.t`<${name}> is passed over up to its end, which is missing`,
    l10n.t`Add </${name}>.`,
  );
  const severity = certain ? 'error' : 'warning';
  return faultAtHead(met, { code: 'unclosed-section', severity, message });
}
