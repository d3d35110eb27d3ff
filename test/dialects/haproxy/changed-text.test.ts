import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseHaproxy } from '../../../server/src/dialects/haproxy/parser.ts';
import type { SyntaxTree } from '../../../server/src/syntax/tree.ts';
import { keepsNoEarlierText, readsAsAfresh } from '../../support/changed-text.ts';

const PIECES = [
  'frontend f\n',
  'backend b',
  '    bind :80\n',
  '  use_backend b if { path_beg /x }',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '"',
  "'",
  '# note\n',
  '\\',
  '\\x4',
  '"${A-b}"',
  '"$',
  '.if 1\n',
  '.else x\n',
  '.endif\n',
  '\0',
  'a',
];

const TEXTS = [
  'global\n    log stdout local0\ndefaults\n    mode http # all\n    timeout client 5s\nfrontend f\n    bind :80\n',
  'frontend f\r\n  bind :80\r\nbackend b\r\n  server s "${A-h}":80\r\n',
  '# only\n.if streq(a,a)\nfrontend f\n.else\n  bind :80\n.endif\n\n\nlisten l\n  server s h',
  '\n\n\n',
  '',
];

describe('reading a changed text of HAProxy', () => {
  test('gives the tree that reading it afresh gives, whatever was edited', () => {
    readsAsAfresh(parseHaproxy, TEXTS, PIECES);
  });

  test('keeps none of the texts before', () => {
    keepsNoEarlierText(parseHaproxy, (i, edited) =>
      edited ? `acl long_name_${i} path_beg /edited_${i}/\n` : `acl long_name_${i} path_beg /a/\n`,
    );
  });

  test('owners belong to the new tree', () => {
    const tree: SyntaxTree = parseHaproxy('frontend f\n bind :8\n', parseHaproxy('frontend f\n'));
    const frontend = tree.root.directives[0];
    assert.equal(frontend?.block?.owner, frontend);
  });
});
