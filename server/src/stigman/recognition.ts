import { endpoints } from './endpoints.ts';

/** What the user says about names, from settings. */
export interface Recognition {
  /** Hosts or host:port of STIG Manager. */
  readonly upstreams: readonly string[];
  /** Mount, with slashes; empty where it is to be found. */
  readonly basePath: string;
  /** False where the configuration names STIG Manager's upstream otherwise, so that a mount path alone proves nothing. */
  readonly pathDecides?: boolean;
}

export const noRecognition: Recognition = { upstreams: [], basePath: '' };

/** A mount as users write it, with slashes at both ends; empty where nothing is written. */
export function basePathOf(written: string): string {
  const path = written.trim();
  return path === '' ? '' : `/${path}/`.replace(/\/{2,}/g, '/');
}

/** What a proxying directive is known by. */
export interface Target {
  /** Host, upstream, backend or service name, and names behind it; lower case not needed. */
  readonly names: readonly string[];
  readonly port: number | undefined;
  /** Path that clients ask for, where the mapping names one. */
  readonly mountPath: string | undefined;
  /** Comment on or above the directive. */
  readonly comment: string;
}

export type Recognized = 'stigman' | 'keycloak' | 'ignored' | 'other';

const STIGMAN_PORT = 54000;
const KEYCLOAK_PORT = 8080;
const STIGMAN_NAME = /stig[-_]?man/i;
const DATABASE_NAME = /[-_](db|mysql)$/i;
const KEYCLOAK_NAME = /keycloak/i;
const KEYCLOAK_PATH = /^\/(kc|keycloak|auth|realms)(\/|$)/i;

/** Which application a mapping leads to, in the order: comment, setting, port, name, mount path. */
export function applicationOf(target: Target, recognition: Recognition): Recognized {
  if (/stigman-proxy-lint:\s*ignore\b/.test(target.comment)) return 'ignored';
  if (/stigman-proxy-lint:\s*upstream\b/.test(target.comment)) return 'stigman';
  if (namedInSettings(target, recognition)) return 'stigman';
  if (target.port === STIGMAN_PORT) return 'stigman';
  if (target.names.some((name) => KEYCLOAK_NAME.test(name))) return 'keycloak';
  const path = target.mountPath ?? '';
  if (target.port === KEYCLOAK_PORT && KEYCLOAK_PATH.test(path)) return 'keycloak';
  if (target.names.some((name) => STIGMAN_NAME.test(name) && !DATABASE_NAME.test(name)))
    return 'stigman';
  return applicationAt(path, recognition);
}

/** Which application a path belongs to, where nothing else tells. */
export function applicationAt(path: string, recognition: Recognition): Recognized {
  if (KEYCLOAK_PATH.test(path)) return 'keycloak';
  if (recognition.pathDecides === false) return 'other';
  return STIGMAN_NAME.test(path) || namesEndpoint(path) ? 'stigman' : 'other';
}

/** What the user says, with the paths out of play where one of a configuration's targets is STIG Manager by stronger signs. */
export function recognitionFor(targets: Iterable<Target>, recognition: Recognition): Recognition {
  const strict = withoutPaths(recognition);
  for (const target of targets) if (applicationOf(target, strict) === 'stigman') return strict;
  return recognition;
}

const strictOnes = new WeakMap<Recognition, Recognition>();

/** What the user says, with the paths out of play; the same object for the same. */
export function withoutPaths(recognition: Recognition): Recognition {
  const strict = strictOnes.get(recognition) ?? { ...recognition, pathDecides: false };
  strictOnes.set(recognition, strict);
  return strict;
}

function namedInSettings({ names, port }: Target, { upstreams }: Recognition): boolean {
  if (upstreams.length === 0) return false;
  const known = new Set(names.flatMap((name) => [name, `${name}:${port}`]).map(lower));
  return upstreams.some((wanted) => known.has(lower(wanted)));
}

function lower(text: string): string {
  return text.toLowerCase();
}

const ENDPOINT_PATHS = endpoints
  .map(({ template }) => template.replace(/^api\//, '').replace(/\{[^}]*\}/g, '[^/]+'))
  .filter((bare) => bare.includes('/'))
  .map((bare) => new RegExp(`(^|/)${bare}/?$`));

/** True for a path that ends in one of STIG Manager's own, with or without the API prefix. */
export function namesEndpoint(path: string): boolean {
  return ENDPOINT_PATHS.some((pattern) => pattern.test(path));
}

/** The mount that a mapping's path belongs to: what stands before a path of STIG Manager's own. */
export function mountOf(path: string): string {
  const own =
    /^(.*?\/)(?:api(?:\/.*)?|socket(?:\/.*)?|op\/(?:state|appdata)(?:\/.*)?|collections(?:\/.*)?)$/s.exec(
      path,
    );
  const mount = own?.[1] ?? path;
  return mount.endsWith('/') ? mount : `${mount}/`;
}

/** True for one of several paths that stands beside STIG Manager's own below one mount: it holds files of the web app. */
export function isBesideOwn(path: string, paths: readonly string[]): boolean {
  const mount = mountOf(path);
  return paths.some((other) => {
    const its = mountOf(other);
    const isWithin = its !== mount && its.length < other.length && mount.startsWith(its);
    return isWithin && !STIGMAN_NAME.test(mount.slice(its.length));
  });
}

/** True for ports where TLS is usual. On others STIG Manager speaks plain HTTP unless it has a certificate, which no proxy's configuration tells. */
export function isTlsPort(port: number): boolean {
  return port % 1000 === 443;
}
