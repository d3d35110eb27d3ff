import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { dialects } from '../../server/src/dialects/registry.ts';
import { rules } from '../../server/src/rules/registry.ts';
import { dialectOf, fixedText, inspectedText } from '../support/inspected.ts';

const folder = join(import.meta.dirname, '../../docs/rules');
const SECTIONS = [
  'What it finds',
  'Why it breaks',
  'Measured',
  'Example',
  'Mended',
  'When to ignore',
];

interface Page {
  readonly text: string;
  readonly sections: ReadonlyMap<string, string>;
}

function read(name: string): Page {
  const text = readFileSync(join(folder, `${name}.md`), 'utf8');
  const parts = text.split(/^## (.+)$/m).slice(1);
  const sections = new Map<string, string>();
  for (let i = 0; i + 1 < parts.length; i += 2) sections.set(parts[i] ?? '', parts[i + 1] ?? '');
  return { text, sections };
}

/** Fenced blocks of a section, by language id. */
function examples(page: Page, section: string): ReadonlyMap<string, string> {
  const blocks = (page.sections.get(section) ?? '').matchAll(/^```(\S+)\n([\s\S]*?)^```$/gm);
  return new Map([...blocks].map((block) => [block[1] ?? '', block[2] ?? '']));
}

function found(languageId: string, text: string): readonly string[] {
  const { findings, analysis, sources } = inspectedText(dialectOf(languageId), text);
  assert.deepEqual(sources.tree(analysis.root)?.faults, []);
  return [...new Set(findings.map((finding) => finding.ruleId))];
}

test('every rule has a page, and every page a rule', () => {
  const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
  assert.deepEqual(pages.sort(), rules.map((rule) => rule.id).sort());
});

for (const rule of rules) {
  const page = read(rule.id);
  describe(`docs/rules/${rule.id}.md`, () => {
    test('has the sections of a rule page and says what the rule says', () => {
      assert.deepEqual([...page.sections.keys()], SECTIONS);
      assert(page.text.startsWith(`# ${rule.id}\n\n${rule.summary}.\n\nSeverity: `));
      assert.match(page.text, new RegExp(`^Severity: ${rule.severity}`, 'm'));
    });
    test('shows each dialect broken and mended', () => {
      const covered = dialects.filter((dialect) => rule.dialects.includes(dialect.id));
      const tags = [...examples(page, 'Example').keys()];
      assert.deepEqual(tags, [...examples(page, 'Mended').keys()]);
      assert.deepEqual(
        tags.map((tag) => dialectOf(tag).id).sort(),
        covered.map(({ id }) => id).sort(),
      );
    });
    for (const [tag, text] of examples(page, 'Example')) {
      test(`the example in ${tag} has this fault alone`, () => {
        assert.deepEqual(found(tag, text), [rule.id]);
      });
      test(`the remedies for the example in ${tag} leave nothing of it`, async () => {
        const fixed = await fixedText(dialectOf(tag), text);
        assert.deepEqual(found(tag, fixed), fixed === text ? [rule.id] : []);
      });
    }
    for (const [tag, text] of examples(page, 'Mended')) {
      test(`the mended text in ${tag} has no fault`, () => {
        assert.deepEqual(found(tag, text), []);
      });
    }
  });
}
