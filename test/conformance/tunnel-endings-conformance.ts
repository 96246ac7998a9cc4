import { expect, it } from 'vitest';

import { bannerText, testServerPorts } from '../cluster/test-server.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';
import type { ConformanceTunnels } from './conformance-tunnels.ts';
import { anonymous, expectSeconds } from './run-differences.ts';

/** How streams end, by whom, and how late. */
export function describeTunnelEndings(tunnels: ConformanceTunnels): void {
  it('end a second after an application that speaks first and leaves', async () => {
    using tunnel = await tunnels.open();
    const started = performance.now();
    const stream = tunnel.open({ port: String(testServerPorts.greet) });
    expect(await tunnel.over(stream)).toEqual({
      error: ['reply', 'fin'],
      data: ['reply', `> ${bannerText}`, 'fin'],
    });
    expectSeconds(started, 1);
  });

  it('say in words that nothing listens', async () => {
    using tunnel = await tunnels.open();
    const started = performance.now();
    const stream = tunnel.open({ port: '9999' });
    expect(anonymous(await tunnel.over(stream))).toEqual({
      data: ['reply', 'fin'],
      error: [
        'reply',
        '> error forwarding port 9999 to pod ID, uid : failed to execute portforward in network namespace "NAMESPACE": ' +
          'failed to connect to localhost:9999 inside namespace "ID", IPv4: dial tcp4 127.0.0.1:9999: connect: connection refused ' +
          'IPv6 dial tcp6: address localhost: no suitable address found ',
        'reset 5',
      ],
    });
    expectSeconds(started, 0);
  });

  it('say in words, a second late, that the application has reset the connection', async () => {
    using tunnel = await tunnels.open();
    const started = performance.now();
    const stream = tunnel.open({ port: String(testServerPorts.reset) }, 'x');
    expect(anonymous(await tunnel.over(stream))).toEqual({
      data: ['reply', 'fin'],
      error: [
        'reply',
        '> error forwarding port 7002 to pod ID, uid : failed to execute portforward in network namespace "NAMESPACE": ' +
          'writeto tcp4 127.0.0.1:N->127.0.0.1:7002: read tcp4 127.0.0.1:N->127.0.0.1:7002: read: connection reset by peer',
        'reset 5',
      ],
    });
    expectSeconds(started, 1);
  });

  it('cut the answer a second after the client has said its last', async () => {
    using tunnel = await tunnels.open();
    const started = performance.now();
    const stream = tunnel.open({ port: String(testServerPorts.lines) }, 'go\n');
    tunnel.finish(stream);
    const { data, error } = await tunnel.over(stream);
    expect([error, data.at(0), data.at(-1)]).toEqual([['reply', 'fin'], 'reply', 'fin']);
    expect(data.join('').split('\n').length - 1).toBeOneOf([8, 9, 10]);
    expectSeconds(started, 1);
  });

  it('do not pass a half-close on to the application', async () => {
    using tunnel = await tunnels.open();
    const stream = tunnel.open({ port: String(testServerPorts.count) }, 'abc');
    tunnel.finish(stream);
    expect(await tunnel.over(stream)).toEqual({ error: ['reply', 'fin'], data: ['reply', 'fin'] });
  });

  it('drop a stream that the client resets, and keep the others', async () => {
    using tunnel = await tunnels.open();
    const dropped = tunnel.open({ port: String(testServerPorts.echo) }, 'dropped');
    const kept = tunnel.open({ port: String(testServerPorts.echo) }, 'kept');
    await tunnel.until(() => tunnel.transcript(dropped).data.length > 1);
    tunnel.reset(dropped);
    await tunnel.until(() => tunnel.transcript(dropped).error.includes('fin'));
    tunnel.send(kept, ' and well');
    await tunnel.until(() => tunnel.transcript(kept).data.join('').includes('well'));
    expect([tunnel.transcript(dropped).data, tunnel.transcript(kept).data]).toEqual([
      ['reply', '> dropped'],
      ['reply', '> kept and well'],
    ]);
  });

  it('outlive the restart of a container', async () => {
    const { namespace } = tunnels;
    const name = await tunnels.createPod('phoenix');
    using tunnel = await tunnels.open(name);
    const before = tunnel.open({ port: String(testServerPorts.banner) });
    await tunnel.until(() => tunnel.transcript(before).data.length > 1);

    const restarted = restartOf(namespace, name);
    tunnel.open({ port: String(testServerPorts.http) }, 'GET /quit HTTP/1.0\r\n\r\n');
    const ended = await tunnel.over(before);
    await restarted;
    const after = tunnel.open({ port: String(testServerPorts.banner) });
    await tunnel.until(() => tunnel.transcript(after).data.length > 1);

    const greeted = ['reply', `> ${bannerText}`];
    expect([ended, tunnel.transcript(after).data]).toEqual([
      { error: ['reply', 'fin'], data: [...greeted, 'fin'] },
      greeted,
    ]);
  });

  it('end with their pod, but only stream by stream', async () => {
    const { namespace } = tunnels;
    const name = await tunnels.createPod('doomed');
    using tunnel = await tunnels.open(name);
    const before = tunnel.open({ port: String(testServerPorts.banner) });
    await tunnel.until(() => tunnel.transcript(before).data.length > 1);

    const gone = removalOf(namespace, name);
    await namespace.client.object('DELETE', namespace.path('pods', `/${name}`));
    const ended = await tunnel.over(before);
    await gone;
    const late = tunnel.open({ port: String(testServerPorts.banner) });
    const answer = anonymous(await tunnel.over(late));

    // What is missing first depends on how far the node has come with the removal.
    const missing =
      /: (network namespace for sandbox "ID" is closed|failed to find sandbox "ID" in store: not found)$/;
    expect([
      ended,
      { ...answer, error: answer.error.map((line) => line.replace(missing, ': gone')) },
    ]).toEqual([
      { error: ['reply', 'fin'], data: ['reply', `> ${bannerText}`, 'fin'] },
      {
        error: [
          'reply',
          `> error forwarding port ${testServerPorts.banner} to pod ID, uid : gone`,
          'reset 5',
        ],
        data: ['reply', 'reset 5'],
      },
    ]);
  });
}

async function restartOf(namespace: ConformanceNamespace, name: string): Promise<void> {
  const query = { fieldSelector: `metadata.name=${name}` };
  for await (const { object } of namespace.client.watch(namespace.path('pods'), query)) {
    const ready = object.status?.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    );
    if (ready && object.status?.containerStatuses?.[0]?.restartCount === 1) return;
  }
}

async function removalOf(namespace: ConformanceNamespace, name: string): Promise<void> {
  const query = { fieldSelector: `metadata.name=${name}` };
  for await (const { type } of namespace.client.watch(namespace.path('pods'), query))
    if (type === 'DELETED') return;
}
