import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import fc from 'fast-check';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { parseHaproxy } from '../../../server/src/dialects/haproxy/parser.ts';
import { corpusFiles } from '../../support/corpus.ts';
import { type HaproxyTester, haproxyTester } from '../../support/haproxy-binary.ts';
import { type FaultAt, languageFaults } from '../../support/language-faults.ts';

const files = corpusFiles('parse/haproxy')
  ?.concat((corpusFiles('stigman') ?? []).filter(({ name }) => name.includes('haproxy')))
  .filter(({ name }) => name.endsWith('.cfg'));
const ROOT = 'file:///etc/haproxy/haproxy.cfg';
const FRAGMENT = 'file:///etc/haproxy/part.cfg';
const SEED = 20_251_124;
/** So often the lines that HAProxy stops at are taken out of a file. */
const MAX_ROUNDS = 8;

/** What HAProxy says, with the line, of the faults that the checks look for. */
const OURS =
  /unknown keyword|not allowed (?:in|because)|ignored because|no such ACL|unknown option|but got '.*' maybe|unknown fetch method|has the same name|another server named|defaults section '.*' not found|unable to find userlist|expects a backend name|'server' expects <name> and <addr>|'bind' expects \{|missing fetch method in ACL expression ''|'timeout \w+' expects an integer/;
/** What looks alike and is not looked for: names of filters, expressions in formats. */
const OTHERS = /'filter' : unknown|failed to parse sample expression/;
/** What it says of the same without one. */
const OURS_LATE =
  /unable to find (?:required (?:default_backend|use_backend|resolvers)|the cache|sync peers|server)/;

function faultsIn(text: string, root = ROOT): readonly FaultAt[] {
  return languageFaults(haproxy, { [root]: text }, root);
}

function isOurs(said: string): boolean {
  return OURS.test(said) && !OTHERS.test(said);
}

/** An acl whose own line is faulty is missing for HAProxy in what follows, too; an absent name has no place. */
function isConsequence(said: string, text: string): boolean {
  const acl = /no such ACL : '([^']*)'/.exec(said)?.[1];
  const words = acl === undefined ? [] : text.split('\n').map((line) => line.trim().split(' '));
  return words.some(([keyword, name]) => keyword === 'acl' && name === acl) || / ''$/.test(said);
}

interface Tally {
  agreed: number;
  accepted: number;
  readonly differences: string[];
}

/** Compares what both say of a text, and of what is left without the lines that HAProxy refuses. */
function compare(tester: HaproxyTester, name: string, original: string, tally: Tally): void {
  let text = original;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    if (parseHaproxy(text).faults.length > 0) return;
    const answer = tester.test(text);
    const faults = faultsIn(text);
    const lines = new Set(faults.map(({ line }) => line));
    const told = JSON.stringify(faults.map(({ line, code, written }) => [line, code, written]));
    for (const { line, text: said } of answer.messages) {
      if (isConsequence(said, text)) continue;
      if (line === undefined ? !OURS_LATE.test(said) : !isOurs(said)) continue;
      const name = /'([^']*)'\.?$/.exec(said)?.[1] ?? '';
      const hit =
        line === undefined
          ? faults.some((each) => said.includes(`'${each.written}'`))
          : lines.has(line);
      if (hit) tally.agreed++;
      else
        tally.differences.push(
          `${name}:${line}: only HAProxy: ${said.slice(0, 200)}; ours: ${told}`,
        );
    }
    if (answer.accepted) {
      tally.accepted++;
      const errors = [...faults, ...faultsIn(text, FRAGMENT)].filter(
        (each) => each.severity === 'error',
      );
      for (const { line, message } of errors)
        tally.differences.push(`${name}:${line}: only ours: ${message}`);
      return;
    }
    const refused = new Set(
      answer.messages.filter(({ level }) => level === 'ALERT').map(({ line }) => line),
    );
    const left = text
      .split('\n')
      .map((each, i) => (refused.has(i + 1) ? '' : each))
      .join('\n');
    if (left === text) return;
    text = left;
  }
}

describe('the checks and haproxy -c', () => {
  const tester = haproxyTester();
  after(() => tester?.close());

  test('agree over the corpus', (t) => {
    if (!files || !tester)
      return t.skip(files ? 'haproxy is not installed' : 'corpus folder absent');
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    for (const { name, text } of files) compare(tester, name, text, tally);
    t.diagnostic(`${tally.agreed} faults found by both, ${tally.accepted} files accepted by both`);
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > 80);
    assert.ok(tally.accepted > 40);
  });

  test('agree over one change to a legal text', (t) => {
    if (!tester) return t.skip('haproxy is not installed');
    assert.equal(tester.test(LEGAL).accepted, true);
    assert.deepEqual(faultsIn(LEGAL), []);
    const tally: Tally = { agreed: 0, accepted: 0, differences: [] };
    const property = fc.property(change(LEGAL), (text) =>
      compare(tester, changedLines(text), text, tally),
    );
    fc.assert(property, { numRuns: 150, seed: SEED });
    t.diagnostic(`${tally.agreed} faults found by both, ${tally.accepted} texts accepted by both`);
    assert.deepEqual(tally.differences, []);
    assert.ok(tally.agreed > 150);
  });
});

/** A text that HAProxy accepts, with keywords of every kind of section. */
const LEGAL = `global
  maxconn 100
  log 127.0.0.1:514 local0
  tune.bufsize 16384
defaults base
  mode http
  log global
  option httplog
  option forwardfor
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  timeout tunnel 1h
  retries 3
userlist staff
  user alice insecure-password secret
cache pages
  total-max-size 4
resolvers names
  nameserver one 127.0.0.1:53
  timeout retry 1s
peers others
  peer one 127.0.0.1:10000
frontend web from base
  bind 127.0.0.1:18080
  acl is_socket path_beg /stigman/socket
  acl is_stream path_end /state/sse
  http-request set-header X-Forwarded-Proto https
  http-request deny if { path_beg /private } !is_socket
  http-request set-path %[path] if is_stream or is_socket
  http-request auth if { path /admin } !{ http_auth(staff) }
  http-response del-header Server
  use_backend sockets if is_socket
  use_backend stigman if { path_beg /stigman } METH_GET
  default_backend stigman
listen stats
  bind 127.0.0.1:18081 backlog 10
  balance roundrobin
  server own 127.0.0.1:9001 check inter 5s weight 10
backend stigman
  balance leastconn
  option httpchk
  stick-table type ip size 1m peers others
  http-request cache-use pages
  http-response cache-store pages
  http-request set-timeout server 1h
  server one 127.0.0.1:54000 check
  server two 127.0.0.1:54001 backup resolvers names
  use-server two if { path /two }
backend sockets
  timeout tunnel 2h
  server one 127.0.0.1:54000
`;

/** The lines that the legal text has not, for messages. */
function changedLines(text: string): string {
  const legal = LEGAL.split('\n');
  const added = text.split('\n').filter((line, i) => line !== legal[i]);
  return added.slice(0, 2).join(' / ');
}

/** One line changed: a word misspelt or dropped, the line moved or doubled. */
function change(text: string): fc.Arbitrary<string> {
  const lines = text.trimEnd().split('\n');
  const place = fc.nat(lines.length - 1);
  const written = (changed: readonly string[]) => `${changed.join('\n')}\n`;
  const edited = (at: number, make: (words: string[]) => readonly string[]) => {
    const line = lines[at] ?? '';
    const indent = /^ */.exec(line)?.[0] ?? '';
    return written(lines.with(at, indent + make(line.trim().split(' ')).join(' ')));
  };
  const misspelt = fc
    .tuple(place, fc.nat(6), fc.nat(20), fc.boolean())
    .map(([at, which, index, swap]) =>
      edited(at, (words) => {
        const n = which % words.length;
        const word = words[n] ?? '';
        const i = Math.min(1 + (index % Math.max(1, word.length - 2)), word.length - 1);
        const tail = swap
          ? `${word[i + 1] ?? ''}${word[i]}${word.slice(i + 2)}`
          : word.slice(i + 1);
        return words.with(n, word.slice(0, i) + tail || 'x');
      }),
    );
  const shorter = place.map((at) => edited(at, (words) => words.slice(0, -1)));
  const doubled = place.map((at) => written(lines.toSpliced(at, 0, lines[at] ?? '')));
  const moved = fc.tuple(place, place).map(([from, to]) => {
    const line = lines[from] ?? '';
    return written(lines.toSpliced(from, 1).toSpliced(to, 0, line));
  });
  return fc.oneof({ weight: 3, arbitrary: misspelt }, shorter, doubled, {
    weight: 2,
    arbitrary: moved,
  });
}
