import { type Environment, isSet } from './environment.ts';
import { isOn, type Node } from './node.ts';
import { allNamed, type Layer, nearest } from './sections.ts';

/** A filter that keeps a response back, and the directive that puts it there. */
export interface Holding {
  readonly node: Node;
  readonly layer: Layer;
  readonly kind: 'set-filter' | 'html' | 'inspection';
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
  environment: Environment,
): Filtering {
  const external = externalFilters(layers, mediaType, environment);
  const byType = filtersByType(layers, mediaType);
  const failing = byType.filter((node) => bindsExternal(node, layers));
  const holdings = [
    ...setFilters(layers, mediaType, external),
    ...htmlRewriting(layers, mediaType, isLoaded),
    ...inspection(layers, mediaType),
  ];
  const held = byType.filter((node) =>
    filtersOf(node).some((name) => isHolding(name, mediaType, external)),
  );
  const doubtful = [
    ...held.filter((node) => !failing.includes(node)),
    ...chained(layers, mediaType),
  ];
  return { holdings, failing, doubtful };
}

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
    ? `the program behind ${filter} gets the whole response before it gives any of it on`
    : 'xml2enc looks through the text before it gives any of it on';
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
    const explanation = 'proxy_html has xml2enc look through the text before any of it goes on';
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
  const explanation = 'ModSecurity collects the whole response to inspect it';
  return [{ ...access, kind: 'inspection', filter: 'ModSecurity', explanation }];
}

/** The AddOutputFilterByType lines for a media type, which counts as it is written, that no chain clears (measured). */
function filtersByType(layers: readonly Layer[], mediaType: string): readonly Node[] {
  const nodes = layers.flatMap((layer) => layer.nodes.filter(isBinding));
  const cleared = nodes.findLastIndex((node) => node.args.some(({ value }) => value === '!'));
  return nodes
    .slice(cleared + 1)
    .filter(
      ({ name, args }) =>
        name === 'addoutputfilterbytype' && args.slice(1).some(({ value }) => value === mediaType),
    );
}

function isBinding({ name }: Node): boolean {
  return name === 'addoutputfilterbytype' || name === 'filterchain';
}

function filtersOf(node: Node): readonly string[] {
  return node.argument(0).toLowerCase().split(';');
}

/** mod_filter runs an external filter under a name of its own, which mod_ext_filter does not know: 500 (measured on 2.4.71). */
function bindsExternal(node: Node, layers: readonly Layer[]): boolean {
  const defined = allNamed(layers, 'extfilterdefine').map((each) => each.argument(0).toLowerCase());
  return filtersOf(node).some((name) => defined.includes(name));
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

/** Providers of filters that a chain may put in: an external one there gives 500 to what its expression takes. */
function chained(layers: readonly Layer[], mediaType: string): readonly Node[] {
  if (allNamed(layers, 'filterchain').length === 0) return [];
  const defined = allNamed(layers, 'extfilterdefine').map((each) => each.argument(0).toLowerCase());
  return allNamed(layers, 'filterprovider').filter((node) => {
    const name = node.argument(1).toLowerCase();
    return defined.includes(name) || (name === 'xml2enc' && mediaType.startsWith('text/'));
  });
}
