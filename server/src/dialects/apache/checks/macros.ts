import * as l10n from '@vscode/l10n';
import { nearest } from '../../../text/spelling.ts';
import type { LanguageFault } from '../../language.ts';
import type { Met } from '../configuration.ts';
import { faultAtArgument, faultAtHead, refused } from './fault.ts';
import { isSettled } from './settled.ts';
import type { Site } from './site.ts';

interface Macro {
  readonly met: Met;
  readonly parameters: number;
}

const ABOUT_MACROS = new Set(['macro', 'undefmacro', 'use']);

/**
 * httpd: `macro 'x' undefined`, `no macro defined before Use`, `macro 'x' used with 1 arguments instead of 2`; a second
 * definition only warns: `macro 'x' multiply defined`.
 */
export function macroFaults({ acting, complete }: Site): readonly LanguageFault[] {
  const macros = new Map<string, Macro>();
  const found: LanguageFault[] = [];
  for (const each of acting) {
    const { node } = each;
    if (!ABOUT_MACROS.has(node.name)) continue;
    const name = node.argument(0).toLowerCase();
    if (node.name === 'macro' && node.directive.block) {
      if (each.certain && macros.get(name)?.met.certain) found.push(duplicate(each));
      macros.set(name, { met: each, parameters: node.args.length - 1 });
    } else if (node.name === 'undefmacro') macros.delete(name);
    else if (node.name === 'use' && isSettled(node)) {
      const macro = macros.get(name);
      if (!macro && complete) found.push(undefinedMacro(each, [...macros.keys()]));
      else if (macro && macro.parameters !== node.args.length - 1)
        found.push(miscounted(each, macro));
    }
  }
  return found;
}

function duplicate(met: Met): LanguageFault {
  const message = l10n.t`The macro ${met.node.argument(0)} is defined a second time; httpd warns and takes this definition from here on.`;
  return faultAtArgument(met, 0, { code: 'duplicate-macro', severity: 'warning', message });
}

function undefinedMacro(met: Met, known: readonly string[]): LanguageFault {
  const name = met.node.argument(0);
  const replacement = nearest(name.toLowerCase(), known);
  const advice = replacement
    ? l10n.t`Write ${replacement}.`
    : l10n.t('Define it, or include the file that does.');
  const message = refused(l10n.t`No macro ${name} is defined before this line`, advice);
  return faultAtArgument(met, 0, {
    code: 'undefined-macro',
    message,
    ...(replacement !== undefined && { replacement }),
  });
}

function miscounted(met: Met, { parameters }: Macro): LanguageFault {
  const given = met.node.args.length - 1;
  const name = met.node.argument(0);
  const message =
    parameters === 1
      ? l10n.t`The macro ${name} has 1 parameter, and httpd refuses the file with ${given}.`
      : l10n.t`The macro ${name} has ${parameters} parameters, and httpd refuses the file with ${given}.`;
  return faultAtHead(met, { code: 'macro-arguments', message });
}
