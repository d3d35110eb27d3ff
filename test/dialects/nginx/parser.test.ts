import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from '../../../server/src/dialects/nginx/parse.ts';
import { type Block, type SyntaxTree, walk } from '../../../server/src/syntax/tree.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { gapsAreWhiteSpace, printsBack, rangesNest } from '../../support/tree-properties.ts';

function read(text: string): SyntaxTree {
  const tree = parse(text);
  printsBack(tree, text);
  gapsAreWhiteSpace(tree);
  rangesNest(tree);
  return tree;
}

/** The tree as text: one directive as its words, a block in braces. */
function shape(block: Block): string {
  return block.directives
    .map((directive) => {
      const words = [directive.name, ...directive.args].map((word) => word.value).join(' ');
      return directive.block ? `${words}{${shape(directive.block)}}` : words;
    })
    .join('; ');
}

function shapeOf(text: string): string {
  return shape(read(text).root);
}

/** Faults as `line: code`, lines from 1. */
function faultsOf(text: string): string[] {
  const lines = new LineIndex(text);
  return read(text).faults.map((fault) => `${lines.position(fault.start).line + 1}: ${fault.code}`);
}

function valuesOf(text: string): string[] {
  return [...walk(read(text).root)].flatMap((directive) =>
    directive.args.map((word) => word.value),
  );
}

describe('words', () => {
  const cases: readonly [string, string[]][] = [
    ['x a#b;', ['a#b']],
    ['x a #b;\n c;', ['a', 'c']],
    ['x ${a}/b;', ['${a}/b']],
    ['x $a{2;}', ['$a']],
    ['x "a{2}";', ['a{2}']],
    ['x "a\\"b" \'c\\\'d\';', ['a"b', "c'd"]],
    ['x a\\ b\\;c;', ['a\\ b\\;c']],
    ['x "\\t\\r\\n\\\\\\d";', ['\t\r\n\\\\d']],
    ['x a"b"c;', ['a"b"c']],
    ['x "" \'\';', ['', '']],
    ['x "a\n  b";', ['a\n  b']],
    ['if ($a = "b") { y; }', ['($a', '=', 'b', ')']],
    ['x a}b;', ['a}b']],
    ['x \u00e9\u{1f600};', ['\u00e9\u{1f600}']],
  ];
  for (const [text, values] of cases) {
    test(JSON.stringify(text), () => assert.deepEqual(valuesOf(text), values));
  }

  test('a name may be quoted', () => {
    assert.equal(shapeOf('"listen" 80;'), 'listen 80');
    assert.deepEqual(faultsOf('"listen" 80;'), []);
  });

  test('a directive spans from its name to its end, a block from brace to brace', () => {
    const text = ' a { b c ; } ';
    const outer = read(text).root.directives[0];
    assert.deepEqual([outer?.start, outer?.end], [1, 12]);
    assert.deepEqual([outer?.block?.start, outer?.block?.end], [3, 12]);
    const inner = outer?.block?.directives[0];
    assert.equal(text.slice(inner?.start, inner?.end), 'b c ;');
    assert.ok(inner && outer?.block?.directives.includes(inner));
    assert.equal(outer?.block?.owner, outer);
  });
});

describe('faults where nginx refuses', () => {
  const cases: readonly [string, string[]][] = [
    ['a;\n;', ['2: unexpected-character']],
    ['a;\n{ b; }', ['2: unexpected-character']],
    ['a "b"c;', ['1: unexpected-character']],
    ['a "b"#c\n;', ['1: unexpected-character']],
    ['a { b; }\n}', ['2: stray-brace']],
    ['a {\n b;\n', ['1: unclosed-block']],
    ['a b', ['1: missing-semicolon']],
    ['a {\n b c\n}', ['2: missing-semicolon']],
    ['a "b\nc', ['1: unclosed-quote']],
    ['\uFEFFa;', ['1: byte-order-mark']],
    [`a ${'x'.repeat(4095)};`, []],
    [`a ${'x'.repeat(4095)} ;`, ['1: too-long-parameter']],
    [`a ${'x'.repeat(4096)};`, ['1: too-long-parameter']],
    [`a "${'x'.repeat(4094)}";`, []],
    [`a "${'x'.repeat(4095)}";`, ['1: too-long-parameter']],
    [`a '${'é'.repeat(2048)}';`, ['1: too-long-parameter']],
    [`#${'x'.repeat(4094)}\na;`, []],
    [`#${'x'.repeat(4095)}\na;`, ['1: too-long-parameter']],
    ['server {\n  location / ;\n}', ['2: missing-block']],
    ['server {\n  listen 80 { }\n}', ['2: not-terminated']],
    ['map $a $b { proxy_pass 1; location 2; }', []],
  ];
  for (const [text, faults] of cases) {
    const name = text.length > 60 ? `${text.slice(0, 20)}… (${text.length} characters)` : text;
    test(JSON.stringify(name), () => assert.deepEqual(faultsOf(text), faults));
  }
});

describe('missing semicolons', () => {
  test('the directive ends at its line, the next is read', () => {
    const text = 'location / {\n  proxy_pass http://a\n  proxy_buffering off;\n}';
    assert.deepEqual(faultsOf(text), ['2: missing-semicolon']);
    assert.equal(shapeOf(text), 'location /{proxy_pass http://a; proxy_buffering off}');
    const [fault] = read(text).faults;
    assert.equal(text.slice(fault?.start, fault?.end), 'a');
  });

  test('a comment may stand between', () => {
    assert.equal(shapeOf('listen 80 # x\n# y\nroot /x;'), 'listen 80; root /x');
  });

  test('before a block, whose brace may stand on its own line', () => {
    assert.equal(shapeOf('listen 80\nlocation / { }'), 'listen 80; location /{}');
    assert.equal(shapeOf('listen 80;\nroot /x\nserver\n{ }'), 'listen 80; root /x; server{}');
  });

  test('a half-typed name keeps the directive behind it', () => {
    assert.equal(shapeOf('proxy_bu\nproxy_pass http://a;'), 'proxy_bu; proxy_pass http://a');
  });

  test('where nginx takes the next directive for arguments the fault says so', () => {
    assert.deepEqual(faultsOf('server_name a b\nroot /x;'), ['1: likely-missing-semicolon']);
    assert.deepEqual(faultsOf('index a\nrewrite b /c;'), ['1: likely-missing-semicolon']);
  });
  test('are seen before any directive that a name behind cannot stand for', () => {
    for (const text of [
      'upstream\nserver {\n}',
      'location\nlocation /x {\n}',
      'map\nlisten 443 ssl;',
      'add_header\nproxy_pass http://a;',
      'set\nproxy_read_timeout 1h;',
      'server_name\nssl_certificate /a;',
    ])
      assert.match(faultsOf(text)[0] ?? '', /^1: (?:likely-)?missing-semicolon/, text);
    for (const text of ['upstream\nlisten {\n}', 'add_header\nexpires 0;'])
      assert.deepEqual(faultsOf(text), [], text);
  });

  test('an entry of a map has two words', () => {
    const text = "map $a $b {\n  default upgrade\n  '' close;\n}";
    assert.deepEqual(faultsOf(text), ['2: missing-semicolon']);
    assert.equal(shapeOf(text), 'map $a $b{default upgrade;  close}');
  });

  const legal = [
    'listen 443\n  ssl\n  http2;',
    'listen 443\n  ssl http2;',
    'rewrite ^/a$ /b\n  break;',
    'server_name a\n  mail\n  api;',
    'types {\n  text/html html\n    index root;\n}',
    "log_format main '$a '\n  '\"$b\"';",
    'proxy_set_header\n  expires $x;',
    'proxy_next_upstream error\n  timeout;',
    'if ($a)\n{ return 200; }',
    'server\n{\n}',
  ];
  for (const text of legal) {
    test(`none in ${JSON.stringify(text)}`, () => assert.deepEqual(faultsOf(text), []));
  }
});

describe('unclosed quotes', () => {
  const rest =
    '  proxy_buffering off;\n  proxy_set_header Host "$host";\n}\nserver { listen 80; }\n';

  test('end at their line where the following lines are directives', () => {
    const text = `location / {\n  proxy_set_header Connection "upg\n${rest}`;
    assert.deepEqual(faultsOf(text), ['2: unclosed-quote']);
    assert.equal(
      shapeOf(text),
      'location /{proxy_set_header Connection upg; proxy_buffering off; proxy_set_header Host $host}; server{listen 80}',
    );
  });

  test('leave a semicolon or a brace at the end of the line to the directive', () => {
    const text = `location / {\n  proxy_set_header Connection "upgrade;\n${rest}`;
    assert.deepEqual(faultsOf(text), ['2: unclosed-quote']);
    assert.match(
      shapeOf(text),
      /^location \/\{proxy_set_header Connection upgrade; proxy_buffering off;/,
    );
    assert.match(shapeOf(`location "/a {\n${rest}`), /^location \/a\{proxy_buffering off;/);
  });

  test('are found where the next quote in the file is far away or missing', () => {
    assert.equal(shapeOf('a {\n  set $x "y\n  listen 80;\n}\n'), 'a{set $x y; listen 80}');
    const long = '  listen 80;\n'.repeat(500);
    assert.equal(
      read(`a {\n  set $x 'y\n${long}}\n`).root.directives[0]?.block?.directives.length,
      501,
    );
  });

  const legal = [
    'return 200 "a;\n}\n{ listen 80;\n";',
    'add_header Report-To \'{\n  "a": {\n  }\n}\' always;',
    'log_format x \'{\n "a":1}\'\n \'{"b":2}\';',
    'ssl_ciphers "A:\n  B";',
    "content_by_lua '\n  return 1;\n';",
    "set_by_lua $x '\n  return 1;\n' $y;",
    'map $a $b {\n  "x\ny" 1;\n}',
  ];
  for (const text of legal) {
    test(`none in ${JSON.stringify(text)}`, () => assert.deepEqual(faultsOf(text), []));
  }
});

describe('braces that do not balance', () => {
  const half =
    'http {\n  server {\n    location /a {\n      root /x;\n\n    location /b {\n      root /y;\n    }\n  }\n  server {\n    listen 80;\n  }\n}\n';

  test('a block without an end is closed where the indentation ends it', () => {
    assert.deepEqual(faultsOf(half), ['3: unclosed-block']);
    assert.equal(
      shapeOf(half),
      'http{server{location /a{root /x}; location /b{root /y}}; server{listen 80}}',
    );
  });

  test('a server in a location ends the location and the server around it', () => {
    assert.equal(
      shapeOf('http {\nserver {\nlocation / {\nroot /x;\nserver {\nlisten 80;\n}\n}\n'),
      'http{server{location /{root /x}}; server{listen 80}}',
    );
  });

  test('a brace too many is passed over where the indentation gives it away', () => {
    const text = 'server {\n    root /x;\n    }\n    location / {\n    }\n}\nserver {\n}\n';
    assert.deepEqual(faultsOf(text), ['3: stray-brace']);
    assert.equal(shapeOf(text), 'server{root /x; location /{}}; server{}');
  });

  test('half-typed Lua keeps the rest', () => {
    const text =
      'server {\n  location / {\n    content_by_lua_block {\n      if x then {\n    }\n  }\n  location /b {\n  }\n}\n';
    assert.equal(shapeOf(text), 'server{location /{content_by_lua_block{}}; location /b{}}');
    assert.equal(read(text).faults.length, 1);
  });

  test('ten thousand nested braces', () => {
    const deep = `${'a {'.repeat(10_000)}${'}'.repeat(10_000)}`;
    assert.deepEqual(read(deep).faults, []);
    assert.ok(read('a {'.repeat(10_000)).faults.length > 0);
    assert.ok(read('{'.repeat(10_000)).faults.length > 0);
    assert.ok(read('}'.repeat(10_000)).faults.length > 0);
  });
});

describe('Lua', () => {
  const bodies = [
    ' return "}" ',
    " return '\\'}' ",
    ' -- }\n',
    ' --[[ } ]] ',
    ' local x = [==[ }]] ]==] ',
    ' local t = { a = { } } ',
    ' x = a[b[1]] ',
    '',
  ];
  for (const body of bodies) {
    test(JSON.stringify(body), () => {
      const tree = read(`location / { content_by_lua_block {${body}} root /x; }`);
      assert.deepEqual(tree.faults, []);
      const inner = tree.root.directives[0]?.block?.directives;
      assert.deepEqual(
        inner?.map((one) => one.name.value),
        ['content_by_lua_block', 'root'],
      );
      assert.equal(inner?.[0]?.block?.raw, true);
      assert.equal(
        tree.tokens.filter((token) => token.kind === 'foreign').length,
        body === '' ? 0 : 1,
      );
    });
  }
});

describe('templates', () => {
  const cases: readonly [string, string][] = [
    ['listen ${PORT};', 'listen ${PORT}'],
    ['listen {{ port }};', 'listen {{ port }}'],
    ['listen <%= @port %>;', 'listen <%= @port %>'],
    ['server_name a.{{ x | default("b c") }}.d e;', 'server_name a.{{ x | default("b c") }}.d e'],
    ['add_header A "{{ x | default("b") }}";', 'add_header A {{ x | default("b") }}'],
    ['{% if a %}\nlisten 80;\n{% else %}\nlisten 81;\n{% endif %}', 'listen 80; listen 81'],
    ['{{- range .X }}\nserver { {{ if .Y }}listen 80;{{ end }} }\n{{ end }}', 'server{listen 80}'],
    [
      'server {\n  {{ extra }}\n  listen 80;\n  ${EXTRA}\n  root /x;\n}',
      'server{listen 80; root /x}',
    ],
    ['{{ name }} {{ value }};', '{{ name }} {{ value }}'],
    ['{# a { comment #}\nlisten 80;', 'listen 80'],
    ['location / {# a comment\n}', 'location /{}'],
    ['proxy_pass http://{{ host }}:{{ port }}/;', 'proxy_pass http://{{ host }}:{{ port }}/'],
    ['listen 80{% if x %} ssl{% endif %};', 'listen 80{% if x %} ssl{% endif %}'],
    ['<% if a %>\nlisten 80;\n<% end %>', 'listen 80'],
  ];
  for (const [text, expected] of cases) {
    test(JSON.stringify(text), () => {
      assert.deepEqual(faultsOf(text), []);
      assert.equal(shapeOf(text), expected);
    });
  }

  test('braces that only the rendered text balances are no fault', () => {
    const text =
      '{% if a %}\nlocation / {\n{% else %}\nlocation /b {\n{% endif %}\n  root /x;\n}\n';
    assert.deepEqual(faultsOf(text), []);
  });
});

describe('bad input', () => {
  const inputs: Record<string, string> = {
    empty: '',
    'white space': ' \t\r\n',
    'NUL bytes': 'listen \0 80;\0',
    'a binary file': Array.from({ length: 5000 }, (_, i) =>
      String.fromCharCode((i * 7919) % 256),
    ).join(''),
    'lone surrogates': '\ud800 \udc00;',
    'CRLF and lone CR': 'a {\r\n  b "c";\r\n}\r',
    'an unclosed quote in every line': 'a "b\n'.repeat(10_000),
    'quotes of both kinds': `a "b\na 'c\n`.repeat(10_000),
    'Lua bodies without an end': 'content_by_lua_block {\n'.repeat(10_000),
    'long brackets without an end': `content_by_lua_block {${'[[ [=['.repeat(50_000)}`,
    'braces at other columns than their blocks': `${'  a {\n'.repeat(5000)}${'}\n'.repeat(5001)}`,
    'quotes in tags without an end': '"{{ a'.repeat(10_000),
    'tags without an end': '{{ {% <% '.repeat(10_000),
    'one long line of tags': '{{ a }} '.repeat(50_000),
    'one long line of directives': 'listen 80; '.repeat(50_000),
    'one long word': 'x'.repeat(1_000_000),
    'half-open blocks': '  location / {\n'.repeat(10_000),
    'dollars and braces': '${'.repeat(100_000),
    backslashes: '\\'.repeat(100_000),
  };
  for (const [name, text] of Object.entries(inputs)) {
    test(name, () => void read(text));
  }
});
