import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TunnelBench, transports } from './tunnel-bench.ts';

describe.each(transports)('a tunnel by %s under back-pressure', (transport) => {
  let bench: TunnelBench;

  beforeEach(async () => {
    bench = await TunnelBench.open(transport);
  });
  afterEach(() => bench[Symbol.asyncDispose]());

  const block = Buffer.alloc(256 * 1024, 7);

  test('stops the server while the only client does not read', async () => {
    const [client, pair] = await bench.open();
    client.stream?.pause();
    let sent = 0;
    while (sent < 64 * 1024 * 1024 && bench.peer.socket.writableLength < 4 * 1024 * 1024) {
      bench.peer.data(pair.dataId, block);
      sent += block.length;
      await new Promise(setImmediate);
    }
    const whilePaused = client.bytes;
    client.stream?.resume();
    await client.until(() => client.bytes === sent);
    expect(whilePaused).toBeLessThan(1024 * 1024);
  });

  test('a client that does not read stops no other', async () => {
    const [slow, slowPair] = await bench.open();
    const [quick, quickPair] = await bench.open();
    slow.stream?.pause();
    for (let count = 0; count < 32; count += 1) bench.peer.data(slowPair.dataId, block);
    bench.peer.data(quickPair.dataId, 'prompt');
    await quick.until(() => quick.text === 'prompt');
    expect(bench.tunnel.paused).toBe(false);
  });

  test('what clients that do not read pile up has one bound for all tunnels', async () => {
    const [slow, slowPair] = await bench.open();
    await bench.open();
    slow.stream?.pause();
    for (let count = 0; count < 80; count += 1) bench.peer.data(slowPair.dataId, block);
    await slow.until(() => bench.tunnel.paused);
    const piled = slow.bytes;
    slow.stream?.resume();
    await slow.until(() => slow.bytes === 80 * block.length);
    expect([Math.floor(piled / (1024 * 1024)), bench.tunnel.paused]).toEqual([16, false]);
  });

  test('a tunnel that waits for that bound is read on once a client of another tunnel reads', async () => {
    const other = await bench.openTunnel();
    const [greedy, greedyPair] = await bench.open('', other);
    await bench.open('', other);
    const [slow, slowPair] = await bench.open();
    const [quick, quickPair] = await bench.open();
    for (const { stream } of [slow, greedy]) stream?.pause();
    for (let count = 0; count < 63; count += 1) other.peer.data(greedyPair.dataId, block);
    await greedy.until(() => greedy.bytes === 63 * block.length);
    for (let count = 0; count < 4; count += 1) bench.peer.data(slowPair.dataId, block);
    await slow.until(() => bench.tunnel.paused);
    greedy.stream?.resume();
    bench.peer.data(quickPair.dataId, 'prompt');
    await quick.until(() => quick.text === 'prompt');
  });

  test('an upload that the server does not read waits, and goes on complete', async () => {
    const [client, pair] = await bench.open('x');
    bench.peer.socket.pause();
    let written = 1;
    while (client.stream?.write(block) === true) written += block.length;
    written += block.length;
    const congested = bench.tunnel.congested;
    bench.peer.socket.resume();
    await client.until(() => client.drains > 0);
    let received = 0;
    const total = (): number => (received = bench.peer.text(pair.dataId).length);
    await bench.peer.until(() => total() === written);
    expect([congested, received]).toEqual([true, written]);
  });
});
