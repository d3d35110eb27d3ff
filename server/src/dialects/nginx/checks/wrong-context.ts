import * as l10n from '@vscode/l10n';
import { quoted } from '../quoted.ts';
import { directiveFacts } from '../vocabulary.ts';
import { labelOf } from './contexts.ts';
import { faultAtName } from './fault.ts';
import type { DirectiveCheck } from './site.ts';

/** nginx: `"x" directive is not allowed here`. */
export const wrongContext: DirectiveCheck = ({ name, context, facts }) => {
  if (facts.length > 0 || !directiveFacts().has(name)) return undefined;
  const message = l10n.t`nginx does not allow ${quoted(name)} in ${labelOf(context)} and refuses the file. It may stand in ${homesOf(name)}.`;
  return (entry) => faultAtName(entry, { code: 'wrong-context', message });
};

function homesOf(name: string): string {
  const facts = directiveFacts().get(name) ?? [];
  const kinds = [...new Set(facts.flatMap((fact) => fact.contexts))];
  const last = `${kinds.at(-1)}`;
  return kinds.length > 1 ? l10n.t`${kinds.slice(0, -1).join(', ')} or ${last}` : last;
}
