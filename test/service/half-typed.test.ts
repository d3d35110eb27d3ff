import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { nginx } from '../../server/src/dialects/nginx/index.ts';
import { LanguageService } from '../../server/src/service/service.ts';
import { stigManager } from '../../server/src/stigman/application.ts';
import { noRecognition } from '../../server/src/stigman/recognition.ts';
import { LineIndex } from '../../server/src/text/lines.ts';
import { Loader } from '../../server/src/workspace/loader.ts';
import { FileStore } from '../../server/src/workspace/store.ts';
import { MemoryFileSystem } from '../support/memory-filesystem.ts';

const uri = 'file:///w/site.conf';

/** Two servers: the first has faults in two of its locations, the second is as it should be. */
const lines = `server {
  listen 443 ssl;
  server_name a.example.com;
  location /kc/ {
    proxy_pass http://keycloak:8080/;
    proxy_set_header X-Forwarded-Proto $scheme;
  }
  location /stigman/ {
    proxy_pass http://stigman:54000/;
    proxy_read_timeout 20s;
    proxy_set_header Host $host;
    proxy_http_version 1.1;
  }
}
server {
  listen 443 ssl;
  server_name b.example.com;
  proxy_read_timeout 1h;
  location / {
    proxy_pass http://stigman:54000;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection upgrade;
    client_max_body_size 50m;
    proxy_http_version 1.1;
  }
}`.split('\n');

const halfTyped = [
  'proxy_',
  'proxy_set_header Upg',
  'proxy_set_header Upgrade $http_upgrade',
  'proxy_read_timeout',
  'proxy_pass ht',
  'location',
  'location /x',
  'location /x {',
  'add_header X "',
  "add_header X 'abc",
  '{',
  'if (',
  'if ($a',
  'return 40',
  'map $a $b {',
  'upstream x {',
  'error_page 404',
  '$',
];

/** "line severity rule" of each finding, lines from 0. */
async function findingsOf(text: string): Promise<readonly string[]> {
  const onFailure = (message: string, error: unknown) => {
    throw new Error(message, { cause: error });
  };
  const options = { application: stigManager, onFailure };
  const loader = new Loader(new FileStore(new MemoryFileSystem({ [uri]: text })), options);
  const request = { root: uri, dialect: nginx, recognition: noRecognition };
  const service = new LanguageService({ ...options, pages: '' });
  const { findings } = service.inspect(await loader.load(request));
  const index = new LineIndex(text);
  return findings.map(
    ({ place, severity, ruleId }) => `${index.position(place.start).line} ${severity} ${ruleId}`,
  );
}

/** The findings as they stand after a line was put in. */
function shifted(findings: readonly string[], at: number): readonly string[] {
  return findings.map((finding) =>
    finding.replace(/^\d+/, (line) => String(Number(line) + (Number(line) >= at ? 1 : 0))),
  );
}

/** The lines from the head of the block at a place to its end. */
function isInBlock(finding: string, at: number): boolean {
  const blocks = [
    [3, 7],
    [7, 13],
    [18, 25],
  ] as const;
  const line = Number.parseInt(finding, 10);
  return blocks.some(([start, end]) => start < at && at < end && line >= start && line <= end + 1);
}

describe('half-typed text', () => {
  let correct: readonly string[] = [];
  before(async () => {
    correct = await findingsOf(lines.join('\n'));
    assert.ok(correct.length >= 4);
  });

  for (const typed of halfTyped) {
    it(`"${typed}" brings about no break and clears no diagnostic outside of its block`, async () => {
      for (let at = 0; at <= lines.length; at++) {
        // A lone word before `server {` or `location … {` makes legal text of another meaning.
        if (/^(location|\$|proxy_)/.test(typed) && /\{$/.test(lines[at] ?? '')) continue;
        const text = lines.toSpliced(at, 0, `    ${typed}`).join('\n');
        const found = await findingsOf(text);
        const expected = shifted(correct, at);
        const added = found.filter((each) => each.includes(' error ') && !expected.includes(each));
        assert.deepEqual(added, [], text);
        const lost = expected.filter((each) => !found.includes(each) && !isInBlock(each, at));
        assert.deepEqual(lost, [], text);
      }
    });
  }
});
