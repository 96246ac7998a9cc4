import { setTimeout as delay } from 'node:timers/promises';
import { apiGet } from '../../cluster/api-probe.ts';
import { lock } from '../../cluster/lock.ts';
import { poll } from '../../cluster/poll.ts';
import { testServerPorts } from '../../cluster/test-server.ts';
import { files } from '../../cluster/work-folder.ts';
import { countOf, failuresOf, type Outcome } from '../echo-client.ts';
import { metric, type Measured } from '../metric.ts';
import { openEach } from '../open-each.ts';
import { forwarders, type PeerId } from '../peers.ts';
import type { SharedScenario } from '../scenario.ts';
import { SteadyLoad } from '../steady-load.ts';
import { pods, type World } from '../world.ts';

const { echo } = testServerPorts;
const everyMs = 200;
const timeoutMs = 30_000;
const beforeMs = 1_000;
const afterMs = 3_000;
/** Killed and back in 5 s: the start itself takes about two more. */
const downMs = 3_000;
const payload = Buffer.from('x');

/** F: the API server is killed and comes back, for all at once. */
export const apiRestart: SharedScenario = {
  kind: 'shared',
  name: 'F API server',
  peers: forwarders,
  method: () =>
    `API server killed: all forwarders at once, each with ${1000 / everyMs} new connections a second; it is started again after ${downMs / 1000} s, and ready at the moment that the table tells. Its first answer is counted from there; a forwarder that ends is not begun anew.`,
  metrics: () => [
    metric('F', 'API refused', 'API server killed: refused', 'count'),
    metric('F', 'API lost', 'API server killed: lost', 'count'),
    metric('F', 'API first byte', 'API server killed: first answer after it is ready', 'ms'),
    metric('F', 'API away', 'API server killed: ready again after', 'ms'),
  ],
  run: async (world, peers) => {
    if (!world.cluster.isOwn)
      throw new Error('The API server of a cluster that is not ours stays untouched.');
    await using ways = new AsyncDisposableStack();
    const loads = new Map<PeerId, SteadyLoad>();
    const forwards = [{ target: pods.server, ports: [echo] }];
    for (const [peer, way] of await openEach(ways, peers, (each) => world.open(each, forwards))) {
      loads.set(peer, new SteadyLoad(way.endpoint(echo), payload, { everyMs, timeoutMs }));
    }
    await delay(beforeMs);
    const { killedMs, readyMs } = await restart(world);
    await delay(afterMs);
    const measured = new Map<PeerId, Measured>();
    for (const [peer, load] of loads) {
      measured.set(peer, { ...judge(await load.stop(), readyMs), 'F API away': readyMs - killedMs });
    }
    return measured;
  },
};

function judge(outcomes: readonly Outcome[], readyMs: number): Measured {
  const refused = countOf(outcomes, 'refused');
  const again = outcomes.filter(({ kind, endedMs }) => kind === 'answered' && endedMs >= readyMs);
  return {
    'F API refused': refused,
    'F API lost': failuresOf(outcomes) - refused,
    'F API first byte': Math.min(...again.map(({ endedMs }) => endedMs)) - readyMs,
  };
}

async function restart(world: World): Promise<{ readonly killedMs: number; readonly readyMs: number }> {
  // Without the lock a start by someone else would find a half-dead cluster and replace it.
  await using stack = new AsyncDisposableStack();
  stack.use(await lock(files.lock));
  const killedMs = performance.now();
  await world.cluster.kill('kube-apiserver');
  await delay(downMs);
  await world.cluster.start('kube-apiserver');
  const isReady = await poll(60_000, async () => ((await apiGet('/readyz')) === 'ok' ? true : undefined));
  if (isReady === undefined) throw new Error('The API server was not ready after 60 s.');
  return { killedMs, readyMs: performance.now() };
}
