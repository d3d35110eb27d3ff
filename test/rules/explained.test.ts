import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { verdictOf } from '../../server/src/delivery/verdict.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { analysis, at, entry, fact, hold, limit, mount, refusal, route, upgrade } from './build.ts';
import { judge } from './judge.ts';

const node = fc.integer({ min: 1, max: 5 });
const routes = fc
  .constantFrom(
    'application',
    'application',
    'application',
    'wrong-path',
    'elsewhere',
    'redirect',
    'proxy-error',
    'unknown',
  )
  .chain((outcome) =>
    node.map((offset) => route({ ...fact(offset), outcome } as Parameters<typeof route>[0])),
  );
const few = <T>(each: fc.Arbitrary<T>) => fc.array(each, { maxLength: 2 });
const causes = fc.constantFrom(
  'authentication',
  'access',
  'method',
  'client-certificate',
  'request',
);
const limits = fc
  .record({
    offset: node,
    seconds: fc.constantFrom(0, 0.06, 20, 30, 45, 60, 3600, Number.POSITIVE_INFINITY),
    kind: fc.constantFrom('idle', 'total'),
    origin: fc.constantFrom('explicit', 'inherited', 'default'),
    misread: fc.constantFrom(undefined, { written: '5m', meantSeconds: 300 }),
  })
  .map(({ offset, seconds, ...given }) =>
    limit(offset, seconds, given as Parameters<typeof limit>[2]),
  );
const changes = fc.record({
  route: routes,
  refusals: few(
    fc
      .tuple(node, causes)
      .map(([n, cause]) => refusal(n, { cause } as Parameters<typeof refusal>[1])),
  ),
  holds: few(
    fc
      .tuple(node, fc.boolean())
      .map(([n, sure]) => hold(n, { certainty: sure ? 'proven' : 'unproven' })),
  ),
  limits: few(limits),
  flushing: fc.option(
    fc.record({ on: fc.boolean() }).map((given) => ({ ...fact(3), ...given })),
    { nil: undefined },
  ),
  bodyLimit: fc.option(
    fc.nat({ max: 40_000_000 }).map((bytes) => ({ ...fact(2), bytes })),
    { nil: undefined },
  ),
  doubts: few(
    fc
      .constantFrom('unreachable', 'refused', 'held', 'cut')
      .map((could) => ({ could, place: at(1), explanation: '' }) as const),
  ),
});
const handshakes = fc.constantFrom('switched', 'refused', 'unknown');

test('every break has a finding that explains it, and no error concerns a delivery that is ok', () => {
  fc.assert(
    fc.property(fc.array(changes, { minLength: 6, maxLength: 6 }), handshakes, (given, outcome) => {
      let i = 0;
      const socket = upgrade(4, { outcome } as Parameters<typeof upgrade>[1]);
      const all = analysis([
        entry([
          mount((endpoint) => ({
            ...given[i++],
            upgrade: endpoint.kind === 'socket' ? socket : undefined,
          })),
        ]),
      ]);
      const findings = judge(all);
      for (const delivery of all.entries[0]?.mounts[0]?.deliveries ?? []) {
        const verdict = verdictOf(delivery, stigManager);
        const about = findings.filter((finding) => finding.affects.includes(delivery));
        if (verdict !== 'ok' && verdict !== 'unknown') assert.notEqual(about.length, 0, verdict);
        if (verdict === 'ok') assert(about.every((finding) => finding.severity !== 'error'));
      }
    }),
    { numRuns: 500 },
  );
});
