import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PortTraffic, totalTraffic } from '../../src-main/shared/traffic.ts';
import { EngineHost } from '../support/engine-host.ts';
import { Load } from '../support/load.ts';
import { exchange, httpGet } from '../support/tcp-client.ts';
import type { Cluster } from './cluster.ts';
import { startCluster } from './cluster.ts';
import * as manifests from './manifests.ts';
import { TestNamespace } from './test-namespace.ts';
import { bannerText, patternBytes, testServerPorts } from './test-server.ts';

let cluster: Cluster;
let host: EngineHost;

beforeAll(async () => {
  cluster = await startCluster();
  host = await EngineHost.start(cluster.kubeconfigPath);
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

describe('a forward from a real cluster', () => {
  it('leads to each of the seven target kinds', async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'kinds');
    await namespace.apply(
      manifests.pod('lone'),
      manifests.deployment('web'),
      manifests.service('web'),
      manifests.replicaSet('set'),
      manifests.statefulSet('db'),
      manifests.daemonSet('agent'),
      manifests.job('batch'),
    );
    const targets = ['pod/lone', 'svc/web', 'deploy/web', 'rs/set', 'sts/db', 'ds/agent', 'job/batch'];

    const answers = await Promise.all(
      targets.map(async (target) => {
        const forward = await host.forward({ namespace: namespace.name, target, ports: [':http'] });
        const { body } = await httpGet(host.endpoint(forward), '/');
        await host.engine.forwards.remove(forward.id);
        return `${target} → ${/pod=([a-z]+)/.exec(body.toString())?.[1] ?? 'no pod'}`;
      }),
    );

    expect(answers).toEqual([
      'pod/lone → lone',
      'svc/web → web',
      'deploy/web → web',
      'rs/set → set',
      'sts/db → db',
      'ds/agent → agent',
      'job/batch → batch',
    ]);
  });

  it('carries named, chosen and numbered ports on two addresses at once', async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'ports');
    await namespace.apply(
      manifests.deployment('web'),
      manifests.service('web', {
        ports: [
          { name: 'http', port: 80, targetPort: 'http' },
          { name: 'greeting', port: 7, targetPort: 7005 },
          { name: 'echo', port: 7000, targetPort: 'echo' },
        ],
      }),
    );
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'svc/web',
      ports: [':http', ':7', '0:echo'],
      addresses: ['127.0.0.1', '::1'],
    });

    const answers = await Promise.all(
      [0, 1, 2].flatMap((port) =>
        host.endpoints(forward, port).map(async (endpoint) => {
          if (port === 0) return (await httpGet(endpoint, '/')).head.split('\r\n')[0];
          if (port === 1) return (await exchange(endpoint, '', bannerText.length)).toString();
          return (await exchange(endpoint, `to ${endpoint.address}`)).toString();
        }),
      ),
    );

    expect(answers).toEqual([
      'HTTP/1.0 200 OK',
      'HTTP/1.0 200 OK',
      bannerText,
      bannerText,
      'to 127.0.0.1',
      'to ::1',
    ]);
    await host.engine.forwards.remove(forward.id);
  });

  it('counts the payload to the byte', async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'bytes');
    await namespace.apply(manifests.deployment('web'));
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [':echo', ':http'],
    });
    const sent = patternBytes(3_000_017);

    const echoed = await exchange(host.endpoint(forward, 0), sent);
    const { head, body } = await httpGet(host.endpoint(forward, 1), '/bytes?n=5000011');

    expect(echoed.equals(sent) && body.equals(patternBytes(5_000_011))).toBe(true);
    const request = 'GET /bytes?n=5000011 HTTP/1.0\r\nHost: localhost\r\n\r\n';
    const counts = await settled(forward.id);
    expect(counts).toEqual([
      { receivedBytes: 3_000_017, sentBytes: 3_000_017, total: 1 },
      { receivedBytes: head.length + 4 + 5_000_011, sentBytes: request.length, total: 1 },
    ]);
    await host.engine.forwards.remove(forward.id);
  });

  it('lets a whole reply through to a client that has half-closed; through kubectl a third of it arrives', async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'half');
    await namespace.apply(manifests.deployment('web'));
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [`:${String(testServerPorts.lines)}`],
    });
    const { address, port } = host.endpoint(forward);
    const socket = connect({ host: address, port, allowHalfOpen: true });
    socket.end('go\n');
    const lines = (await text(socket)).trim().split('\n');
    expect(lines.length).toBe(30);
    await host.engine.forwards.remove(forward.id);
  });

  it("passes an application's reset to its client alone; kubectl ends", async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'reset');
    await namespace.apply(manifests.deployment('web'));
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'deploy/web',
      ports: [`:${String(testServerPorts.reset)}`, ':echo'],
    });
    const other = connect({ host: '127.0.0.1', port: host.endpoint(forward, 1).port });
    expect(await say(other, 'before')).toBe('before');
    await expect(exchange(host.endpoint(forward, 0), 'x')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(await say(other, 'after')).toBe('after');
    const [reset] = host.engine.forwards.traffic().find((sample) => sample.id === forward.id)?.ports ?? [];
    expect([host.engine.forwards.state(forward.id).phase, reset?.failed, reset?.lastProblem?.code]).toEqual([
      'active',
      1,
      'connectionReset',
    ]);
    other.destroy();
    await host.engine.forwards.remove(forward.id);
  });

  it('runs twenty together in three namespaces, and stopping one disturbs none', async () => {
    const names = ['one', 'two', 'three'];
    const namespaces = await Promise.all(names.map((name) => TestNamespace.create(cluster.kubectl, name)));
    await using _removed = new AsyncDisposableStack();
    for (const namespace of namespaces) _removed.use(namespace);
    await Promise.all(
      namespaces.map((each) => each.apply(manifests.deployment('web'), manifests.service('web'))),
    );
    const forwards = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        host.forward({
          namespace: namespaces[index % 3]?.name ?? '',
          target: index % 2 === 0 ? 'svc/web' : 'deploy/web',
          ports: [':echo'],
        }),
      ),
    );
    // One live conversation on each, begun before one of them is stopped and ended after it.
    const sockets = await Promise.all(
      forwards.map(async (forward) => {
        const { address, port } = host.endpoint(forward);
        const socket = connect({ host: address, port });
        socket.on('error', () => undefined);
        await say(socket, 'before');
        return socket;
      }),
    );

    const [stopped, ...others] = forwards;
    if (stopped === undefined) throw new Error('no forward');
    const closed = new Promise((resolve) => sockets[0]?.once('close', resolve));
    await host.engine.forwards.stop(stopped.id);
    await closed;
    const answers = await Promise.all(sockets.slice(1).map((socket) => say(socket, 'after')));

    expect(answers).toEqual(others.map(() => 'after'));
    expect(others.map((forward) => host.engine.forwards.state(forward.id).phase)).toEqual(
      others.map(() => 'active'),
    );
    for (const socket of sockets) socket.destroy();
    for (const forward of forwards) await host.engine.forwards.remove(forward.id);
  });

  it('refuses and loses no new connection while its pod is deleted again and again under load', async () => {
    await using namespace = await TestNamespace.create(cluster.kubectl, 'death');
    await namespace.apply(manifests.deployment('web'), manifests.service('web'));
    const forward = await host.forward({
      namespace: namespace.name,
      target: 'svc/web',
      ports: [':echo'],
      holdMs: 60_000,
    });
    const endpoint = host.endpoint(forward);
    const podOf = async () => (await host.reaches(forward, 'active')).pod.name;
    const seen = [await podOf()];

    const load = Load.start(8, async () => {
      const answer = await exchange(endpoint, 'are you there?');
      if (answer.toString() !== 'are you there?') throw new Error(`"${answer.toString()}" came back`);
    });
    for (let death = 0; death < 3; death += 1) {
      const lost = once(phaseChanges(forward.id), 'waiting');
      await namespace.kubectl('delete', 'pod', seen.at(-1) ?? '', '--wait=false');
      await lost;
      seen.push(await podOf());
      await exchange(endpoint, 'through the new pod');
    }
    await load.stop();

    expect({ refused: load.refused, distinctPods: new Set(seen).size }).toEqual({
      refused: [],
      distinctPods: 4,
    });
    // A connection that had already spoken to the dying pod can only be reset: it is counted, and never replayed.
    expect(load.failures.length).toBeLessThanOrEqual(8 * 3);
    expect(load.served).toBeGreaterThan(0);
    await host.engine.forwards.remove(forward.id);
  });
});

/** The counts of a forward's ports once none of its connections is open. */
async function settled(id: string) {
  const { promise, resolve } = Promise.withResolvers<readonly PortTraffic[]>();
  const unsubscribe = host.engine.forwards.onTraffic(({ samples }) => {
    const ports = samples.find((sample) => sample.id === id)?.ports ?? [];
    if (totalTraffic(ports).open === 0) resolve(ports);
  });
  const ports = await promise.finally(unsubscribe);
  return ports.map(({ receivedBytes, sentBytes, total }) => ({ receivedBytes, sentBytes, total }));
}

/** Emits the name of each phase that the session enters. */
function phaseChanges(id: string): EventTarget {
  const target = new EventTarget();
  host.engine.forwards.onSessionChanged((change) => {
    if (change.id === id) target.dispatchEvent(new Event(change.state.phase));
  });
  return target;
}

async function say(socket: Socket, word: string): Promise<string> {
  const answer = once(socket, 'data') as Promise<[Buffer]>;
  socket.write(word);
  return (await answer)[0].toString();
}
