import { type Check, failed, type ProbeOptions, passed, skipped, warned } from './check.ts';
import { get } from './http.ts';

const ID = 'slash-redirect';

/** Does the mount without its trailing slash lead to the mount? */
export async function probeRedirect({ base, insecure }: ProbeOptions): Promise<readonly Check[]> {
  if (base.pathname === '/') return [skipped(ID, 'The mount is the root: no redirect is needed.')];
  const bare = new URL(base);
  bare.pathname = base.pathname.replace(/(?<!\/)\/+$/, '');
  const response = await get(bare, insecure, 'text/html');
  response.destroy();
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status < 300 || status > 399 || location === undefined) {
    const advice = `Redirect it to ${base.pathname}: the web app's addresses are relative.`;
    return [failed(ID, `${bare.pathname} is answered with ${status}. ${advice}`)];
  }
  const target = URL.canParse(location, bare) ? new URL(location, bare) : undefined;
  if (target?.pathname !== base.pathname) {
    return [failed(ID, `${bare.pathname} is redirected to ${location}, not to ${base.pathname}.`)];
  }
  if (target.host !== base.host || target.protocol !== base.protocol) {
    return [warned(ID, `${bare.pathname} is redirected to another origin: ${location}.`)];
  }
  return [passed(ID, `${bare.pathname} is redirected to ${base.pathname} (${status}).`)];
}
