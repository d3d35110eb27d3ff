import { appearedIn } from './since-data.ts';

let versions: ReadonlyMap<string, string> | undefined;

/** The version that a module's directive appeared in, or two of them: of the stable branch and of the mainline. */
export function sinceOf(name: string, module: string): string | undefined {
  versions ??= new Map(
    Object.entries(appearedIn).flatMap(([version, names]) =>
      names.split(' ').map((each) => [each, version] as const),
    ),
  );
  return versions.get(`${shortName(module)}/${name}`) ?? versions.get(name);
}

/** `ngx_http_ssl_module`: `http_ssl`. */
function shortName(module: string): string {
  return module.replace(/^ngx_|_module$/g, '');
}
