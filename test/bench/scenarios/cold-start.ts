import { testServerPorts } from '../../cluster/test-server.ts';
import { echoOnce } from '../echo-client.ts';
import { metric } from '../metric.ts';
import { forwarders } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;

/** K: from nothing to the first byte. */
export const coldStart: SeparateScenario = {
  kind: 'separate',
  name: 'K cold start',
  peers: forwarders,
  method: () =>
    'From the start of the process to the echo of the first byte through it. client-node and Portolan are small programs around the library and the engine, bundled as the app is.',
  metrics: () => [metric('K', 'first byte', 'first byte', 'ms')],
  run: async (world, peer) => {
    const startedMs = performance.now();
    await using way = await world.open(peer, [{ target: pods.server, ports: [echo] }]);
    const outcome = await echoOnce(way.endpoint(echo), Buffer.from('x'), 30_000);
    if (outcome.kind !== 'answered') throw new Error(`The first connection was ${outcome.kind}.`);
    return { 'K first byte': outcome.endedMs - startedMs };
  },
};
