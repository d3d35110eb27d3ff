import { quoted } from '../quoted.ts';
import { directiveFacts } from '../vocabulary.ts';
import { faultAtName } from './fault.ts';
import type { DirectiveCheck } from './site.ts';

/** nginx: `"x" directive is not allowed here`. */
export const wrongContext: DirectiveCheck = ({ name, context, facts }) => {
  if (facts.length > 0 || !directiveFacts().has(name)) return undefined;
  const message = `nginx does not allow ${quoted(name)} in ${context.label} and refuses the file. It may stand in ${homesOf(name)}.`;
  return (entry) => faultAtName(entry, { code: 'wrong-context', message });
};

function homesOf(name: string): string {
  const facts = directiveFacts().get(name) ?? [];
  const kinds = [...new Set(facts.flatMap((fact) => fact.contexts))];
  return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : `${kinds[0]}`;
}
