import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { dialects } from '../../../server/src/dialects/registry.ts';
import { analyze, compare } from '../lab/compare.ts';
import { type Lab, openLab, withPorts } from '../lab/lab.ts';
import { startNginx } from '../lab/nginx.ts';
import { brisk } from '../lab/pace.ts';
import { freePorts } from '../lab/ports.ts';
import { hasProxy } from '../lab/process.ts';

const ROOT = 'file:///lab/nginx.conf';
const fixtures = readFileSync(new URL('found.conf', import.meta.url), 'utf8')
  .split(/^#### /m)
  .slice(1);

function around(body: string): string {
  return `events {}
http {
client_max_body_size 40m;
proxy_set_header Upgrade $http_upgrade;
proxy_set_header Connection upgrade;
server {
listen 127.0.0.1:18080;
${body}
}
}
`;
}

describe('what generated configurations have taught about nginx', { concurrency: 8 }, () => {
  let lab: Lab;
  before(async () => {
    lab = await openLab(brisk);
  });
  after(() => lab.close());
  for (const fixture of fixtures) {
    const [title = '', ...body] = fixture.split('\n');
    it(title, async (t) => {
      if (hasProxy(t, 'nginx')) await agrees(lab, around(body.join('\n')));
    });
  }
});

async function agrees(lab: Lab, written: string): Promise<void> {
  const nginx = dialects.find(({ id }) => id === 'nginx');
  assert.ok(nginx, 'the registry knows nginx');
  const [outer = 0, inner = 0] = await freePorts(2);
  const text = withPorts(written, {
    54000: lab.stigman.port,
    9000: lab.other.port,
    18080: outer,
    18081: inner,
  });
  const server = await startNginx({ text }, written.includes('18081') ? [outer, inner] : [outer]);
  try {
    const { disagreements, judged, unknown } = await compare(
      lab,
      analyze(nginx, lab, ROOT, { [ROOT]: text }),
    );
    const told = disagreements.map((one) => [
      one.basePath,
      one.operationId,
      one.predicted,
      one.measured,
    ]);
    assert.deepEqual(told, [], text);
    assert.ok(judged > 0 && unknown === 0, `${judged} verdicts, ${unknown} unknown`);
  } finally {
    await server.stop();
  }
}
