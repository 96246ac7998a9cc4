import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DelayProxy } from '../../bench/delay-proxy.ts';
import { EchoConnection } from '../../bench/echo-connection.ts';
import { echoOnce, tookMs } from '../../bench/echo-client.ts';
import { portOf } from '../../bench/program.ts';
import { bothWays } from '../../bench/transfer.ts';

const program = join(import.meta.dirname, '../../bench/delay-proxy-program.ts');
const rttMs = 40;
const timeoutMs = 10_000;
const server = createServer({ noDelay: true }, (socket) => {
  socket.on('error', () => undefined).pipe(socket);
});
let proxy: DelayProxy;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  proxy = await DelayProxy.start(program, { address: '127.0.0.1', port: portOf(server) }, rttMs);
});

afterAll(async () => {
  await proxy[Symbol.asyncDispose]();
  server.close();
});

it('adds its time to each round trip, and one round trip more to a new connection', async () => {
  const opened = await echoOnce(proxy.endpoint, Buffer.from('x'), timeoutMs);
  using open = await EchoConnection.open(proxy.endpoint, timeoutMs);
  const again = await open.roundTrip(timeoutMs);
  // A busy computer can only make it later.
  expect([opened.kind, tookMs(opened) >= 2 * rttMs, again >= rttMs, again < 2 * rttMs]).toEqual([
    'answered',
    true,
    true,
    true,
  ]);
});

it('carries much data in order and does not slow it down', async () => {
  const mib = 32;
  const seconds = await bothWays(proxy.endpoint, mib * 1024 * 1024, timeoutMs);
  // With a window of 64 KiB this would take twenty seconds.
  expect(seconds).toBeLessThan(5);
});

it('is silent until it heals, and loses nothing', async () => {
  using open = await EchoConnection.open(proxy.endpoint, timeoutMs);
  proxy.silence();
  const answer = open.roundTrip(timeoutMs);
  const early = await Promise.race([
    answer,
    new Promise((resolve) => setTimeout(resolve, 5 * rttMs, 'silent')),
  ]);
  proxy.heal();
  expect([early, (await answer) >= 5 * rttMs]).toEqual(['silent', true]);
});

it('swallows what forgotten connections carry, and serves new ones', async () => {
  using forgotten = await EchoConnection.open(proxy.endpoint, timeoutMs);
  proxy.forget();
  const late = await forgotten.roundTrip(5 * rttMs).catch(() => 'silent');
  const next = await echoOnce(proxy.endpoint, Buffer.from('x'), timeoutMs);
  expect([late, next.kind]).toEqual(['silent', 'answered']);
});
