import { expect, it } from 'vitest';

import { testServerPorts } from '../cluster/test-server.ts';
import type { ConformanceTunnels } from './conformance-tunnels.ts';
import type { SpdyClient } from './spdy-client.ts';

/** What frames a tunnel takes, and what it answers them with. */
export function describeTunnelFrames(tunnels: ConformanceTunnels): void {
  it('carry the first bytes with the opening of the streams', async () => {
    using tunnel = await tunnels.open();
    const stream = tunnel.open({ port: String(testServerPorts.echo) }, 'hello');
    await tunnel.until(() => tunnel.transcript(stream).data.length > 1);
    expect(tunnel.transcript(stream)).toEqual({ error: ['reply'], data: ['reply', '> hello'] });
  });

  it('reset streams whose headers are wrong, without a word', async () => {
    using tunnel = await tunnels.open();
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
    using tunnel = await tunnels.open();
    for (const id of [1, 2, 3]) tunnel.ping(id);
    await tunnel.until(() => tunnel.pings.length >= 2);
    // Different workers answer, in any order.
    expect(tunnel.pings.toSorted()).toEqual([1, 3]);
  });

  it('take ids that rise, even ones too, and reset the others', async () => {
    using tunnel = await tunnels.open();
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
    using tunnel = await tunnels.open(await tunnels.createPod('stalled'));
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

  const itBySpdy = tunnels.transport === 'SPDY' ? it : null;
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
      using tunnel = await tunnels.open();
      send(tunnel);
      await tunnel.closed();
      return name;
    });
    expect(await Promise.all(ended)).toEqual(Object.keys(frames));
  });

  const itByWebSocket = tunnels.transport === 'WebSocket' ? it : null;
  itByWebSocket?.('cut long pieces into frames of which the last is final', async () => {
    const messages: number[][] = [[]];
    using tunnel = await tunnels.open('lone', ({ isFinal, length }) => {
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
    // Those between depend on how the node's reads happen to divide the bytes.
    expect(new Set([...kinds, 'longer'])).toEqual(new Set(['short', 'longer', 'long']));
  });
}
