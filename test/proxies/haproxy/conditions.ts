import type { Random } from '../lab/random.ts';

/** Path prefix without its trailing slash: "" for the root mount. */
export type Prefix = '' | '/stigman' | '/apps/stig-manager';

/** An anonymous test that holds for all that stands below a mount. */
export function belowTest(random: Random, prefix: Prefix): string {
  const last = prefix.slice(prefix.lastIndexOf('/') + 1);
  return random.pick([
    `path_beg ${prefix}/`,
    `path_beg ${prefix}/`,
    `path_beg ${prefix}`,
    `path -m beg ${prefix}/`,
    `path,lower -m beg ${prefix}/`,
    `path_beg -i ${prefix.toUpperCase()}/`,
    `path_reg ^${prefix}(/|$)`,
    `path_reg -i "^${prefix.toUpperCase()}/"`,
    `path_dir ${last === '' ? '/api' : last}`,
    `path_sub ${prefix}/`,
    `url_beg ${prefix}/`,
    `base_reg ^[^/]+${prefix}/`,
    `path -m beg /nowhere ${prefix}/`,
    `pathq -m reg ^${prefix}/`,
    `path -i -m beg ${prefix.toUpperCase()}/`,
    `path_beg -i -- ${prefix}/`,
    `path,url_dec -m beg ${prefix}/`,
    `path -m reg -i ^${prefix.toUpperCase()}/`,
    `base_beg localhost`,
    `base -m sub ${prefix}/api ${prefix}/socket`,
  ]);
}

/** Tests that hold for a part of the requests. */
export function partTest(random: Random, prefix: Prefix): string {
  return random.pick([
    `path_beg ${prefix}/api/`,
    `path_beg ${prefix}/socket`,
    `path_end /log-socket`,
    `path_end /sse /clone`,
    `path_dir collections`,
    `path_dir reviews/1`,
    `path ${prefix}/api/op/state/sse`,
    `path_reg /(clone|export-to)(/|$)`,
    `path_sub export`,
    `path_len gt 30`,
    'method POST',
    'req.hdr(Upgrade) -i websocket',
    'hdr(Connection) -i upgrade',
    'hdr(accept) -m sub event-stream',
    'hdr_cnt(content-length) gt 0',
    'req.body_size gt 1000000',
    'hdr_val(content-length) ge 1025',
    'urlp(elevate) true',
    'query -m found',
    'hdr_beg(host) localhost',
    'hdr_dom(host) -i LOCALHOST',
    'hdr(host),field(1,:) -i localhost',
    'hdr_end(host) .invalid',
    'req.hdr(x-nothing) -m found',
    'ssl_fc',
    'always_true',
    'always_false',
    'dst_port 1',
    'src 0.0.0.0/0',
    `path,field(2,/) -m str api`,
    `path_beg -i ${prefix.toUpperCase()}/API`,
    'path_end -i /SSE /LOG-SOCKET',
    'path -m end -i sse clone',
    'path -m dir export-to',
    'path_reg -i (SSE|APPDATA)$',
    'req.hdr(content-length) -m int gt 1000000',
    'req.hdr_val(content-length) 1000000:',
    'hdr(content-type) -m beg application/json',
    'hdr_sub(user-agent) -i firefox',
    'hdr(sec-websocket-key) -m found',
    'hdr(origin) -m found',
    'hdr_cnt(upgrade) 1',
    'src 127.0.0.1',
    'dst 127.0.0.1',
    'src -n 10.0.0.0/8 192.168.0.0/16',
    'method GET POST',
    'path_len lt 25',
    'path,length gt 30',
    `base_end /clone`,
    'query -m sub elevate',
    'urlp(elevate) -m bool',
    'url_sub elevate',
    'req.fhdr(accept-language) -m sub de',
    'req.hdrs -m sub websocket',
    'rand(1) 0',
  ]);
}

/** A whole condition over tests, named or anonymous; `names` are acls that stand in the section. */
export function condition(random: Random, names: readonly string[], prefix: Prefix): string {
  const term = () => {
    const negation = random.chance(0.25) ? '!' : '';
    const named = names.length > 0 && random.chance(0.5);
    if (named) return negation + random.pick(names as [string, ...string[]]);
    if (random.chance(0.2))
      return negation + random.pick(['METH_POST', 'METH_GET', 'HTTP_1.1', 'TRUE', 'FALSE']);
    return `${negation}{ ${partTest(random, prefix)} }`;
  };
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  let text = `${random.pick(['if', 'if', 'if', 'unless'])} ${term()}`;
  for (let i = 1; i < count; i++) text += `${random.pick([' ', ' ', ' or ', ' || '])}${term()}`;
  return text;
}
