import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Analysis, Remedy } from '../../server/src/delivery/delivery.ts';
import type { Configuration } from '../../server/src/dialects/configuration.ts';
import type { Finding } from '../../server/src/rules/rule.ts';
import { type FixAllOptions, fixAll } from '../../server/src/service/fix-all.ts';
import type { Inspected } from '../../server/src/service/inspected.ts';
import type { Span } from '../../server/src/text/place.ts';
import { memoryFiles } from '../proxies/lab/compare.ts';
import { FakeDialect } from '../support/fake-dialect.ts';
import { ROOT } from '../support/inspected.ts';

const dialect = new FakeDialect();

/** What is wrong with a text, as spans and what should stand there. */
type Judge = (
  text: string,
) => readonly (readonly [span: Span, newText: string, preferred?: boolean])[];

function inspected(text: string, judge: Judge): Inspected {
  const tree = dialect.parse(text);
  const findings = judge(text).map(([span, newText, preferred = true]): Finding => {
    const remedy: Remedy = {
      kind: 'read-timeout',
      title: `Write ${newText}`,
      preferred,
      edits: () => [{ uri: ROOT, ...span, newText }],
    };
    const place = { uri: ROOT, ...span };
    const shared = { severity: 'error' as const, message: '', related: [], affects: [] };
    return { ruleId: 'rule', place, remedies: [remedy], ...shared };
  });
  const analysis: Analysis = { ...empty, dialect: 'nginx' };
  const sources = { tree: (uri: string) => (uri === ROOT ? tree : undefined) };
  const files = memoryFiles({ [ROOT]: text });
  const configuration: Configuration = { dialect, analysis, sources, files };
  return { ...configuration, findings, suppressed: [], languageFindings: [] };
}

const empty = {
  root: ROOT,
  files: [ROOT],
  entries: [],
  shadows: [],
  misreadDurations: [],
  remarks: [],
};

async function fixed(text: string, judge: Judge, options: Partial<FixAllOptions> = {}) {
  let rounds = 0;
  const result = await fixAll([inspected(text, judge)], {
    reread: async (texts) => {
      rounds++;
      return [inspected(texts.get(ROOT) ?? text, judge)];
    },
    ...options,
  });
  return { text: result.texts.get(ROOT) ?? text, rounds, ...result };
}

/** Wants every word of a kind replaced. */
function replacing(word: string, newText: string, preferred = true): Judge {
  return (text) =>
    [...text.matchAll(new RegExp(word, 'g'))].map(
      ({ index }) => [{ start: index, end: index + word.length }, newText, preferred] as const,
    );
}

describe('fixAll', () => {
  it('applies preferred remedies until nothing is left', async () => {
    const judge: Judge = (text) => [
      ...replacing('one', 'two')(text),
      ...replacing('two', 'three')(text),
    ];
    const { text, applied } = await fixed('a one\n', judge);
    assert.equal(text, 'a three\n');
    assert.deepEqual(applied, ['Write two', 'Write three']);
  });

  it('leaves remedies alone that are not preferred', async () => {
    const { text, edits } = await fixed('one\n', replacing('one', 'two', false));
    assert.equal(text, 'one\n');
    assert.equal(edits.size, 0);
  });

  it('makes of two edits on one spot only the first in a round', async () => {
    const judge: Judge = (text) => [
      ...replacing('one', 'uno')(text),
      ...replacing('one more', 'uno mas')(text),
    ];
    assert.equal((await fixed('one more\n', judge)).text, 'uno more\n');
  });

  it('refuses a remedy that adds a syntax fault, and makes the others', async () => {
    const judge: Judge = (text) => [
      ...replacing('one', 'broken ?')(text),
      ...replacing('two', 'three')(text),
    ];
    assert.equal((await fixed('one\ntwo\n', judge)).text, 'one\nthree\n');
  });

  it('leaves out a remedy that cures nothing', async () => {
    const judge: Judge = (text) => [[{ start: 0, end: 0 }, 'y '], ...replacing('one', 'two')(text)];
    assert.equal((await fixed('x one\n', judge)).text, 'x two\n');
  });

  it('ends after ten rounds at the latest', async () => {
    const judge: Judge = (text) => [[{ start: 0, end: 0 }, `${text.length} `]];
    assert.equal((await fixed('x\n', judge)).rounds, 10);
  });

  it('changes only files that it may change, and mends only findings that it shall', async () => {
    const judge = replacing('one', 'two');
    assert.equal((await fixed('one\n', judge, { allows: () => false })).text, 'one\n');
    const first = (finding: Finding) => finding.place.start === 0;
    assert.equal((await fixed('one one\n', judge, { mends: first })).text, 'two one\n');
  });

  it('tells edits in offsets of the original text', async () => {
    const { edits } = await fixed('a one b two\n', (text) => [
      ...replacing('one', 'three')(text),
      ...replacing('two', 'four')(text),
    ]);
    assert.deepEqual(edits.get(ROOT), [
      { start: 2, end: 5, newText: 'three' },
      { start: 8, end: 11, newText: 'four' },
    ]);
  });
});
