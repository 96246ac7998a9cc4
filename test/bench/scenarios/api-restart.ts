import { setTimeout as delay } from 'node:timers/promises';
import { apiGet } from '../../cluster/api-probe.ts';
import { lock } from '../../cluster/lock.ts';
import { poll } from '../../cluster/poll.ts';
import { testServerPorts } from '../../cluster/test-server.ts';
import { files } from '../../cluster/work-folder.ts';
import { eachPeer } from '../each-peer.ts';
import { countOf, failuresOf, type Outcome } from '../echo-client.ts';
import { metric, type Measured } from '../metric.ts';
import { forwarders, type PeerId } from '../peers.ts';
import type { SharedScenario } from '../scenario.ts';
import { SteadyLoad } from '../steady-load.ts';
import { pods, type World } from '../world.ts';

const { echo } = testServerPorts;
const everyMs = 200;
const timeoutMs = 30_000;
const beforeMs = 1_000;
const afterMs = 3_000;
/** Killed and back in 5 s: the start itself takes about three. */
const downMs = 2_000;
const payload = Buffer.from('x');

/** F: the API server is killed and comes back, for all at once. */
export const apiRestart: SharedScenario = {
  kind: 'shared',
  name: 'F API server',
  peers: forwarders,
  method: () =>
    `API server killed: all forwarders at once, each with ${1000 / everyMs} new connections a second; it is started again after ${downMs / 1000} s, and ready at the moment that the table tells. Its first answer is counted from there; a forwarder that ends is not begun anew. Under way were the connections begun before the server's process was gone, held are those begun later.`,
  metrics: () => [
    metric('F', 'API cut', 'API server killed: under way and lost', 'count'),
    metric('F', 'API refused', 'API server killed: refused', 'count'),
    metric('F', 'API lost', 'API server killed: held and lost', 'count'),
    metric('F', 'API first byte', 'API server killed: first answer after it is ready', 'ms'),
    metric('F', 'API away', 'API server killed: ready again after', 'ms', 'neither'),
  ],
  run: async (world, peers) => {
    if (!world.cluster.isOwn)
      throw new Error('The API server of a cluster that is not ours stays untouched.');
    await using ways = new AsyncDisposableStack();
    const forwards = [{ target: pods.server, ports: [echo] }];
    const loads = await eachPeer(peers, async (peer) => {
      const way = ways.use(await world.open(peer, forwards));
      return new SteadyLoad(way.endpoint(echo), payload, { everyMs, timeoutMs });
    });
    await delay(beforeMs);
    const restarted = await restart(world);
    await delay(afterMs);
    const judged = [...loads.done].map(
      async ([peer, load]) => [peer, judge(await load.stop(), restarted)] as const,
    );
    return new Map<PeerId, Measured | Error>([...loads.failed, ...(await Promise.all(judged))]);
  },
};

/** Moments on the clock of `performance.now()`. */
interface Restart {
  readonly killedMs: number;
  readonly goneMs: number;
  readonly readyMs: number;
}

function judge(outcomes: readonly Outcome[], { killedMs, goneMs, readyMs }: Restart): Measured {
  const [underWay, held] = [
    outcomes.filter(({ startedMs }) => startedMs < goneMs),
    outcomes.filter(({ startedMs }) => startedMs >= goneMs),
  ];
  const refused = countOf(held, 'refused');
  const again = outcomes.filter(({ kind, endedMs }) => kind === 'answered' && endedMs >= readyMs);
  return {
    'F API cut': failuresOf(underWay),
    'F API refused': refused,
    'F API lost': failuresOf(held) - refused,
    'F API first byte': Math.min(...again.map(({ endedMs }) => endedMs)) - readyMs,
    'F API away': readyMs - killedMs,
  };
}

async function restart(world: World): Promise<Restart> {
  // Without the lock a start by someone else would find a half-dead cluster and replace it.
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(files.lock));
  const killedMs = performance.now();
  await world.cluster.kill('kube-apiserver');
  const goneMs = performance.now();
  await delay(downMs);
  await world.cluster.start('kube-apiserver');
  const isReady = await poll(60_000, async () => ((await apiGet('/readyz')) === 'ok' ? true : undefined));
  if (isReady === undefined) throw new Error('The API server was not ready after 60 s.');
  return { killedMs, goneMs, readyMs: performance.now() };
}
