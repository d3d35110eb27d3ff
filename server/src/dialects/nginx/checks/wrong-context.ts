import type { LanguageFault } from '../../language.ts';
import { directiveFacts } from '../vocabulary.ts';
import { faultAtName } from './fault.ts';
import { quoted } from './messages.ts';
import type { Site } from './site.ts';

/** nginx: `"x" directive is not allowed here`. */
export function wrongContexts({ groups }: Site): readonly LanguageFault[] {
  return groups.flatMap(({ name, context, entries, facts }) => {
    if (facts.length > 0 || !directiveFacts().has(name)) return [];
    const message = `nginx does not allow ${quoted(name)} in ${context.label} and refuses the file. It may stand in ${homesOf(name)}.`;
    return entries.map((entry) =>
      faultAtName(entry, { code: 'wrong-context', severity: 'error', message }),
    );
  });
}

function homesOf(name: string): string {
  const facts = directiveFacts().get(name) ?? [];
  const kinds = [...new Set(facts.flatMap((fact) => fact.contexts))];
  return kinds.length > 1 ? `${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}` : `${kinds[0]}`;
}
