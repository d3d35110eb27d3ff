import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { haproxy } from '../../../server/src/dialects/haproxy/index.ts';
import { analyze, compare } from '../lab/compare.ts';
import { checkHaproxy, startHaproxy } from '../lab/haproxy.ts';
import { type Lab, openLab } from '../lab/lab.ts';
import { mend, type Texts } from '../lab/mend.ts';
import { brisk } from '../lab/pace.ts';
import { freePort } from '../lab/ports.ts';
import { hasProxy } from '../lab/process.ts';

const LAB = 'file:///lab/';
const DEFAULTS = `defaults slow
  mode http
  timeout connect 2s
  timeout client 1h
  timeout server 2s
  timeout tunnel 1h
defaults
  mode http
  timeout client 1h
`;

describe('HAProxy configurations in several files', () => {
  for (const names of [
    ['10-base.cfg', '20-web.cfg', '30-app.cfg'],
    ['haproxy.cfg', 'conf.d/app.cfg', 'conf.d/web.cfg'],
  ]) {
    it(names.join(' '), async (t) => {
      if (!hasProxy(t, 'haproxy')) return;
      const lab = await openLab(brisk);
      try {
        const port = await freePort();
        const [base = '', ...parts] = names;
        const web = `frontend web\n  bind 127.0.0.1:${port}\n  default_backend stigman\n`;
        const app = `backend stigman from slow\n  server s ${lab.stigman.authority}\n`;
        const written = parts.map((name) => [LAB + name, name.includes('web') ? web : app]);
        const texts: Texts = { [LAB + base]: DEFAULTS, ...Object.fromEntries(written) };
        const root = LAB + (parts.find((name) => name.includes('web')) ?? '');

        assert.equal(await stateEvents(lab, root, texts, port), 'cut');
        const mended = await mend(haproxy, lab, root, texts, 'short-read-timeout');
        const checked = checkHaproxy(named(mended));
        assert.ok(checked.ok, checked.output);
        assert.equal(await stateEvents(lab, root, mended, port), 'ok');
      } finally {
        await lab.close();
      }
    });
  }
});

/** The verdict on state events, which the running HAProxy must bear out with all the others. */
async function stateEvents(lab: Lab, root: string, texts: Texts, port: number): Promise<string> {
  const server = await startHaproxy(named(texts), [port]);
  try {
    const analysis = analyze(haproxy, lab, root, texts);
    const { judged, unknown, disagreements } = await compare(lab, analysis);
    assert.deepEqual([judged, unknown, disagreements], [6, 0, []]);
    const deliveries = analysis.entries[0]?.mounts[0]?.deliveries ?? [];
    const state = deliveries.find(({ endpoint }) => endpoint.operationId === 'streamStateSse');
    return state?.limits.some(({ seconds }) => seconds < lab.pace.application.heartbeat)
      ? 'cut'
      : 'ok';
  } finally {
    await server.stop();
  }
}

function named(texts: Texts): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(texts).map(([uri, text]) => [uri.slice(LAB.length), text]),
  );
}
