import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { githubReport } from '../../server/src/cli/report/github.ts';
import { jsonReport } from '../../server/src/cli/report/json.ts';
import type { Problem, Report } from '../../server/src/cli/report/report.ts';
import { sarifReport } from '../../server/src/cli/report/sarif.ts';
import { textReport } from '../../server/src/cli/report/text.ts';

const uri = 'file:///site/my%20proxy.conf';
const range = { start: { line: 1, character: 1 }, end: { line: 1, character: 12 } };

const problem: Problem = {
  uri,
  ruleId: 'short-read-timeout',
  severity: 'error',
  message: 'The stream is cut, 100% of the time.\nSet it to 3600s.',
  range,
  related: [
    {
      uri,
      range: { start: { line: 0, character: 0 }, end: { line: 0, character: 4 } },
      message: 'inherited from here',
    },
  ],
  fixes: [
    {
      title: 'Set proxy_read_timeout to 3600s',
      preferred: true,
      edits: { [uri]: [{ range, newText: 'longer' }] },
    },
  ],
};

function reportOf(problems: readonly Problem[]): Report {
  return {
    problems,
    files: [uri],
    textOf: () => 'http {\n\tshort \u001b[1mlines; # x\n}\n',
    nameOf: () => 'site/my proxy.conf',
    version: '1.2.3',
  };
}

describe('text report', () => {
  it('shows place, severity, rule, message, source line with a caret, related places and the fix', () => {
    const text = textReport(reportOf([problem]), false);
    assert.deepEqual(text.split('\n'), [
      'site/my proxy.conf:2:2: error [short-read-timeout] The stream is cut, 100% of the time.',
      'Set it to 3600s.',
      ' 2 | \tshort �[1mlines; # x',
      `   | \t${'^'.repeat(11)}`,
      '  site/my proxy.conf:1:1: inherited from here',
      '  fix available (--fix): Set proxy_read_timeout to 3600s',
      '',
      '1 error, 0 warnings in 1 file.',
      '',
    ]);
  });

  it('colours only where it is told to', () => {
    const csi = '\u001b[';
    assert.ok(textReport(reportOf([problem]), true).includes(`${csi}31merror`));
    assert.ok(!textReport(reportOf([problem]), false).includes(csi));
  });

  it('says so where there is nothing', () => {
    assert.equal(textReport(reportOf([]), false), 'No findings in 1 file.\n');
  });

  it('marks a place in a very long line within a window', () => {
    const long = {
      ...problem,
      range: { start: { line: 0, character: 5000 }, end: { line: 0, character: 5003 } },
    };
    const report = { ...reportOf([long]), textOf: () => 'x'.repeat(100_000) };
    const [, , source = '', caret = ''] = textReport(report, false).split('\n');
    assert.ok(source.length < 200);
    assert.equal(caret.indexOf('^'), 4 + 80 + 1);
  });
});

describe('JSON report', () => {
  it('counts from 1 and carries the edits', () => {
    const [finding] = JSON.parse(jsonReport(reportOf([problem]))).findings;
    assert.equal(finding.line, 2);
    assert.equal(finding.column, 2);
    assert.deepEqual(finding.fixes[0].edits, [
      {
        file: 'site/my proxy.conf',
        line: 2,
        column: 2,
        endLine: 2,
        endColumn: 13,
        newText: 'longer',
      },
    ]);
  });
});

describe('GitHub report', () => {
  it('escapes what would end a property or the command', () => {
    const text = githubReport({ ...reportOf([problem]), nameOf: () => 'a,b:c.conf' });
    assert.equal(
      text,
      '::error file=a%2Cb%3Ac.conf,line=2,endLine=2,col=2,endColumn=13,title=short-read-timeout::' +
        'The stream is cut, 100%25 of the time.%0ASet it to 3600s.\n',
    );
  });
});

describe('SARIF report', () => {
  const path = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  );
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  });
  const isSarif = ajv.compile(schema);

  it('is a log of the published schema', () => {
    for (const problems of [
      [],
      [problem],
      [{ ...problem, ruleId: 'missing-semicolon', fixes: [] }],
    ]) {
      assert.ok(
        isSarif(JSON.parse(sarifReport(reportOf(problems)))),
        JSON.stringify(isSarif.errors),
      );
    }
  });

  it('does not pass the schema where something is wrong', () => {
    const log = JSON.parse(sarifReport(reportOf([problem])));
    log.runs[0].results[0].level = 'fatal';
    assert.equal(isSarif(log), false);
  });

  it('carries rule, level, region, related locations and fixes', () => {
    const [result] = JSON.parse(sarifReport(reportOf([problem]))).runs[0].results;
    const region = { startLine: 2, startColumn: 2, endLine: 2, endColumn: 13 };
    const artifactLocation = { uri: 'site/my%20proxy.conf' };
    assert.equal(result.ruleId, 'short-read-timeout');
    assert.equal(result.level, 'error');
    assert.deepEqual(result.locations, [{ physicalLocation: { artifactLocation, region } }]);
    assert.equal(result.relatedLocations[0].message.text, 'inherited from here');
    assert.deepEqual(result.fixes[0].artifactChanges, [
      {
        artifactLocation,
        replacements: [{ deletedRegion: region, insertedContent: { text: 'longer' } }],
      },
    ]);
  });

  it('writes absolute paths as file URIs', () => {
    const written = (name: string) => {
      const report = { ...reportOf([problem]), nameOf: () => name };
      const [result] = JSON.parse(sarifReport(report)).runs[0].results;
      return result.locations[0].physicalLocation.artifactLocation.uri;
    };
    assert.equal(written('/etc/my proxy.conf'), 'file:///etc/my%20proxy.conf');
    assert.equal(written('C:\\nginx\\my proxy.conf'), 'file:///C%3A/nginx/my%20proxy.conf');
    assert.equal(written('conf.d\\a.conf'), 'conf.d/a.conf');
  });
});
