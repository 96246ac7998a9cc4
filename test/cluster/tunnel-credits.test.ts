import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { silentLog } from '../../src-main/engine/log.ts';
import { systemClock } from '../../src-main/engine/clock.ts';
import type { KubeClient } from '../../src-main/engine/kube/kube-client.ts';
import { dialSpdy } from '../../src-main/engine/tunnel/dial.ts';
import { Tunnel } from '../../src-main/engine/tunnel/tunnel.ts';
import { RecordedStream } from '../integration/tunnel/recorded-stream.ts';
import { EngineHost } from '../support/engine-host.ts';
import { startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { testServerPorts } from './test-server.ts';

const signal = AbortSignal.timeout(120_000);
const chunk = Buffer.alloc(64 * 1024, 'x');

let resources: AsyncDisposableStack;
let namespace: string;
let client: KubeClient;
let tunnel: Tunnel;

beforeAll(async () => {
  await using building = new AsyncDisposableStack();
  const cluster = await startCluster();
  const host = building.use(await EngineHost.start(cluster.kubeconfigPath));
  const own = building.use(await TestNamespace.create(cluster.kubectl, 'credits'));
  await own.apply(manifests.pod('app'));
  await own.readyPods('app=app');
  const context = host.engine.contexts.list().find(({ current }) => current)?.name ?? '';
  client = building.use(host.engine.clusters.acquire(context)).client;
  namespace = own.name;
  resources = building.move();
});

afterAll(async () => {
  await resources[Symbol.asyncDispose]();
});

beforeEach(async () => {
  const pod = { namespace, name: 'app', uid: '', node: null };
  const target = await client.upgradeTarget(signal);
  const wire = await dialSpdy('POST', { target, pod, clock: systemClock }, signal);
  tunnel = new Tunnel({ wire, pod, clock: systemClock, log: silentLog, onChanged: () => undefined });
  return () => tunnel[Symbol.dispose]();
});

/** Writes until the stream asks to stop and says nothing more for half a second; returns how many bytes it took. */
async function fill(stalled: RecordedStream): Promise<number> {
  let bytes = 0;
  for (;;) {
    const drains = stalled.drains;
    do bytes += chunk.length;
    while (stalled.stream?.write(chunk) === true);
    const waited = AbortSignal.timeout(500);
    await Promise.race([
      stalled.until(() => stalled.drains > drains),
      new Promise((resolve) => waited.addEventListener('abort', resolve)),
    ]);
    if (stalled.drains === drains) return bytes;
  }
}

function open(port: number, first: string): RecordedStream {
  const recorded = new RecordedStream();
  recorded.stream = tunnel.open({ port, first: Buffer.from(first), handlers: recorded });
  return recorded;
}

// kubectl stops all its connections here, and for good (tunnel.md, 2.4).
it('case 33: an upload into an application that never reads stops early, and ten neighbours in the same tunnel go on', async () => {
  const stalled = open(testServerPorts.stall, 'x');
  const taken = await fill(stalled);
  const heldUp = tunnel.stalled;
  const neighbours = Array.from({ length: 10 }, (_, index) =>
    open(testServerPorts.echo, `neighbour ${index}`),
  );
  await Promise.all(
    neighbours.map((neighbour, index) => neighbour.until(() => neighbour.text === `neighbour ${index}`)),
  );
  // Most of it (about 4 MiB) lies in the socket buffers of the application itself.
  expect({ heldUp, usable: tunnel.usable, isEarly: taken <= 10 * 1024 * 1024 }).toEqual({
    heldUp: true,
    usable: true,
    isEarly: true,
  });
});

it('case 34: once that client has left, the tunnel takes no new connection and ends with its last', async () => {
  const stalled = open(testServerPorts.stall, 'x');
  await fill(stalled);
  const neighbour = open(testServerPorts.echo, 'one');
  await neighbour.until(() => neighbour.text === 'one');
  stalled.stream?.reset();
  const usable = tunnel.usable;
  neighbour.stream?.write(Buffer.from(' two'));
  await neighbour.until(() => neighbour.text === 'one two');
  while (tunnel.live) await new Promise((resolve) => setTimeout(resolve, 100));
  neighbour.stream?.reset();
  expect([usable, tunnel.closed]).toEqual([false, true]);
});
