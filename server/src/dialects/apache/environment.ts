import { wordTable } from '../../text/word-table.ts';
import { evaluate, expand, matchPattern, type Surrounding, type Truth } from './expressions.ts';
import type { Node } from './node.ts';

/** Variables of a request's environment; undefined for one of which only the running httpd knows whether it is set. */
export type Environment = ReadonlyMap<string, string | undefined>;

export const NO_VARIABLES: Environment = new Map();

/** Whether a variable is set. */
export function isSet(environment: Environment, name: string): Truth {
  return environment.has(name) ? (environment.get(name) === undefined ? undefined : true) : false;
}

/** Whether an `env=` condition of Header, RequestHeader, Allow or Deny holds: `name` or `!name`. */
export function environmentHolds(environment: Environment, written: string): Truth {
  const negated = written.startsWith('!');
  const truth = isSet(environment, negated ? written.slice(1) : written);
  return truth === undefined ? undefined : truth !== negated;
}

/**
 * What SetEnvIf and its kin make of the environment. Those at server level run before anything is routed, those of
 * sections before access is checked.
 */
export function withConditionalVariables(
  nodes: readonly Node[],
  surrounding: Surrounding,
): Environment {
  let environment = surrounding.environment;
  for (const node of nodes) {
    const assigned = ASSIGNING.get(node.name)?.(node, { ...surrounding, environment });
    if (assigned) environment = assign(environment, assigned);
  }
  return environment;
}

/** SetEnv and UnsetEnv, which act after access is checked: no routing and no Require sees them (measured). */
export function withFixedVariables(nodes: readonly Node[], before: Environment): Environment {
  const environment = new Map(before);
  for (const node of nodes) {
    if (node.name === 'setenv') environment.set(node.argument(0), node.argument(1));
    else if (node.name === 'passenv')
      for (const arg of node.args) environment.set(arg.value, undefined);
    else if (node.name === 'unsetenv') for (const arg of node.args) environment.delete(arg.value);
  }
  return environment;
}

interface Assigned {
  readonly truth: Truth;
  readonly groups: readonly string[];
  readonly variables: readonly string[];
}

type Assigning = (node: Node, surrounding: Surrounding) => Assigned;

const ASSIGNING = wordTable<Assigning>({
  setenvif: (node, surrounding) => byAttribute(node, surrounding, false),
  setenvifnocase: (node, surrounding) => byAttribute(node, surrounding, true),
  browsermatch: (node, surrounding) => byBrowser(node, surrounding, false),
  browsermatchnocase: (node, surrounding) => byBrowser(node, surrounding, true),
  setenvifexpr: (node, surrounding) => {
    const [expression = '', ...variables] = node.args.map((arg) => arg.value);
    return { truth: evaluate(expression, surrounding), groups: [], variables };
  },
});

/** True for a directive that sets variables by the request: SetEnvIf, BrowserMatch and their kin. */
export function isAssigning(node: Node): boolean {
  return ASSIGNING.has(node.name);
}

/** The last directive that sets or clears a variable. */
export function lastNaming(nodes: readonly Node[], name: string): Node | undefined {
  const wanted = name.toLowerCase();
  return nodes.findLast(({ name: directive, args }) => {
    if (directive === 'rewriterule') return args.at(-1)?.value.toLowerCase().includes(`=${wanted}`);
    if (!/^(?:(?:un)?setenv|(?:setenvif|browsermatch)(?:nocase|expr)?)$/.test(directive))
      return false;
    return args.some(({ value }) => value.split('=')[0]?.toLowerCase() === wanted);
  });
}

function byBrowser(node: Node, surrounding: Surrounding, ignoreCase: boolean): Assigned {
  const [pattern = '', ...variables] = node.args.map((arg) => arg.value);
  return matched(attribute('User-Agent', surrounding), pattern, variables, ignoreCase);
}

function byAttribute(node: Node, surrounding: Surrounding, ignoreCase: boolean): Assigned {
  const [name = '', pattern = '', ...variables] = node.args.map((arg) => arg.value);
  return matched(attribute(name, surrounding), pattern, variables, ignoreCase);
}

function matched(
  text: string | undefined,
  pattern: string,
  variables: readonly string[],
  ignoreCase: boolean,
): Assigned {
  const groups = text === undefined ? undefined : matchPattern(pattern, text, ignoreCase);
  const truth = groups === undefined ? undefined : groups !== false;
  return { truth, groups: groups || [], variables };
}

/** The part of a request that SetEnvIf looks at: a header, else a variable that is set already. */
function attribute(name: string, { request, path, environment }: Surrounding): string | undefined {
  const special = wordTable<string | undefined>({
    request_uri: path,
    request_method: request.method,
    request_protocol: 'HTTP/1.1',
  });
  const key = name.toLowerCase();
  if (special.has(key)) return special.get(key);
  if (/^(remote_\w+|server_addr)$/.test(key) || /[\\^$.|?*+()[\]{}]/.test(name)) return undefined;
  const header = request.headers.get(key);
  if (header !== undefined)
    return key === 'connection' && header === 'Upgrade' ? undefined : header;
  return environment.has(name) ? environment.get(name) : '';
}

function assign(before: Environment, { truth, groups, variables }: Assigned): Environment {
  if (truth === false) return before;
  const environment = new Map(before);
  for (const written of variables) {
    const [, negated, name = '', value = negated ? '' : '1'] =
      /^(!?)([^=]*)(?:=(.*))?$/s.exec(written) ?? [];
    if (truth === undefined) environment.set(name, undefined);
    else if (negated) environment.delete(name);
    else
      environment.set(
        name,
        value.replace(/\$(\d)/g, (_, digit: string) => groups[Number(digit)] ?? ''),
      );
  }
  return environment;
}

/** The `E=` flag of a RewriteRule: `name:value`, `name`, or `!name`. */
export function withFlag(flag: string, surrounding: Surrounding): Environment {
  const environment = new Map(surrounding.environment);
  if (flag.startsWith('!')) {
    environment.delete(flag.slice(1));
    return environment;
  }
  const [name = '', value = ''] = flag.split(/:(.*)/s);
  environment.set(name, expand(value, surrounding));
  return environment;
}
