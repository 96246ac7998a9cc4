import { testServerPorts } from '../../cluster/test-server.ts';
import { echoOnce, failuresOf, tookMs } from '../echo-client.ts';
import { metric } from '../metric.ts';
import { patternFrom } from '../pattern.ts';
import { peers } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { percentile } from '../statistics.ts';
import type { Way } from '../ways.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;
const timeoutMs = 20_000;
const payload = patternFrom(0, 1024);

/** C: many connections at the same moment. */
export const atOnce: SeparateScenario = {
  kind: 'separate',
  name: 'C at once',
  peers: peers.map(({ id }) => id),
  method: ({ sizes }) =>
    `${sizes.atOnce.join(', ')} connections at the same moment, each sends 1 KiB and reads it back. A connection that fails within ${timeoutMs / 1000} s counts with the time it took.`,
  metrics: ({ sizes }) =>
    sizes.atOnce.flatMap((count) => [
      metric('C', `${count} total`, `${count} at once, all done`, 'ms'),
      metric('C', `${count} p99`, `${count} at once, p99`, 'ms'),
      metric('C', `${count} failed`, `${count} at once, failed`, 'count'),
    ]),
  run: async (world, peer) => {
    const measured: Record<string, number> = {};
    const open = async (): Promise<Way> => {
      const way = await world.open(peer, [{ target: pods.server, ports: [echo] }]);
      await echoOnce(way.endpoint(echo), payload, timeoutMs);
      return way;
    };
    await using ways = new AsyncDisposableStack();
    let way = ways.use(await open());
    for (const count of world.sizes.atOnce) {
      // One that the last crowd has ended is begun anew, as its user would.
      if (way.process?.isRunning === false) way = ways.use(await open());
      const endpoint = way.endpoint(echo);
      const startedMs = performance.now();
      const crowd = Array.from({ length: count }, () => echoOnce(endpoint, payload, timeoutMs));
      const outcomes = await Promise.all(crowd);
      measured[`C ${count} total`] = performance.now() - startedMs;
      measured[`C ${count} p99`] = percentile(outcomes.map(tookMs), 99);
      measured[`C ${count} failed`] = failuresOf(outcomes);
    }
    return measured;
  },
};
