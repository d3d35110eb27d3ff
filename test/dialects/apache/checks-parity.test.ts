import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { isOfThirdParty } from '../../../server/src/dialects/apache/checks/third-party.ts';
import { apache } from '../../../server/src/dialects/apache/index.ts';
import { parse } from '../../../server/src/dialects/apache/parser.ts';
import { headOf } from '../../../server/src/syntax/find.ts';
import { walk } from '../../../server/src/syntax/tree.ts';
import { LineIndex } from '../../../server/src/text/lines.ts';
import { type ApacheTester, apacheTester } from '../../support/apache-binary.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { type FaultAt, languageFaults } from '../../support/language-faults.ts';

const files = corpusFiles('parse/apache')?.concat(
  (corpusFiles('stigman') ?? []).filter((file) => file.name.endsWith('.httpd.conf')),
);
/** So often a directive that httpd stops at is taken out of a file. */
const MAX_ROUNDS = 12;
const ROOT = 'file:///srv/apache2.conf';
const FRAGMENT = 'file:///srv/part.conf';
const SEED = 20_251_124;

/** What httpd says of the faults that the checks look for. */
const OURS =
  /^Invalid command|not allowed (?:here|in <)|cannot occur within|only used in <VirtualHost>|takes (?:no|one|two|three|1|2) |requires at least|requires additional arguments|must be On or Off|^macro |^no macro |unknown Worker|can not have a path|^first argument must be|^Illegal (?:override )?option|^Either all Options|^Log level keyword|Invalid argument '|^SSLOptions: Illegal option|Illegal protocol '|^parameter must be|must be one of|use one of: off|^Argument for 'Require all'|^ip address '[^']*' appears to be invalid$|^negative Require|must be at least (?:1|one) second|requires a non-negative integer|^KeepAliveTimeout has wrong format|^Unsupported HTTP response code|>= 512 bytes/;

function faultsIn(tester: ApacheTester, text: string): readonly FaultAt[] {
  const uri = `file://${tester.includedPath}`;
  return languageFaults(apache, { [ROOT]: tester.main, [uri]: text }, ROOT).filter(
    ({ place }) => place.uri === uri,
  );
}

/** The text without the directive that stands on a line; a section goes as a whole. */
function without(text: string, line: number): string {
  const lines = new LineIndex(text);
  const lineOf = (offset: number) => lines.position(offset).line + 1;
  const met = [...walk(parse(text).root)].find((directive) => {
    const head = headOf(directive);
    return lineOf(head.start) <= line && line <= lineOf(head.end);
  });
  if (!met) return text;
  const blank = text.slice(met.start, met.end).replace(/[^\r\n]/g, ' ');
  return text.slice(0, met.start) + blank + text.slice(met.end);
}

/** True for a word that no directive is, or one of a module that does not come with httpd. */
function isForeign(message: string): boolean {
  const command = /^Invalid command '<?([^']*)'/.exec(message)?.[1];
  return (
    command !== undefined && (!/^[a-z]\w*$/i.test(command) || isOfThirdParty(command.toLowerCase()))
  );
}

interface Tally {
  /** Faults that both find. */
  agreed: number;
  /** Files that httpd accepts in the end. */
  accepted: number;
  /** What only one of them finds. */
  readonly differences: string[];
}

/** Compares what both say of a text, and of what is left of it without the directives that httpd stops at. */
async function compare(tester: ApacheTester, name: string, original: string, tally: Tally) {
  let text = original;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (parse(text).faults.some((fault) => !fault.tolerated)) return;
    const answer = await tester.test(text);
    const faults = faultsIn(tester, text);
    const alone = languageFaults(apache, { [FRAGMENT]: text }, FRAGMENT);
    const errors = [...faults, ...alone].filter(({ severity }) => severity === 'error');
    if (answer.accepted) {
      tally.accepted++;
      for (const { line, code } of errors)
        tally.differences.push(`${name}:${line}: only ours: ${code}`);
      return;
    }
    const { line, message } = answer;
    if (line === undefined) return;
    if (faults.some((fault) => fault.line === line)) tally.agreed++;
    else if (OURS.test(message) && !isForeign(message))
      tally.differences.push(`${name}:${line}: only httpd: ${message}`);
    const left = without(text, line);
    if (left === text) return;
    text = left;
  }
}

describe('the checks and apache2 -t', () => {
  let tester: ApacheTester | undefined;
  before(async () => {
    tester = await apacheTester();
  });
  after(() => tester?.close());

  test('agree over the corpus', async (t) => {
    if (!files || !tester)
      return t.skip(files ? 'apache2 is not installed' : 'corpus folder absent');
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    for (const { name, text } of files) await compare(tester, name, text, tally);
    t.diagnostic(`${tally.agreed} faults found by both, ${tally.accepted} files accepted by both`);
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > 90);
    assert.ok(tally.accepted > 140);
  });

  test('agree over one change to a legal text', async (t) => {
    if (!tester) return t.skip('apache2 is not installed');
    const asked = tester;
    assert.equal((await asked.test(LEGAL)).message, '');
    assert.deepEqual(faultsIn(asked, LEGAL), []);
    let both = 0;
    const property = fc.asyncProperty(change(LEGAL), async ({ text, lines }) => {
      if (parse(text).faults.length > 0) return;
      const answer = await asked.test(text);
      const faults = faultsIn(asked, text);
      const errors = faults.filter(({ severity }) => severity === 'error');
      const told = JSON.stringify(faults.map(({ line, code, written }) => [line, code, written]));
      if (answer.accepted) assert.deepEqual(errors, [], text);
      else if (OURS.test(answer.message)) {
        const used = text.split('\n')[(answer.line ?? 1) - 1]?.startsWith('Use ');
        const hit = faults.some(({ line }) => line === answer.line || (used && line <= 7));
        assert.ok(hit, `${answer.line}: ${answer.message}; ours: ${told}\n${lines.join('\n')}`);
        both++;
      }
    });
    await fc.assert(property, { numRuns: 200, seed: SEED, endOnFailure: true });
    t.diagnostic(`${both} faults found by both`);
    assert.ok(both > 30);
  });
});

/** A text that httpd accepts, with directives of every kind of section. */
const LEGAL = `Define port 8443
<Macro Site $name $target>
<VirtualHost *:8081>
ServerName $name
ProxyPass / $target
</VirtualHost>
</Macro>
Use Site one.example.com http://127.0.0.1:54000/
Timeout 300
KeepAlive On
MaxKeepAliveRequests 100
HostnameLookups Off
LogFormat "%h %l" short
AddType text/event-stream .sse
<Directory />
AllowOverride None
Options -Indexes
Require all denied
</Directory>
<VirtualHost *:8080>
ServerName stigman.example.com
ServerAlias www.example.com alias.example.com
ProxyPreserveHost On
ProxyTimeout 3600
ProxyPass /stigman/socket/ http://127.0.0.1:54000/socket/ upgrade=websocket timeout=3600
ProxyPass /stigman/ http://127.0.0.1:54000/ flushpackets=on keepalive=on
ProxyPassReverse /stigman/ http://127.0.0.1:54000/
RequestHeader set X-Forwarded-Proto https
Header always unset Server
RewriteEngine On
RewriteCond %{HTTP:Upgrade} websocket [NC]
RewriteRule ^/other/(.*)$ http://127.0.0.1:9000/$1 [P,L]
RedirectMatch 301 ^/stigman$ /stigman/
ErrorDocument 404 /missing.html
SetEnvIf User-Agent curl robot
<Location /kc/>
ProxyPass http://127.0.0.1:8080/ timeout=60
AuthType Basic
AuthName private
AuthBasicProvider file
Require valid-user
SetOutputFilter DEFLATE
</Location>
<Files secret>
Require all denied
</Files>
<If "%{HTTP_HOST} == 'x'">
Redirect 404 /x
</If>
</VirtualHost>
<Proxy balancer://pool>
BalancerMember http://127.0.0.1:1 route=a loadfactor=2
ProxySet lbmethod=byrequests
</Proxy>
`;

/** One line changed: misspelt, moved, given one word more or less, or doubled. */
function change(text: string): fc.Arbitrary<{ text: string; lines: readonly string[] }> {
  const lines = text.trimEnd().split('\n');
  const place = fc.nat(lines.length - 1);
  const result = (changed: readonly string[], touched: readonly (string | undefined)[]) => ({
    text: `${changed.join('\n')}\n`,
    lines: touched.map(String),
  });
  const edited = (at: number, make: (words: string[]) => readonly string[]) => {
    const line = lines[at] ?? '';
    const bracket = line.startsWith('<');
    const words = (bracket ? line.slice(1, -1) : line).split(' ');
    const made = make(words).join(' ');
    const written = bracket ? `<${made}>` : made;
    return result(lines.with(at, written), [line, written]);
  };
  const misspelt = fc.tuple(place, fc.nat(20), fc.boolean()).map(([at, index, swap]) =>
    edited(at, ([name = '', ...rest]) => {
      const i = 1 + (index % Math.max(1, name.length - 2));
      const tail = swap ? `${name[i + 1] ?? ''}${name[i]}${name.slice(i + 2)}` : name.slice(i + 1);
      return [name.slice(0, i) + tail, ...rest];
    }),
  );
  const shorter = place.map((at) => edited(at, (words) => words.slice(0, -1)));
  const longer = place.map((at) => edited(at, (words) => [...words, 'more']));
  const doubled = place.map((at) => result(lines.toSpliced(at, 0, lines[at] ?? ''), [lines[at]]));
  const moved = fc.tuple(place, place).map(([from, to]) => {
    const line = lines[from] ?? '';
    return result(lines.toSpliced(from, 1).toSpliced(to, 0, line), [line]);
  });
  return fc.oneof(misspelt, shorter, longer, doubled, { weight: 3, arbitrary: moved });
}
