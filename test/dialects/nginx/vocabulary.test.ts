import assert from 'node:assert/strict';
import { test } from 'node:test';
import { build } from 'esbuild';
import { nginxReference } from '../../../scripts/nginx-reference.ts';
import {
  directiveFacts,
  isAlwaysBlock,
  isArgumentOf,
  isKnownDirective,
  isNeverBlock,
  takesAnyNumber,
  takesNoArguments,
  variableFacts,
} from '../../../server/src/dialects/nginx/vocabulary.ts';

test('directives of nginx and of well-known modules are known, others are not', () => {
  const known = [
    'proxy_pass',
    'location',
    'include',
    'content_by_lua_block',
    'lua_package_path',
    'more_set_headers',
    'brotli',
    'modsecurity_rules_file',
    'js_content',
    'geoip2',
  ];
  for (const name of known) assert.ok(isKnownDirective(name), name);
  for (const name of ['proxy_pas', 'Listen', '', 'constructor'])
    assert.ok(!isKnownDirective(name), name);
});

test('a directive has its contexts, syntax, default, a sentence and an address', () => {
  const [fact] = directiveFacts().get('proxy_read_timeout') ?? [];
  assert.deepEqual(fact?.contexts, ['http', 'server', 'location']);
  assert.match(fact.syntax[0] ?? '', /time/);
  assert.equal(fact.default, '60s');
  assert.equal(fact.summary, 'Defines a timeout for reading a response from the proxied server.');
  assert.equal(
    fact.url,
    'https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_read_timeout',
  );
});

test('kinds: blocks, plain directives, and those that are either', () => {
  assert.ok(isAlwaysBlock('location') && !isNeverBlock('location'));
  assert.ok(isNeverBlock('listen') && !isAlwaysBlock('listen'));
  assert.ok(!isAlwaysBlock('server') && !isNeverBlock('server'));
  assert.ok(!isAlwaysBlock('unknown') && !isNeverBlock('unknown'));
});

test('arguments: none, literal ones, any number of free words', () => {
  assert.ok(
    takesNoArguments('internal') && !takesNoArguments('listen') && !takesNoArguments('http'),
  );
  assert.ok(isArgumentOf('ssl', 'listen') && !isArgumentOf('root', 'listen'));
  assert.ok(takesAnyNumber('server_name') && !takesAnyNumber('proxy_pass'));
});

test('variables have a sentence', () => {
  assert.match(variableFacts().get('$connection')?.summary ?? '', /connection/);
});

for (const platform of ['node', 'browser'] as const) {
  test(`a bundle for ${platform} holds the same facts in a quarter of the size`, async () => {
    const { outputFiles } = await build({
      stdin: {
        contents:
          "export { directiveFacts, variableFacts } from './server/src/dialects/nginx/vocabulary.ts';",
        resolveDir: new URL('../../..', import.meta.url).pathname,
      },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      platform,
      plugins: [nginxReference],
    });
    const code = outputFiles[0]?.text ?? '';
    assert.ok(code.length < 220_000, `${code.length} bytes`);
    const bundled = await import(
      `data:text/javascript;base64,${Buffer.from(code).toString('base64')}`
    );
    assert.deepEqual(plain(bundled.directiveFacts()), plain(directiveFacts()));
    assert.deepEqual(plain(bundled.variableFacts()), plain(variableFacts()));
  });
}

/** Facts of either origin as plain data, in the same order. */
function plain(facts: ReadonlyMap<string, unknown>): unknown {
  return JSON.parse(JSON.stringify([...facts].sort(([a], [b]) => (a < b ? -1 : 1))));
}
