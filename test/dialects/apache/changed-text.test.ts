import { describe, test } from 'node:test';
import { parse } from '../../../server/src/dialects/apache/parser.ts';
import { keepsNoEarlierText, readsAsAfresh } from '../../support/changed-text.ts';

const PIECES = [
  'Listen 80\n',
  '<VirtualHost *:80>\n',
  '</VirtualHost>\n',
  '<Location /a>',
  '</location >',
  '<IfModule x>',
  '</IfModule>',
  '<',
  '</',
  '>',
  '\n',
  '\r\n',
  '\\',
  '\\\n',
  ' ',
  '"',
  '# note\n',
  '\uFEFF',
  'a',
];

const TEXTS = [
  'Listen 80\n<VirtualHost *:80>\n  ServerName a # b\n  <Location "/x">\n    ProxyPass http://a\n  </Location>\n</VirtualHost>\nTimeout 5\n',
  'ProxyPass /a/ \\\r\n  http://a/ \\\r\n  timeout=5\r\n<IfModule a>\r\n</IfModule>\r\n',
  '# one \\\n two\n<If "x">\n<Else>\n</If>\n\n\nListen 80',
  '\n\n\\\n',
  '',
];

describe('reading a changed text of httpd', () => {
  test('gives the tree that reading it afresh gives, whatever was edited', () => {
    readsAsAfresh(parse, TEXTS, PIECES);
  });

  test('keeps none of the texts before', () => {
    keepsNoEarlierText(parse, (i, edited) =>
      edited
        ? `SetEnv edited_variable_${i} a_value_of_it\n`
        : `SetEnv a_long_variable_${i} value\n`,
    );
  });
});
