import type { Directive } from '../../syntax/tree.ts';
import { type Environment, isVariable } from './lexer.ts';
import { wordingOf } from './wording.ts';

/**
 * Follows what the lines of a global section make of the environment: `setenv` always writes, `presetenv` what the
 * process does not bring along, for which it counts as the value, like the default in `${NAME-default}`; what
 * `unsetenv` and `resetenv` leave, only the process knows.
 */
export function followEnvironment(line: Directive, environment: Map<string, string>): Environment {
  const [keyword, name = '', value = ''] = wordingOf(line).values;
  const open = wordingOf(line).words.some(isVariable);
  if (keyword === 'setenv' || (keyword === 'presetenv' && !environment.has(name))) {
    if (open) environment.delete(name);
    else environment.set(name, value);
  } else if (keyword === 'unsetenv') {
    for (const gone of wordingOf(line).values.slice(1)) environment.delete(gone);
  } else if (keyword === 'resetenv') {
    environment.clear();
  }
  return environment;
}
