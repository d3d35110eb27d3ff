import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { DialectId } from '../server/src/delivery/delivery.ts';
import { dialects } from '../server/src/dialects/registry.ts';
import { rules } from '../server/src/rules/registry.ts';
import { stigManager } from '../server/src/stigman/application.ts';
import { assertExplained } from './support/explained.ts';
import { type Fixture, fixturesOf, foundIn, withoutWants } from './support/fixtures.ts';
import { fixedText, fixedTexts, inspectedText, ROOT } from './support/inspected.ts';

/** UPDATE_FIXTURES=1 writes the text after "fix all" where it is expected; read the difference before keeping it. */
const update = process.env.UPDATE_FIXTURES === '1';

/** Lines that nobody has finished yet, by dialect. */
const TYPED: Readonly<Partial<Record<DialectId, readonly string[]>>> = {
  nginx: ['location /x', 'proxy_pass http', '"', 'proxy_set_header X-A "'],
  apache: ['<Loc', 'ProxyP', '"'],
  haproxy: ['timeout', 'acl x', 'use_back', 'http-request', 'front'],
};

for (const dialect of dialects) {
  const fixtures = fixturesOf(dialect.id);
  const inspected = (text: string) => inspectedText(dialect, text);
  const faults = (text: string) => inspected(text).sources.tree(ROOT)?.faults.length;

  describe(`fixtures of ${dialect.id}`, () => {
    for (const rule of rules.filter((each) => each.dialects.includes(dialect.id))) {
      test(`${rule.id} has a hit with its fix, and a text that must not be reported`, () => {
        const own = fixtures.filter((fixture) => fixture.rule === rule.id);
        const hits = own.filter((fixture) => fixture.goldenPath);
        assert(
          hits.some(({ wants }) => wants.some((want) => want.endsWith(` ${rule.id}`))),
          'hit',
        );
        assert(
          hits.some(({ goldenPath }) => goldenPath && existsSync(goldenPath)),
          'golden fix',
        );
        assert(
          own.some((fixture) => !fixture.goldenPath),
          'must-not-report',
        );
      });
    }
  });

  test(`each error of ${dialect.id} has a proof case with the real proxy`, () => {
    const errors = fixtures.flatMap(({ wants }) =>
      wants.filter((want) => want.includes(' error ')),
    );
    const proven = proofCases(dialect.id);
    for (const rule of new Set(errors.map((want) => want.split(' ')[2]))) {
      assert(
        proven.some((name) => name.startsWith(`${rule}-`)),
        rule,
      );
    }
  });

  for (const fixture of fixtures) {
    const { text, wants, goldenPath } = fixture;
    const crlf = text.replaceAll('\n', '\r\n');

    describe(fixture.name, () => {
      test('gives exactly the findings that it wants', () => {
        assert.equal(faults(text), 0);
        assert.deepEqual(foundIn(inspected(text)), wants);
      });
      test('explains every break, and no error concerns an endpoint that is ok', () => {
        assertExplained(inspected(text), stigManager);
      });
      test('is mended as expected', async () => {
        const fixed = await fixedText(dialect, text);
        if (update && goldenPath)
          writeFileSync(goldenPath, withWants(fixed, foundIn(inspected(fixed))));
        const golden = goldenOf(fixture);
        assert.equal(fixed, golden.text);
        assert.deepEqual(foundIn(inspected(fixed)), golden.wants);
      });
      test('fixes converge, add no syntax fault, and change nothing the second time', async () => {
        const result = await fixedTexts(dialect, { [ROOT]: text });
        const fixed = result.texts.get(ROOT) ?? text;
        const left = result.after.flatMap(({ findings }) => findings);
        const open = left.filter(({ remedies }) => remedies.some((remedy) => remedy.preferred));
        assert.deepEqual(open, []);
        assert.equal(faults(fixed), 0);
        assert.equal(await fixedText(dialect, fixed), fixed);
      });
      test('reads the same with CRLF, and keeps it', async () => {
        assert.deepEqual(foundIn(inspected(crlf)), wants);
        assert.equal(
          await fixedText(dialect, crlf),
          goldenOf(fixture).text.replaceAll('\n', '\r\n'),
        );
      });
      test('is read without a failure from any half-typed state', () => {
        const cut = fc.nat({ max: text.length });
        fc.assert(
          fc.property(cut, fc.string({ maxLength: 3 }), (at, typed) => {
            const half = text.slice(0, at) + typed;
            assert.equal(inspected(half).sources.tree(ROOT)?.text, half);
            assert.equal(inspected(half + text.slice(at)).dialect, dialect);
          }),
          { numRuns: 10 },
        );
      });
      test('a line that is being typed brings no break about', () => {
        const lines = text.split('\n');
        const errors = (all: readonly string[]) =>
          all.map((each) => each.replace(/^\d+ /, '')).filter((each) => each.startsWith('error'));
        const line = fc.nat({ max: lines.length - 1 });
        fc.assert(
          fc.property(line, fc.constantFrom(...(TYPED[dialect.id] ?? [''])), (at, typed) => {
            const found = errors(foundIn(inspected(inserted(lines, [[at, typed]]))));
            assert.deepEqual(
              found.filter((each) => !errors(wants).includes(each)),
              [],
            );
          }),
          { numRuns: 10 },
        );
      });
      test('blank lines and comments change nothing', () => {
        const lines = text.split('\n');
        const gap = fc.constantFrom('', '   ', '# a remark', '\t# another; { }');
        const inserts = fc.array(fc.tuple(fc.nat({ max: lines.length - 1 }), gap), {
          maxLength: 5,
        });
        fc.assert(
          fc.property(inserts, (given) => {
            assert.deepEqual(foundIn(inspected(inserted(lines, given))), shifted(wants, given));
          }),
          { numRuns: 10 },
        );
      });
    });
  }
}

/** File names of the cases that the real proxy of a dialect is run on; each begins with its rule. */
function proofCases(dialect: string): readonly string[] {
  const folder = join(import.meta.dirname, 'proxies', dialect, 'cases');
  return existsSync(folder) ? readdirSync(folder) : [];
}

function goldenOf({ goldenPath, text, wants }: Fixture): Pick<Fixture, 'text' | 'wants'> {
  return goldenPath ? withoutWants(readFileSync(goldenPath, 'utf8')) : { text, wants };
}

function withWants(text: string, wants: readonly string[]): string {
  return text
    .split('\n')
    .flatMap((line, i) => {
      const about = wants.filter((want) => want.startsWith(`${i + 1} `));
      const indent = /^\s*/.exec(line)?.[0] ?? '';
      return [...about.map((want) => `${indent}# want ${want.replace(/^\d+ /, '')}`), line];
    })
    .join('\n');
}

type Insert = readonly [before: number, line: string];

function inserted(lines: readonly string[], inserts: readonly Insert[]): string {
  return lines
    .flatMap((line, i) => [...inserts.filter(([at]) => at === i).map(([, added]) => added), line])
    .join('\n');
}

function shifted(wants: readonly string[], inserts: readonly Insert[]): readonly string[] {
  return wants
    .map((want) => {
      const line = Number.parseInt(want, 10);
      const added = inserts.filter(([at]) => at < line).length;
      return want.replace(/^\d+/, String(line + added));
    })
    .sort();
}
