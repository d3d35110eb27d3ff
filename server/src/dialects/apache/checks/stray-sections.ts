import * as l10n from '@vscode/l10n';
import type { LanguageFault } from '../../language.ts';
import type { Node } from '../node.ts';
import { faultAtHead, refused } from './fault.ts';
import type { Site } from './site.ts';

const CONDITIONAL: ReadonlySet<string> = new Set(['if', 'else', 'elseif']);

/** httpd: `<Else> or <ElseIf> section without previous <If> or <ElseIf> section in same scope`; a file that others include may go on with theirs. */
export function straySections({ met, level }: Site): readonly LanguageFault[] {
  const last = new Map<Node | undefined, string>();
  const conditional = met.filter(
    ({ node }) => CONDITIONAL.has(node.name) && node.directive.block !== undefined,
  );
  return conditional.flatMap((each) => {
    const { name, parent, title } = each.node;
    const before = last.get(parent) ?? (parent || level ? 'else' : 'if');
    last.set(parent, name);
    if (name === 'if' || before !== 'else') return [];
    const message = refused(
      l10n.t`<${title}> goes on from no <If> in the section around it`,
      l10n.t('Put it behind one.'),
    );
    return [faultAtHead(each, { code: 'wrong-context', message })];
  });
}
