import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-types';
import type { Configuration } from '../../server/src/dialects/configuration.ts';
import type { Checks, LanguageFault } from '../../server/src/dialects/language.ts';
import { atHand } from '../../server/src/dialects/registry.ts';
import { quickFixes } from '../../server/src/service/code-actions.ts';
import { LanguageService } from '../../server/src/service/service.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { placeOf } from '../../server/src/text/place.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { FakeDialect, timeoutRule } from '../support/fake-dialect.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const uri = 'file:///w/main.fake';
const part = 'file:///w/part.fake';

/** Names that the language has; a name that follows `define` exists from there on in every file. */
const NAMES = new Set(['timeout', 'include', 'define', 'use']);

function faultsIn(configuration: Configuration): readonly LanguageFault[] {
  const { analysis, files, dialect } = configuration;
  const directives = analysis.files.flatMap((file) => {
    const source = files.read(file);
    if (typeof source === 'string') return [];
    return files.tree(source, dialect.parse).root.directives.map((each) => ({ file, each }));
  });
  const named = (name: string) => directives.filter(({ each }) => each.name.value === name);
  const defined = new Set(named('define').map(({ each }) => each.args[0]?.value));
  const unknown = directives
    .filter(({ each }) => !NAMES.has(each.name.value))
    .map(
      ({ file, each }): LanguageFault => ({
        place: placeOf(file, each.name),
        code: 'unknown-word',
        message: `"${each.name.value}" is unknown.`,
        severity: 'error',
        ...(each.name.value === 'timout' && { replacement: 'timeout' }),
      }),
    );
  const undefinedNames = named('use')
    .filter(({ each }) => !defined.has(each.args[0]?.value))
    .map(
      ({ file, each }): LanguageFault => ({
        place: placeOf(file, each),
        code: 'undefined-name',
        message: 'It is defined nowhere.',
        severity: 'warning',
      }),
    );
  return [...unknown, ...undefinedNames];
}

class Session {
  readonly failures: string[] = [];
  readonly service: LanguageService;
  readonly #files: Readonly<Record<string, string>>;
  readonly #dialect = new FakeDialect();

  constructor(files: Readonly<Record<string, string>>, faults: Checks['faults']) {
    const onFailure = (message: string) => this.failures.push(message);
    const options = { application: stigManager, pages: 'docs', rules: [timeoutRule] };
    this.#files = files;
    this.#dialect.language.checks = { faults };
    this.service = new LanguageService({ ...options, onFailure });
  }

  async diagnostics(of = uri): Promise<readonly Diagnostic[]> {
    const onFailure = (message: string) => this.failures.push(message);
    const workspace = new Workspace({
      application: stigManager,
      onFailure,
      fileSystem: new MemoryFileSystem(this.#files),
      dialects: atHand([this.#dialect]),
    });
    for (const [file, text] of Object.entries(this.#files))
      workspace.setDocument(file, 'fake', text);
    return this.service.diagnostics(of, await workspace.configurationsOf(of), () => 3);
  }
}

/** "line code severity" of each diagnostic of a text, lines from 1. */
async function told(text: string, faults: Checks['faults'] = faultsIn): Promise<readonly string[]> {
  const found = await new Session({ [uri]: text }, faults).diagnostics();
  return found.map(({ range, code, severity }) => `${range.start.line + 1} ${code} ${severity}`);
}

describe('faults of the language', () => {
  it('are diagnostics with code, range, severity and the page of their dialect', async () => {
    const session = new Session({ [uri]: 'timeout 60\n  nonsense 1\n' }, faultsIn);
    const [diagnostic, ...others] = await session.diagnostics();
    assert.deepEqual(others, []);
    assert.equal(diagnostic?.code, 'unknown-word');
    assert.equal(diagnostic?.source, 'stigman-proxy-lint');
    assert.equal(diagnostic?.severity, 1);
    assert.equal(diagnostic?.message, '"nonsense" is unknown.');
    assert.equal(diagnostic?.codeDescription?.href, 'docs/language-checks.md#nginx');
    const start = { line: 1, character: 2 };
    assert.deepEqual(diagnostic?.range, { start, end: { line: 1, character: 10 } });
  });

  it('stand beside what the rules find', async () => {
    assert.deepEqual(await told('timeout 5\nnonsense\n'), ['2 unknown-word 1', '1 short 1']);
  });

  it('are told in the file where they are', async () => {
    const files = { [uri]: 'include part.fake\n', [part]: 'define a\nuse b\n' };
    const session = new Session(files, faultsIn);
    assert.deepEqual(await session.diagnostics(uri), []);
    assert.deepEqual(
      (await session.diagnostics(part)).map(({ code }) => code),
      ['undefined-name'],
    );
  });

  it('offer their replacement as a quick fix, which "fix all" leaves alone', async () => {
    const session = new Session({ [uri]: 'timout 60\n' }, faultsIn);
    const actions = quickFixes(await session.diagnostics(), () => 3);
    assert.deepEqual(
      actions.map(({ title, isPreferred }) => [title, isPreferred]),
      [
        ['Change to “timeout”', undefined],
        ['Ignore unknown-word here', undefined],
      ],
    );
    const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } };
    assert.deepEqual(actions[0]?.edit?.changes, { [uri]: [{ range, newText: 'timeout' }] });
  });

  it('are silenced by a comment with a reason, and an unneeded comment is told', async () => {
    const comment = '# stigman-proxy-lint-ignore unknown-word -- of our own module';
    assert.deepEqual(await told(`${comment}\nnonsense\n`), []);
    assert.deepEqual(await told(`nonsense ${comment}\n`), []);
    assert.deepEqual(await told(`${comment}\ntimeout 60\n`), ['1 unused-ignore 3']);
  });

  it('are not told where the setting says so; comments about them then need not be used', async () => {
    const text = '# stigman-proxy-lint-ignore unknown-word -- known\nx\ntimeout 5\n';
    const session = new Session({ [uri]: text }, faultsIn);
    session.service.configure({ severities: {}, languageChecks: false });
    assert.deepEqual(
      (await session.diagnostics()).map(({ code }) => code),
      ['short'],
    );
  });

  it('are worked out once per configuration', async () => {
    let count = 0;
    const counting: Checks['faults'] = (configuration) => {
      count++;
      return faultsIn(configuration);
    };
    const dialect = new FakeDialect();
    dialect.language.checks = { faults: counting };
    const options = { application: stigManager, onFailure: assert.fail };
    const fileSystem = new MemoryFileSystem({ [uri]: 'timeout 60\n' });
    const workspace = new Workspace({ ...options, fileSystem, dialects: atHand([dialect]) });
    workspace.setDocument(uri, 'fake', 'timeout 60\n');
    const service = new LanguageService({ ...options, pages: '' });
    for (let i = 0; i < 3; i++) {
      service.diagnostics(uri, await workspace.configurationsOf(uri), () => 1);
    }
    assert.equal(count, 1);
  });

  it('cost no other diagnostic where the checks throw', async () => {
    const broken = () => {
      throw new Error('broken');
    };
    const text = '# stigman-proxy-lint-ignore unknown-word -- known\ntimeout 5\n';
    const session = new Session({ [uri]: text }, broken);
    assert.deepEqual(
      (await session.diagnostics()).map(({ code }) => code),
      ['short'],
    );
    assert.deepEqual(session.failures, ['language checks of nginx']);
  });
});

describe('half-typed text', () => {
  /** A dialect in which the line above a half-typed one is thought to be wrong. */
  const sensitive: Checks['faults'] = ({ sources, analysis }) =>
    (sources.tree(analysis.root)?.root.directives ?? []).flatMap((directive, i, all) => {
      const next = all[i + 1];
      if (!next?.args.at(-1)?.value.endsWith('?')) return [];
      const place = placeOf(analysis.root, directive);
      return [{ place, code: 'disturbed', message: '', severity: 'error' as const }];
    });

  it('brings no fault about elsewhere', async () => {
    assert.deepEqual(await told('timeout 60\ntime x?\n', sensitive), ['2 half-typed 1']);
  });

  it('hides no fault elsewhere', async () => {
    assert.deepEqual(await told('nonsense\ntime?\n'), ['2 half-typed 1', '1 unknown-word 1']);
  });

  it('that defines a name leaves its uses alone', async () => {
    assert.deepEqual(await told('define a ?\nuse a\n'), ['1 half-typed 1']);
  });
});
