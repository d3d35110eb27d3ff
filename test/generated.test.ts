import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Dialect } from '../server/src/dialects/dialect.ts';
import { generate as generateApache } from './proxies/apache/generator.ts';
import { generate as generateHaproxy } from './proxies/haproxy/generator.ts';
import { scaled } from './proxies/lab/pace.ts';
import { generate as generateNginx } from './proxies/nginx/generator.ts';
import { assertExplained } from './support/explained.ts';
import {
  dialectOf,
  fixedTexts,
  inspectedTexts,
  type Reading,
  ROOT,
  type Texts,
} from './support/inspected.ts';

const SEEDS = 60;

/** Nothing runs at these addresses: the configurations are only read. */
const ground = {
  stigman: '127.0.0.1:54000',
  other: '127.0.0.1:9000',
  keycloak: '127.0.0.1:8081',
  folder: '/proxy',
  certificate: undefined,
};
const reading: Reading = {
  application: scaled.application,
  recognition: { upstreams: [ground.stigman], basePath: '' },
};

interface Generated {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

const generators: Readonly<Record<string, (seed: number) => Generated>> = {
  nginx: (seed) => generateNginx(seed, { ...ground, ports: [18080, 18081, 18082, 18083] }),
  apacheconf: (seed) => generateApache(seed, { ...ground, ports: [18080, 18081] }),
  haproxy: (seed) => generateHaproxy(seed, { ...ground, ports: [18080, 18081, 18082] }),
};

for (const [languageId, generate] of Object.entries(generators)) {
  describe(`generated configurations for ${languageId}`, () => {
    const dialect = dialectOf(languageId);
    for (let seed = 1; seed <= SEEDS; seed++) {
      const { text, files } = generate(seed);
      const texts = { ...textsOf(files), [ROOT]: text };
      test(`seed ${seed}: each break is explained`, () => {
        assertExplained(inspectedTexts(dialect, texts, reading), reading.application);
      });
      test(`seed ${seed}: fixes add no fault, and none is left for a second run`, async () => {
        const fixed = {
          ...texts,
          ...Object.fromEntries((await fixedTexts(dialect, texts, reading)).texts),
        };
        assert.deepEqual(faultsOf(dialect, fixed), faultsOf(dialect, texts));
        assert.deepEqual((await fixedTexts(dialect, fixed, reading)).applied, []);
      });
    }
  });
}

/** Included files by URI; generators name them by a path that is relative to the main file, or absolute. */
function textsOf(files: Readonly<Record<string, string>>): Texts {
  return Object.fromEntries(
    Object.entries(files).map(([path, text]) => [new URL(path, ROOT).href, text]),
  );
}

function faultsOf(dialect: Dialect, texts: Texts): readonly (readonly string[])[] {
  return Object.values(texts).map((text) => dialect.parse(text).faults.map((fault) => fault.code));
}
