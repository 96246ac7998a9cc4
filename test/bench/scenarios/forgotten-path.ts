import { setTimeout as delay } from 'node:timers/promises';
import { testServerPorts } from '../../cluster/test-server.ts';
import { eachPeer } from '../each-peer.ts';
import { echoOnce, failuresOf, type Outcome } from '../echo-client.ts';
import { metric, type Measured } from '../metric.ts';
import { forwarders, type PeerId } from '../peers.ts';
import type { SharedScenario } from '../scenario.ts';
import { SteadyLoad } from '../steady-load.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;
const everyMs = 500;
const watchedMs = 10_000;
const payload = Buffer.from('x');

/** F: what a router does that forgets its connections, for all at once. */
export const forgottenPath: SharedScenario = {
  kind: 'shared',
  name: 'F forgotten path',
  peers: forwarders,
  method: () =>
    `Path forgotten: all forwarders at once behind one proxy that from one moment on swallows whatever its connections carry, while new ones work: a router that was restarted. Each gets ${1000 / everyMs} new connections a second for ${watchedMs / 1000} s, and as long again to answer them.`,
  metrics: () => [
    metric('F', 'forgotten first byte', 'path forgotten: first answer after', 'ms'),
    metric('F', 'forgotten lost', `path forgotten: lost of ${watchedMs / everyMs}`, 'count'),
  ],
  run: async (world, peers) => {
    await using ways = new AsyncDisposableStack();
    const proxy = ways.use(await world.startProxy());
    const forwards = [{ target: pods.server, ports: [echo] }];
    const opened = await eachPeer(peers, async (peer) => {
      const way = ways.use(await world.openThrough(proxy, peer, forwards));
      await echoOnce(way.endpoint(echo), payload, watchedMs);
      return way.endpoint(echo);
    });
    proxy.forget();
    const forgottenMs = performance.now();
    const loads = [...opened.done].map(([peer, endpoint]): readonly [PeerId, SteadyLoad] => [
      peer,
      new SteadyLoad(endpoint, payload, { everyMs, timeoutMs: watchedMs }),
    ]);
    await delay(watchedMs);
    const judged = loads.map(async ([peer, load]) => [peer, judge(await load.stop(), forgottenMs)] as const);
    return new Map<PeerId, Measured | Error>([...opened.failed, ...(await Promise.all(judged))]);
  },
};

function judge(outcomes: readonly Outcome[], forgottenMs: number): Measured {
  const answered = outcomes.filter(({ kind }) => kind === 'answered');
  return {
    'F forgotten first byte': Math.min(...answered.map(({ endedMs }) => endedMs)) - forgottenMs,
    'F forgotten lost': failuresOf(outcomes),
  };
}
