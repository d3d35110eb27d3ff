import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { definitionsAt, referencesAt } from '../../server/src/service/navigation.ts';
import { outlineOf } from '../../server/src/service/outline.ts';
import { renameAt } from '../../server/src/service/rename.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { dialectOf, inspectedText, ROOT } from '../support/inspected.ts';

const HAPROXY = `defaults base
  mode http
frontend f
  bind *:80
  acl is_app path_beg /stigman/
  use_backend stigman if is_app !{ path /x }
frontend g
  bind *:81
  acl is_app path /
  use_backend stigman if !is_app
backend stigman from base
  server s stigman:54000
`;
const APACHE = `Define backend stigman:54000
<Macro Site $host>
  <VirtualHost *:80>
    ServerName $host
    ProxyPass /stigman/ http://\${backend}/
  </VirtualHost>
</Macro>
Use Site a.example
`;

function at(text: string, piece: string) {
  return new LineIndex(text).position(text.indexOf(piece) + 1);
}

const linesOf = (found: readonly { range: { start: { line: number } } }[]) =>
  found.map((one) => one.range.start.line + 1);

describe('names in HAProxy', () => {
  const inspected = inspectedText(dialectOf('haproxy'), HAPROXY);
  it('ties backends across sections and acls within one', () => {
    assert.deepEqual(
      linesOf(definitionsAt(ROOT, at(HAPROXY, 'stigman if is_app'), [inspected])),
      [11],
    );
    assert.deepEqual(
      linesOf(referencesAt(ROOT, at(HAPROXY, 'is_app path_beg'), [inspected], true)),
      [5, 6],
    );
    assert.deepEqual(linesOf(definitionsAt(ROOT, at(HAPROXY, 'base\n  server'), [inspected])), [1]);
  });
  it('renames an acl with its negations', () => {
    const edits =
      renameAt(ROOT, at(HAPROXY, 'is_app path /\n'), 'is_root', [inspected]).changes?.[ROOT] ?? [];
    assert.deepEqual(
      edits.map((edit) => edit.range.start.line + 1),
      [9, 10],
    );
  });
  it('takes a header that is called if for no condition', () => {
    const text = 'frontend f\n acl up path /\n http-request set-header if up if up\n';
    const own = inspectedText(dialectOf('haproxy'), text);
    const found = referencesAt(ROOT, at(text, 'up path'), [own], true);
    assert.deepEqual(
      found.map(({ range }) => range.start.character),
      [5, 34],
    );
  });
  it('outlines sections', () => {
    const names = dialectOf('haproxy').language?.names;
    const tree = inspected.sources.tree(ROOT);
    assert.ok(names && tree);
    assert.deepEqual(
      outlineOf(tree, names).map((symbol) => symbol.name),
      ['defaults base', 'frontend f', 'frontend g', 'backend stigman from base'].map((name) =>
        name.replace(' from base', ''),
      ),
    );
  });
});

describe('names in httpd', () => {
  const inspected = inspectedText(dialectOf('apacheconf'), APACHE);
  it('ties Define and Macro to their uses', () => {
    assert.deepEqual(linesOf(definitionsAt(ROOT, at(APACHE, 'backend}'), [inspected])), [1]);
    assert.deepEqual(
      linesOf(referencesAt(ROOT, at(APACHE, 'Site $host'), [inspected], true)),
      [2, 8],
    );
  });
  it('outlines hosts and mappings', () => {
    const names = dialectOf('apacheconf').language?.names;
    const tree = inspected.sources.tree(ROOT);
    assert.ok(names && tree);
    const [macro] = outlineOf(tree, names);
    assert.equal(macro?.name, 'Macro Site $host');
    assert.deepEqual(
      macro?.children?.[0]?.children?.map((child) => child.name),
      ['ProxyPass /stigman/'],
    );
  });
});

describe('names in nginx', () => {
  const text = `events {}
http {
  keyval $remote_addr $kept zone=one;
  server {
    location ~ "^/(?'part'.+)" {
      return 200 $part$kept;
    }
  }
}
`;
  it('ties variables to the directives and patterns that define them', () => {
    const inspected = inspectedText(dialectOf('nginx'), text);
    const definedAt = (piece: string) => linesOf(definitionsAt(ROOT, at(text, piece), [inspected]));
    assert.deepEqual(definedAt('$kept;'), [3]);
    assert.deepEqual(definedAt('$part'), [5]);
  });
});
