import * as l10n from '@vscode/l10n';
import { type Environment, isSet } from './environment.ts';
import { evaluate, type Surrounding, type Truth } from './expressions.ts';
import { isOn, type Node } from './node.ts';
import { allNamed, type Layer, nearest } from './sections.ts';

/** A filter that keeps a response back, and the directive that puts it there. */
export interface Holding {
  readonly node: Node;
  readonly layer: Layer;
  readonly kind: 'set-filter' | 'html' | 'inspection' | 'bound';
  /** Name of the filter. */
  readonly filter: string;
  readonly explanation: string;
}

/** What the filters of a request do to a response of a media type. */
export interface Filtering {
  readonly holdings: readonly Holding[];
  /** Lines that bind a filter which then answers 500 in place of the application. */
  readonly failing: readonly Node[];
  /** Filters bound in ways of which no run has shown that they hold. */
  readonly doubtful: readonly Node[];
}

/**
 * External filters, xml2enc and proxy_html's use of it, and ModSecurity's inspection collect a response until it ends;
 * DEFLATE, BROTLI, SUBSTITUTE, Sed, BUFFER, RATE_LIMIT and proxy-html alone let each packet through (measured).
 */
export function filteringOf(
  layers: readonly Layer[],
  mediaType: string,
  isLoaded: (module: string) => boolean,
  settled: Surrounding,
): Filtering {
  const external = externalFilters(layers, mediaType, settled.environment);
  const bound = [...boundByType(layers, mediaType), ...chained(layers, mediaType, settled)];
  const defined = allNamed(layers, 'extfilterdefine').map((each) => each.argument(0).toLowerCase());
  const isFailing = ({ filter }: Bound) => defined.includes(filter);
  const held = bound.filter(
    (each) => !isFailing(each) && isHolding(each.filter, mediaType, external),
  );
  const certain = ({ truth }: Bound) => truth === true;
  const holdings = [
    ...setFilters(layers, mediaType, external),
    ...htmlRewriting(layers, mediaType, isLoaded),
    ...inspection(layers, mediaType),
    ...held.filter(certain).map(({ node, layer, filter }) => {
      return { node, layer, filter, kind: 'bound' as const, explanation: BY_XML2ENC };
    }),
  ];
  const failing = bound.filter(isFailing);
  const open = [...held, ...failing].filter((each) => !certain(each));
  return {
    holdings,
    failing: failing.filter(certain).map(({ node }) => node),
    doubtful: open.map(({ node }) => node),
  };
}

const BY_XML2ENC = l10n.t('xml2enc looks through the text before any of it goes on');

function setFilters(
  layers: readonly Layer[],
  mediaType: string,
  external: ReadonlySet<string>,
): readonly Holding[] {
  const set = nearest(layers, 'setoutputfilter');
  if (!set) return [];
  const names = set.node.args.flatMap((arg) => arg.value.split(';'));
  const filter = names.find((name) => isHolding(name, mediaType, external));
  if (filter === undefined) return [];
  const explanation = external.has(filter.toLowerCase())
    ? l10n.t`the program behind ${filter} gets the whole response before it gives any of it on`
    : BY_XML2ENC;
  return [{ ...set, kind: 'set-filter', filter, explanation }];
}

function isHolding(name: string, mediaType: string, external: ReadonlySet<string>): boolean {
  const filter = name.toLowerCase();
  return external.has(filter) || (filter === 'xml2enc' && mediaType.startsWith('text/'));
}

/** Names of the external output filters that take a media type. */
function externalFilters(
  layers: readonly Layer[],
  mediaType: string,
  environment: Environment,
): ReadonlySet<string> {
  const names = new Set<string>();
  for (const node of allNamed(layers, 'extfilterdefine')) {
    const options = node.args.slice(1).map((arg) => arg.value.toLowerCase());
    const inputType = options.find((option) => option.startsWith('intype='))?.slice(7);
    const fits = inputType === undefined || inputType === mediaType;
    const isOff = isDisabled(node, environment);
    if (fits && !isOff && !options.includes('mode=input'))
      names.add(node.argument(0).toLowerCase());
  }
  return names;
}

/** True where enableenv= or disableenv= lets a response pass by the program. */
function isDisabled(node: Node, environment: Environment): boolean {
  return node.args.some(({ value }) => {
    const [, key, name = ''] = /^(enable|disable)env=(.*)$/i.exec(value) ?? [];
    if (!key) return false;
    return isSet(environment, name) === (key.toLowerCase() === 'disable');
  });
}

/** ProxyHTMLEnable On in any layer counts, an Off nearer by does not switch it off (measured). */
function htmlRewriting(
  layers: readonly Layer[],
  mediaType: string,
  isLoaded: (module: string) => boolean,
): readonly Holding[] {
  if (!mediaType.startsWith('text/') || !isLoaded('xml2enc')) return [];
  return layers.flatMap((layer) => {
    const node = layer.nodes.findLast((each) => each.name === 'proxyhtmlenable');
    if (!node || !isOn(node)) return [];
    const explanation = l10n.t(
      'proxy_html has xml2enc look through the text before any of it goes on',
    );
    return [{ node, layer, kind: 'html' as const, filter: 'proxy-html', explanation }];
  });
}

const INSPECTED_BY_DEFAULT = ['text/plain', 'text/html', 'text/xml'];

function inspection(layers: readonly Layer[], mediaType: string): readonly Holding[] {
  const engine = nearest(layers, 'secruleengine')?.node;
  const access = nearest(layers, 'secresponsebodyaccess');
  if (!engine || /^off$/i.test(engine.argument(0)) || !access || !isOn(access.node)) return [];
  const types = nearest(layers, 'secresponsebodymimetype')?.node;
  const listed = types?.args.map((arg) => arg.value.toLowerCase()) ?? INSPECTED_BY_DEFAULT;
  if (!listed.includes(mediaType)) return [];
  const explanation = l10n.t('ModSecurity collects the whole response to inspect it');
  return [{ ...access, kind: 'inspection', filter: 'ModSecurity', explanation }];
}

/**
 * A filter that mod_filter runs where an expression holds, and the line that binds it. An external one runs under a name
 * that mod_ext_filter does not know: 500 (measured on 2.4.71).
 */
interface Bound {
  readonly node: Node;
  readonly layer: Layer;
  readonly filter: string;
  readonly truth: Truth;
}

/** By the AddOutputFilterByType lines for a media type, which counts as it is written, that no chain clears (measured). */
function boundByType(layers: readonly Layer[], mediaType: string): readonly Bound[] {
  const lines = layers.flatMap((layer) =>
    layer.nodes.filter(isBinding).map((node) => ({ node, layer })),
  );
  const cleared = lines.findLastIndex(({ node }) => node.args.some(({ value }) => value === '!'));
  return lines
    .slice(cleared + 1)
    .filter(
      ({ node: { name, args } }) =>
        name === 'addoutputfilterbytype' && args.slice(1).some(({ value }) => value === mediaType),
    )
    .flatMap((line) =>
      line.node
        .argument(0)
        .toLowerCase()
        .split(';')
        .map((filter) => ({ ...line, filter, truth: true })),
    );
}

function isBinding({ name }: Node): boolean {
  return name === 'addoutputfilterbytype' || name === 'filterchain';
}

/** What FilterChain lines put in: `!` and `=` clear the chain, `-` takes out what its own layer put in (measured). */
function chainOf(layers: readonly Layer[]): ReadonlyMap<string, Pick<Bound, 'node' | 'layer'>> {
  const chain = new Map<string, Pick<Bound, 'node' | 'layer'>>();
  const steps = layers.flatMap((layer) =>
    allNamed([layer], 'filterchain').flatMap((node) =>
      node.args.map(({ value }) => ({ node, layer, value })),
    ),
  );
  for (const { node, layer, value } of steps) {
    const name = value.toLowerCase().replace(/^[-+@=!]/, '');
    if (/^[!=]/.test(value)) chain.clear();
    if (value.startsWith('-') && chain.get(name)?.layer === layer) chain.delete(name);
    else if (name !== '' && !value.startsWith('-')) chain.set(name, { node, layer });
  }
  return chain;
}

/** By the providers of what is in the chain. */
function chained(
  layers: readonly Layer[],
  mediaType: string,
  settled: Surrounding,
): readonly Bound[] {
  const chain = chainOf(layers);
  if (chain.size === 0) return [];
  return allNamed(layers, 'filterprovider').flatMap((provider) => {
    const line = chain.get(provider.argument(0).toLowerCase());
    const expression = provider
      .argument(2)
      .replace(/%\{(?:CONTENT_TYPE|resp:Content-Type)\}/gi, `'${mediaType}'`);
    const truth = line ? evaluate(expression, settled) : false;
    return line && truth !== false
      ? [{ ...line, filter: provider.argument(1).toLowerCase(), truth }]
      : [];
  });
}

/** True where some line may have responses compressed. */
export function mayCompress(layers: readonly Layer[]): boolean {
  return layers.some(({ nodes }) =>
    nodes.some(
      ({ name, args }) =>
        /filter/.test(name) && args.some(({ value }) => /deflate|brotli/i.test(value)),
    ),
  );
}
