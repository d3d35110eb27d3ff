import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { sinceOf } from '../../../server/src/dialects/nginx/since.ts';
import { appearedIn } from '../../../server/src/dialects/nginx/since-data.ts';
import { directiveFacts } from '../../../server/src/dialects/nginx/vocabulary.ts';
import { completionsAt } from '../../../server/src/service/completion.ts';
import { documentationAt } from '../../../server/src/service/documentation.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { dialectOf, inspectedText, ROOT } from '../../support/inspected.ts';

const TEXT = `http {
  server {
    ssl_crl a.pem;
    ssl_protocols TLSv1.3;
    proxy_request_buffering off;
    proxy_read_timeout 5s;
  }
}
stream {
  server {
    ssl_crl a.pem;
  }
}
`;

function placeOf(index: number) {
  return [
    ROOT,
    new LineIndex(TEXT).position(index),
    [inspectedText(dialectOf('nginx'), TEXT)],
  ] as const;
}

describe('the version of nginx that a directive appeared in', () => {
  it('is told on hover, for the block that it stands in', () => {
    const hover = (index: number) => JSON.stringify(documentationAt(...placeOf(index)));
    assert.match(hover(TEXT.indexOf('proxy_request')), /Since: 1\.7\.11\b/);
    assert.match(hover(TEXT.indexOf('ssl_crl')), /Since: 0\.8\.7\b/);
    assert.match(hover(TEXT.lastIndexOf('ssl_crl')), /Since: 1\.11\.8\b/);
    assert.match(hover(TEXT.indexOf('proxy_read')), /Default: 60s/);
    assert.doesNotMatch(hover(TEXT.indexOf('proxy_read')), /Since/);
  });
  it('is told in completion', () => {
    const offered = new Map(
      completionsAt(...placeOf(TEXT.indexOf('proxy_request'))).map((item) => [
        item.label,
        JSON.stringify(item.documentation),
      ]),
    );
    assert.match(offered.get('proxy_request_buffering') ?? '', /Since: 1\.7\.11\b/);
    assert.match(offered.get('ssl_protocols') ?? '', /Context: /);
    assert.doesNotMatch(offered.get('ssl_protocols') ?? '', /Since/);
  });
  it('is that of its module, or two where two branches got it', () => {
    assert.equal(sinceOf('proxy_bind', 'ngx_http_proxy_module'), '0.8.22');
    assert.equal(sinceOf('proxy_bind', 'ngx_stream_proxy_module'), '1.9.2');
    assert.equal(sinceOf('worker_aio_requests', 'Core functionality'), '1.0.7, 1.1.4');
    assert.equal(sinceOf('constructor', 'Core functionality'), undefined);
  });
  it('is listed once for each, of directives that the reference knows alone', () => {
    const names = Object.values(appearedIn).flatMap((each) => each.split(' '));
    assert.deepEqual(names, [...new Set(names)]);
    const known = [...directiveFacts().values()].flat();
    const used = known.flatMap(({ name, module }) => [
      name,
      `${module.replace(/^ngx_|_module$/g, '')}/${name}`,
    ]);
    assert.deepEqual(
      names.filter((name) => !used.includes(name)),
      [],
    );
    for (const versions of Object.keys(appearedIn))
      assert.match(versions, /^\d+\.\d+\.\d+(?:, \d+\.\d+\.\d+)?$/);
  });
});
