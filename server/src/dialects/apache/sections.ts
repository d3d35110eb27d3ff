import { oncePer } from '../once.ts';
import type { Environment } from './environment.ts';
import { evaluate, matchPattern, or, type Surrounding, type Truth } from './expressions.ts';
import { matchesGlob } from './globs.ts';
import { isLocation, isLocationPattern, isWild, locationPath } from './mappings.ts';
import type { Node } from './node.ts';
import type { Request } from './request.ts';
import type { Server } from './server.ts';

/** Directives that are in force for a request, from the outermost layer to the nearest. */
export interface Layer {
  readonly nodes: readonly Node[];
  /** The section that brings them; undefined at server level. */
  readonly section: Node | undefined;
}

export interface Layers {
  readonly layers: readonly Layer[];
  /** Sections of which only the running httpd knows whether they apply. */
  readonly open: readonly Node[];
}

/** Where a request has come to. */
export interface Stage {
  readonly request: Request;
  /** The path after rewriting. */
  readonly path: string;
  /** The URL that it is sent to; undefined where it is not proxied. */
  readonly url: string | undefined;
  /** The folder that files are served from. */
  readonly documentRoot: string;
  readonly environment: Environment;
}

/**
 * The layers of a request in the order in which httpd merges them: server level, then <Proxy> for what is proxied
 * and <Directory>, then <Files> for the rest, then <Location>, then <If>; within each kind the main server's before the virtual host's.
 */
export function layersOf(server: Server, stage: Stage): Layers {
  const servers = server.main ? [server.main, server] : [server];
  const walk = new SectionWalk(stage);
  for (const each of servers) walk.add({ nodes: each.own, section: undefined });
  const all = servers.map(sectionsOf);
  if (stage.url !== undefined) walk.enterAll(all.flatMap((each) => each.proxies));
  else {
    walk.enterAll(shortestFirst(all.flatMap((each) => each.folders)));
    const within = walk.layers.filter(({ section }) => section);
    walk.enterAll([
      ...all.flatMap((each) => each.files),
      ...within.flatMap(({ nodes }) => filesIn(nodes)),
    ]);
  }
  walk.enterAll(all.flatMap((each) => each.locations));
  walk.enterConditional();
  return { layers: walk.layers, open: walk.open };
}

interface Sections {
  readonly proxies: readonly Node[];
  readonly folders: readonly Node[];
  readonly files: readonly Node[];
  readonly locations: readonly Node[];
}

function filesIn(nodes: readonly Node[]): readonly Node[] {
  return nodes.filter(({ name, children }) => children && /^files(?:match)?$/.test(name));
}

const sectionsOf = oncePer((server: Server): Sections => {
  const named = (pattern: RegExp) =>
    server.own.filter((node) => node.children && pattern.test(node.name));
  return {
    proxies: named(/^proxy(match)?$/),
    folders: named(/^directory(match)?$/),
    files: filesIn(server.own),
    locations: named(/^location(match)?$/),
  };
});

/** As httpd walks down the folders. */
function shortestFirst(folders: readonly Node[]): readonly Node[] {
  return [...folders].sort((a, b) => a.argument(0).length - b.argument(0).length);
}

class SectionWalk {
  readonly layers: Layer[] = [];
  readonly open: Node[] = [];
  readonly #stage: Stage;
  readonly #surrounding: Surrounding;

  constructor(stage: Stage) {
    this.#stage = stage;
    const { request, path, url, environment } = stage;
    const filename = url === undefined ? path : `proxy:${url}`;
    this.#surrounding = { request, rule: [], condition: [], path, filename, environment };
  }

  add(layer: Layer): void {
    this.layers.push(layer);
  }

  enterAll(sections: readonly Node[]): void {
    for (const section of sections) {
      const truth = sectionMatches(section, this.#stage);
      if (truth === undefined) this.open.push(section);
      else if (truth) this.add({ nodes: section.children ?? [], section });
    }
  }

  /** <If>, <ElseIf> and <Else> of every layer so far, and those within them. */
  enterConditional(): void {
    for (const layer of this.layers) {
      let earlier: Truth = false;
      for (const node of layer.nodes) {
        if (!/^(if|elseif|else)$/.test(node.name) || !node.children) continue;
        if (node.name === 'if') earlier = false;
        const own = node.name === 'else' ? true : this.#holds(node);
        const applies = earlier === true ? false : earlier === false ? own : undefined;
        if (applies === undefined && own !== false) this.open.push(node);
        else if (applies) this.add({ nodes: node.children, section: node });
        earlier = or(earlier, own);
      }
    }
  }

  #holds(node: Node): Truth {
    const source =
      node.args.length === 1 ? node.argument(0) : node.args.map((arg) => arg.value).join(' ');
    return evaluate(source, this.#surrounding);
  }
}

/** Whether a section applies; undefined where its pattern is beyond the engine. */
export function sectionMatches(section: Node, stage: Stage): Truth {
  if (isLocation(section)) return locationMatches(section, stage.path);
  if (section.name === 'proxy') return proxyMatches(section.argument(0), stage.url ?? '');
  if (section.name === 'proxymatch')
    return found(matchPattern(section.argument(0), stage.url ?? ''));
  const folder = section.argument(0);
  const isFile = section.name.startsWith('files');
  const path = isFile ? nameOfFile(stage.path) : stage.documentRoot + stage.path;
  if (section.name.endsWith('match')) return found(matchPattern(folder, path));
  if (folder === '~') return found(matchPattern(section.argument(1), path));
  return isWild(folder)
    ? matchesGlob(folder, path, { acrossSlashes: false, whole: isFile })
    : below(path, folder);
}

/** Where no such folder is, the first name of the path is that of the file, and the rest stands behind it (measured). */
function nameOfFile(path: string): string {
  return path.split('/')[1] ?? '';
}

export function locationMatches(section: Node, path: string): Truth {
  const written = locationPath(section);
  if (isLocationPattern(section)) return found(matchPattern(written, path));
  if (isWild(written)) return matchesGlob(written, path, { acrossSlashes: false, whole: true });
  return below(path, written);
}

function below(path: string, prefix: string): boolean {
  if (!path.startsWith(prefix)) return false;
  return prefix.endsWith('/') || path.length === prefix.length || path[prefix.length] === '/';
}

function proxyMatches(written: string, url: string): Truth {
  if (isWild(written)) return matchesGlob(written, url, { acrossSlashes: true, whole: true });
  return url.toLowerCase().startsWith(written.toLowerCase());
}

function found(groups: readonly string[] | false | undefined): Truth {
  return groups === undefined ? undefined : groups !== false;
}

/** The last node of a name over all layers, and the layer that holds it. */
export function nearest(layers: readonly Layer[], name: string) {
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i] as Layer;
    const node = layer.nodes.findLast((each) => each.name === name);
    if (node) return { node, layer };
  }
  return undefined;
}

/** Every node of a name, outermost first. */
export function allNamed(layers: readonly Layer[], name: string): readonly Node[] {
  return layers.flatMap((layer) => layer.nodes.filter((node) => node.name === name));
}
