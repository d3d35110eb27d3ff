import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import * as l10n from '@vscode/l10n';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { question, tellQuestion } from '../../../server/src/dialects/haproxy/questions.ts';
import { inspectedText } from '../../support/inspected.ts';
import { isPseudo, pseudoTexts } from '../../support/pseudo-language.ts';

const root = join(import.meta.dirname, '../../..');

/** What is told to readers, wherever it stands in what the dialect answers. */
const TOLD = new Set(['message', 'explanation', 'title', 'deed', 'answer']);

function toldIn(value: unknown, seen = new Set<unknown>()): readonly string[] {
  if (value === null || typeof value !== 'object' || seen.has(value)) return [];
  seen.add(value);
  return Object.entries(value).flatMap(([key, each]) =>
    TOLD.has(key) && typeof each === 'string'
      ? [each]
      : key === 'endpoint'
        ? []
        : toldIn(each, seen),
  );
}

describe('texts of HAProxy', () => {
  before(() => l10n.config({ contents: pseudoTexts }));

  it('are those that were given, for all that fixtures and syntax faults bring about', () => {
    const paths = globSync('{test/fixtures/haproxy,examples/haproxy}/**/*.{conf,cfg}', {
      cwd: root,
    });
    const texts = paths.map((path) => readFileSync(join(root, path), 'utf8'));
    const broken = [
      'mod http\n',
      'backend b\n  mode "http\n',
      '.if 1\nbackend b c\n server s :1 x',
    ];
    const told = [...texts, ...broken].flatMap((text) => {
      const inspected = inspectedText(haproxy, text);
      const { analysis, sources } = inspected;
      const faults = haproxy.language?.checks?.faults(inspected);
      return toldIn([analysis, faults, sources.tree(analysis.root)?.faults]);
    });
    assert.ok(told.length > 500, String(told.length));
    assert.deepEqual([...new Set(told.filter((text) => !isPseudo(text)))], []);
  });

  it('tell open questions in words, and those of rules in their own', () => {
    assert.ok(isPseudo(tellQuestion(question('http2'))));
    assert.match(tellQuestion(question('turn', 'app/s1')), /app\/s1$/);
    assert.equal(tellQuestion('path_beg /x'), 'path_beg /x');
  });
});
