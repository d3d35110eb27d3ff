import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type InspectOptions, inspect } from '../../server/src/rules/inspect.ts';
import type { Rule } from '../../server/src/rules/rule.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { repair } from '../../server/src/syntax/repair.ts';
import type { SyntaxTree } from '../../server/src/syntax/tree.ts';
import { FakeDialect, timeoutRule } from '../support/fake-dialect.ts';
import { ROOT } from '../support/inspected.ts';

function inspected(text: string, options: Partial<InspectOptions> = {}) {
  const dialect = new FakeDialect();
  const tree = dialect.parse(text);
  const analyze = (read: SyntaxTree) => {
    const files = {
      read: (uri: string) => (uri === ROOT ? { uri, text } : ('missing' as const)),
      glob: () => [],
      tree: () => read,
    };
    return dialect.analyze({
      root: ROOT,
      files,
      recognition: noRecognition,
      application: stigManager,
    });
  };
  const sources = { tree: (uri: string) => (uri === ROOT ? tree : undefined) };
  const repaired = tree.faults.length > 0 ? analyze(repair(tree, dialect.parse)) : undefined;
  const all = { severities: {}, rules: [timeoutRule], repaired, languageFindings: [], ...options };
  return inspect(analyze(tree), stigManager, all, sources);
}

/** "offset rule severity" of each finding. */
function told(text: string, options?: Partial<InspectOptions>): readonly string[] {
  return inspected(text, options).findings.map(
    ({ place, ruleId, severity }) => `${place.start} ${ruleId} ${severity}`,
  );
}

describe('inspect', () => {
  it('sorts findings by place', () => {
    assert.deepEqual(told('timeout 5\ntimeout 6\n'), ['0 short error', '10 short error']);
  });

  it('takes severities from the settings', () => {
    assert.deepEqual(told('timeout 5\n', { severities: { short: 'hint' } }), ['0 short hint']);
    assert.deepEqual(told('timeout 5\n', { severities: { short: 'off' } }), []);
  });

  it('skips a rule that throws and runs the others', () => {
    const failures: string[] = [];
    const check = () => {
      throw new Error('broken');
    };
    const broken: Rule = { ...timeoutRule, id: 'broken', check };
    const onFailure = (message: string) => failures.push(message);
    assert.deepEqual(told('timeout 5\n', { rules: [broken, timeoutRule], onFailure }), [
      '0 short error',
    ]);
    assert.deepEqual(failures, ['rule broken']);
  });

  it('leaves out rules of other dialects', () => {
    const foreign: Rule = { ...timeoutRule, dialects: ['apache'] };
    assert.deepEqual(told('timeout 5\n', { rules: [foreign] }), []);
  });

  it('says the same thing about a place once', () => {
    assert.deepEqual(told('timeout 5\n', { rules: [timeoutRule, timeoutRule] }), ['0 short error']);
  });
});

describe('a suppression comment', () => {
  const ignore = '# stigman-proxy-lint-ignore';

  it('silences its own line, or the next one where it stands alone', () => {
    assert.deepEqual(told(`timeout 5 ${ignore} short -- the probe needs it\n`), []);
    assert.deepEqual(told(`${ignore} short -- the probe needs it\ntimeout 5\n`), []);
    assert.deepEqual(told(`${ignore} other, short -- both\ntimeout 5\n`), []);
  });

  it('keeps what it silences for those who ask', () => {
    const { suppressed } = inspected(`${ignore} short -- why\ntimeout 5\n`);
    assert.deepEqual(
      suppressed.map(({ ruleId }) => ruleId),
      ['short'],
    );
  });

  it('passes over comments between it and the line', () => {
    assert.deepEqual(told(`${ignore} short -- why\n# more\ntimeout 5\n`), []);
  });

  it('works with CRLF', () => {
    assert.deepEqual(told(`${ignore} short -- why\r\ntimeout 5\r\n`), []);
  });

  it('without a reason silences nothing and is reported', () => {
    for (const comment of [`${ignore} short`, `${ignore} short --`, `${ignore} short -- `]) {
      assert.deepEqual(told(`${comment}\ntimeout 5\n`), [
        '0 ignore-without-reason warning',
        `${comment.length + 1} short error`,
      ]);
    }
  });

  it('that finds nothing to silence is reported', () => {
    assert.deepEqual(told(`${ignore} short -- why\ntimeout 500\n`), [
      '0 unused-ignore information',
    ]);
    assert.deepEqual(told(`${ignore} short -- why\n\ntimeout 5\n`), [
      '0 unused-ignore information',
      '42 short error',
    ]);
  });

  it('is left alone while its rule is off or the file is half typed', () => {
    const text = `${ignore} short -- why\ntimeout 500\n`;
    assert.deepEqual(told(text, { severities: { short: 'off' } }), []);
    assert.deepEqual(told(`${text}time?\n`), []);
  });
});

describe('half-typed text', () => {
  it('keeps findings elsewhere and loses those that stand on it', () => {
    assert.deepEqual(told('timeout 5\ntimeout 6 ?\ntimeout 7\n'), [
      '0 short error',
      '22 short error',
    ]);
  });
});
