import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { UpgradeFault } from '../../../src-main/demo/faults.ts';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';
import { exchange, httpGet } from '../../support/tcp-client.ts';

/** A second, and what a busy machine adds to it. */
const worstMs = 1_500;
const statusLine = 'HTTP/1.1 200 OK';

let demo: DemoHost;

beforeEach(async () => {
  demo = await DemoHost.start();
});

afterEach(async () => {
  await demo[Symbol.asyncDispose]();
});

/** A forward whose connections are held for so long, in milliseconds. */
function webForward(host: EngineHost, holdMs: number): Promise<Forward> {
  return host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'], holdMs });
}

/** How long the first answer of a fresh engine takes, in milliseconds; throws where none comes. */
async function firstAnswer(): Promise<number> {
  await using host = await EngineHost.start(demo.kubeconfigPath);
  const forward = await webForward(host, 3_000);
  const started = performance.now();
  // Its first line: a reply ends only a second after its last byte (tunnel.md, 2.3).
  const line = await exchange(host.endpoint(forward), 'GET / HTTP/1.0\r\n\r\n', statusLine.length);
  expect(line.toString()).toContain(statusLine);
  return performance.now() - started;
}

/** What a connection through a fresh engine fails with. */
async function problem(): Promise<{ code: string | undefined; layer: string | undefined }> {
  await using host = await EngineHost.start(demo.kubeconfigPath);
  const forward = await webForward(host, 500);
  await httpGet(host.endpoint(forward), '/').catch(() => undefined);
  const last = host.engine.forwards.traffic().find(({ id }) => id === forward.id)?.ports[0]?.lastProblem;
  return { code: last?.code, layer: last?.layer };
}

describe.each<UpgradeFault>(['strip', 'drop', 'silent', 'foreign', { code: 502, body: 'Bad Gateway' }])(
  'SPDY upgrades that a proxy answers with %j',
  (fault) => {
    test('case 49: are replaced by a WebSocket within a second', async () => {
      demo.demo.faults.spdyUpgrade = fault;
      expect(await firstAnswer()).toBeLessThan(worstMs);
    });

    test('case 51: are replaced by v4 within a second where the server is older than 1.30', async () => {
      demo.demo.profile = '1.29';
      demo.demo.faults.spdyUpgrade = fault;
      expect(await firstAnswer()).toBeLessThan(worstMs);
    });
  },
);

test.each<[string, UpgradeFault, string, string]>([
  ['case 50: a proxy that strips every upgrade', 'strip', 'upgradeRefused', 'apiServer'],
  [
    'case 56: a redirect',
    { code: 301, body: '', headers: { location: '/login' } },
    'upgradeRefused',
    'network',
  ],
  ['case 57: a 101 to something else', 'foreign', 'upgradeRefused', 'network'],
  ['case 58: a login page', { code: 200, body: '<html>' }, 'upgradeRefused', 'network'],
  [
    'case 55: a busy server',
    { code: 503, body: '', headers: { 'retry-after': '1' } },
    'apiError',
    'apiServer',
  ],
])('%s is told as it is', async (_, fault, code, layer) => {
  demo.demo.faults.spdyUpgrade = fault;
  demo.demo.faults.webSocketUpgrade = fault;
  expect(await problem()).toEqual({ code, layer });
});

test('case 47: whatever byte a connection is reset at, the next one works', async () => {
  // A tunnel inside a WebSocket shows that it was cut only when it is next used, which is another case.
  await using host = await EngineHost.start(demo.kubeconfigPath, { transport: 'spdy' });
  const forward = await webForward(host, 5_000);
  const { faults } = demo.demo;
  const request = 'GET / HTTP/1.0\r\n\r\n';
  const answers: string[] = [];
  // Steps of a prime: TLS records, the upgrade and frames are all cut somewhere.
  for (let at = 1; at < 6_000; at += 307) {
    faults.cutConnectionsAfterBytes = at;
    faults.cutTunnels();
    const isCut = once(faults.events, 'connectionCut');
    const cut = exchange(host.endpoint(forward), request, statusLine.length).catch(() => undefined);
    // Cut while it is dialled, it is held and dialled for again; cut in its frames, it ends.
    await Promise.race([cut, isCut]);
    faults.cutConnectionsAfterBytes = null;
    await cut;
    await host.reaches(forward, 'active');
    answers.push(String(await exchange(host.endpoint(forward), request, statusLine.length)));
  }
  expect(answers.filter((answer) => !answer.startsWith(statusLine))).toEqual([]);
}, 60_000);
