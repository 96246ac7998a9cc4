import { describe, expect, it } from 'vitest';

import { pod } from '../cluster/manifests.ts';
import { bannerText, testServerPorts } from '../cluster/test-server.ts';
import type { ConformanceNamespace } from './conformance-cluster.ts';
import { anonymous, expectSeconds } from './run-differences.ts';
import { SpdyClient } from './spdy-client.ts';
import { tunnelHandshake, webSocketDuplex, type WebSocketFrame } from './web-socket-duplex.ts';

type Transport = 'SPDY' | 'WebSocket';

export function describeTunnels(given: () => ConformanceNamespace): void {
  describe.each<Transport>(['SPDY', 'WebSocket'])('its tunnels over %s', (transport) => {
    const open = (podName = 'lone') => openTunnel(given(), transport, podName);

    it('carry the first bytes with the opening of the streams', async () => {
      using tunnel = await open();
      const stream = tunnel.open({ port: String(testServerPorts.echo) }, 'hello');
      await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
      expect(tunnel.transcript(stream)).toEqual({ error: ['reply'], data: ['reply', '> hello'] });
    });

    it('end a second after an application that speaks first and leaves', async () => {
      using tunnel = await open();
      const started = performance.now();
      const stream = tunnel.open({ port: String(testServerPorts.greet) });
      expect(await tunnel.over(stream)).toEqual({
        error: ['reply', 'fin'],
        data: ['reply', `> ${bannerText}`, 'fin'],
      });
      expectSeconds(started, 1);
    });

    it('say in words that nothing listens', async () => {
      using tunnel = await open();
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
      using tunnel = await open();
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
      using tunnel = await open();
      const started = performance.now();
      const stream = tunnel.open({ port: String(testServerPorts.lines) }, 'go\n');
      tunnel.finish(stream);
      const { data, error } = await tunnel.over(stream);
      expect([error, data.at(0), data.at(-1)]).toEqual([['reply', 'fin'], 'reply', 'fin']);
      expect(data.join('').split('\n').length - 1).toBeOneOf([8, 9, 10]);
      expectSeconds(started, 1);
    });

    it('do not pass a half-close on to the application', async () => {
      using tunnel = await open();
      const stream = tunnel.open({ port: String(testServerPorts.count) }, 'abc');
      tunnel.finish(stream);
      expect(await tunnel.over(stream)).toEqual({ error: ['reply', 'fin'], data: ['reply', 'fin'] });
    });

    it('drop a stream that the client resets, and keep the others', async () => {
      using tunnel = await open();
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

    it('reset streams whose headers are wrong, without a word', async () => {
      using tunnel = await open();
      const wrong = ['0', '65536', 'abc'].map((port) => tunnel.open({ port }));
      const unknown = tunnel.open({ port: '7000', errorType: 'other' });
      const refused = await Promise.all(wrong.map((stream) => tunnel.over(stream)));
      await tunnel.until(() => tunnel.transcript(unknown).error.length > 0);
      expect([...refused, tunnel.transcript(unknown).error]).toEqual([
        { error: ['reset 5'], data: ['reset 5'] },
        { error: ['reset 5'], data: ['reset 5'] },
        { error: ['reset 5'], data: ['reset 5'] },
        ['reset 5'],
      ]);
    });

    it('echo the pings of clients, whose numbers are odd', async () => {
      using tunnel = await open();
      for (const id of [1, 2, 3]) tunnel.ping(id);
      await tunnel.until(() => tunnel.pings.length >= 2);
      // Different workers answer, in any order.
      expect(tunnel.pings.toSorted()).toEqual([1, 3]);
    });

    it('take ids that rise, even ones too, and reset the others', async () => {
      using tunnel = await open();
      const echo = { port: String(testServerPorts.echo) };
      const streams = [
        tunnel.open(echo, 'odd', 11),
        tunnel.open(echo, 'even', 20),
        tunnel.open(echo, 'too low', 15),
      ];
      await tunnel.until(() => streams.every((stream) => tunnel.transcript(stream).data.length > 0));
      await tunnel.until(() =>
        streams.slice(0, 2).every((stream) => tunnel.transcript(stream).data.length > 1),
      );
      expect(streams.map((stream) => tunnel.transcript(stream))).toEqual([
        { error: ['reply'], data: ['reply', '> odd'] },
        { error: ['reply'], data: ['reply', '> even'] },
        { error: ['reset 1'], data: ['reset 1'] },
      ]);
    });

    it('keep answering the pings of four workers out of five when an upload stalls', async () => {
      const namespace = given();
      const name = `stalled-${transport.toLowerCase()}`;
      await namespace.create(pod(name));
      await namespace.readyPods(`app=${name}`, 1);
      using tunnel = await open(name);
      // Its data stream is number 3, of worker 3.
      const stalled = tunnel.open({ port: String(testServerPorts.stall) });
      await tunnel.until(() => tunnel.transcript(stalled).data.includes('reply'));
      // More than the kernel's buffers and the worker's queue hold, and less than what would stop the reader.
      for (let frame = 0; frame < 45; frame++) tunnel.send(stalled, 'x'.repeat(256 * 1_024));

      // Ping n is answered by worker n mod 5, and WINDOW_UPDATE takes a turn as well: ping 2 is the one of worker 3.
      const windowUpdate = 9;
      tunnel.control(windowUpdate, [1, 1_000]);
      for (const id of [1, 3, 5, 7, 9]) tunnel.ping(id);
      await tunnel.until(() => tunnel.pings.length === 4);
      const free = tunnel.open({ port: String(testServerPorts.echo) }, 'free', 9);
      await tunnel.until(() => tunnel.transcript(free).data.includes('> free'));

      expect(tunnel.pings.toSorted()).toEqual([1, 3, 7, 9]);
    });

    const itBySpdy = transport === 'SPDY' ? it : null;
    itBySpdy?.('end after a frame that must not be', async () => {
      const frames: Readonly<Record<string, (tunnel: SpdyClient) => void>> = {
        'ping 0': (tunnel) => tunnel.ping(0),
        'ping with flags': (tunnel) => tunnel.control(6, [1], 1),
        'data of stream 0': (tunnel) => tunnel.send(0, 'x'),
        'reset of stream 0': (tunnel) => tunnel.control(3, [0, 5]),
        'reset without a status': (tunnel) => tunnel.control(3, [1, 0]),
        'unknown type': (tunnel) => tunnel.control(77, [1]),
      };
      const ended = Object.entries(frames).map(async ([name, send]) => {
        using tunnel = await open();
        send(tunnel);
        await tunnel.closed();
        return name;
      });
      expect(await Promise.all(ended)).toEqual(Object.keys(frames));
    });

    const itByWebSocket = transport === 'WebSocket' ? it : null;
    itByWebSocket?.('cut long pieces into frames of which the last is final', async () => {
      const messages: number[][] = [[]];
      using tunnel = await openTunnel(given(), transport, 'lone', ({ isFinal, length }) => {
        messages.at(-1)?.push(length);
        if (isFinal) messages.push([]);
      });
      for (const bytes of [10, 6_000, 300_000])
        await tunnel.over(
          tunnel.open({ port: String(testServerPorts.http) }, `GET /bytes?n=${bytes} HTTP/1.0\r\n\r\n`),
        );

      const kinds = messages.slice(0, -1).map(([first = 0, ...rest]) => {
        if (rest.length === 0 && first <= 4_096) return 'short';
        if (rest.length === 1 && first === 4_096) return 'longer';
        return rest.join() === '0' && first > 8_192 && first <= 32_768 ? 'long' : [first, ...rest].join();
      });
      expect(new Set(kinds)).toEqual(new Set(['short', 'longer', 'long']));
    });

    it('outlive the restart of a container', async () => {
      const namespace = given();
      const name = `phoenix-${transport.toLowerCase()}`;
      await namespace.create(pod(name));
      await namespace.readyPods(`app=${name}`, 1);
      using tunnel = await open(name);
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
      const namespace = given();
      const name = `doomed-${transport.toLowerCase()}`;
      await namespace.create(pod(name));
      await namespace.readyPods(`app=${name}`, 1);
      using tunnel = await open(name);
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
  });
}

async function openTunnel(
  namespace: ConformanceNamespace,
  transport: Transport,
  podName: string,
  onFrame?: (frame: WebSocketFrame) => void,
): Promise<SpdyClient> {
  const path = namespace.path('pods', `/${podName}/portforward`);
  const spdy = {
    connection: 'Upgrade',
    upgrade: 'SPDY/3.1',
    'x-stream-protocol-version': 'portforward.k8s.io',
  };
  const { socket, code, body } =
    transport === 'SPDY'
      ? await namespace.client.upgrade('POST', path, spdy)
      : await namespace.client.upgrade('GET', path, tunnelHandshake());
  if (!socket) throw new Error(`The tunnel was refused: ${code} ${body}`);
  return new SpdyClient(transport === 'SPDY' ? socket : webSocketDuplex(socket, onFrame));
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
