import { testServerPorts } from '../../cluster/test-server.ts';
import { metric } from '../metric.ts';
import { peers } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { asMiB } from '../sizes.ts';
import { download } from '../transfer.ts';
import { pods } from '../world.ts';

const { http } = testServerPorts;
const connections = 8;
const timeoutMs = 120_000;

/** P: downloads side by side. */
export const parallel: SeparateScenario = {
  kind: 'separate',
  name: 'P parallel downloads',
  peers: peers.map(({ id }) => id),
  method: ({ sizes }) =>
    `${connections} downloads of ${asMiB(sizes.parallelBytes)} MiB at the same time, each compared byte by byte. Fairness is the slowest one's throughput against the fastest one's.`,
  metrics: () => [
    metric('P', 'speed', 'throughput together', 'MiB/s', 'more'),
    metric('P', 'fairness', 'fairness', 'min/max', 'more'),
  ],
  run: async (world, peer) => {
    await using way = await world.open(peer, [{ target: pods.server, ports: [http] }]);
    const endpoint = way.endpoint(http);
    const { parallelBytes, warmUpBytes } = world.sizes;
    await download(endpoint, warmUpBytes, timeoutMs);
    const startedMs = performance.now();
    const seconds = await Promise.all(
      Array.from({ length: connections }, () => download(endpoint, parallelBytes, timeoutMs)),
    );
    const all = (performance.now() - startedMs) / 1000;
    return {
      'P speed': asMiB(connections * parallelBytes) / all,
      'P fairness': Math.min(...seconds) / Math.max(...seconds),
    };
  },
};
