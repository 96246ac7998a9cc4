import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { testServerPorts } from '../../cluster/test-server.ts';
import { echoOnce, failuresOf, type Outcome, tookMs } from '../echo-client.ts';
import { metric } from '../metric.ts';
import { patternFrom } from '../pattern.ts';
import { forwarders } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { percentile } from '../statistics.ts';
import { pods } from '../world.ts';

const { echo, http } = testServerPorts;
const everyMs = 50;
const slowOneIn = 10;
const slowBytes = 16 * 1024 * 1024;
const timeoutMs = 2_000;
const payload = patternFrom(0, 1024);

/** R: what readers that do not read do to the others. */
export const slowReaders: SeparateScenario = {
  kind: 'separate',
  name: 'R slow readers',
  peers: forwarders,
  method: ({ sizes }) =>
    `${1000 / everyMs} new connections a second for ${sizes.slowReadersMs / 1000} s. Each tenth asks for 16 MiB and reads nothing until the end; the others want the echo of 1 KiB within ${timeoutMs / 1000} s, and a timeout counts as that.`,
  metrics: () => [
    metric('R', 'p99', 'p99 of the others', 'ms'),
    metric('R', 'failed', 'failed of the others', 'count'),
  ],
  run: async (world, peer) => {
    await using way = await world.open(peer, [{ target: pods.server, ports: [echo, http] }]);
    await echoOnce(way.endpoint(echo), payload, timeoutMs);
    const slow: Socket[] = [];
    const others: Promise<Outcome>[] = [];
    for (let index = 0; index < world.sizes.slowReadersMs / everyMs; index += 1) {
      if (index % slowOneIn === 0) slow.push(askAndStall(way.endpoint(http), slowBytes));
      else others.push(echoOnce(way.endpoint(echo), payload, timeoutMs));
      await delay(everyMs);
    }
    const outcomes = await Promise.all(others);
    for (const socket of slow) socket.destroy();
    return { 'R p99': percentile(outcomes.map(tookMs), 99), 'R failed': failuresOf(outcomes) };
  },
};

/** A client that asks for that many bytes and reads none. */
export function askAndStall(
  endpoint: { readonly address: string; readonly port: number },
  bytes: number,
): Socket {
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  socket.on('error', () => undefined);
  socket.pause();
  socket.write(`GET /bytes?n=${bytes} HTTP/1.0\r\n\r\n`);
  return socket;
}
