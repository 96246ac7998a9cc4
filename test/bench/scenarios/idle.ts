import { setTimeout as delay } from 'node:timers/promises';
import { eachPeer } from '../each-peer.ts';
import { metric, type Measured } from '../metric.ts';
import { forwarders, type PeerId, portolans } from '../peers.ts';
import { cpuSeconds, residentMiB } from '../process-cost.ts';
import type { SharedScenario } from '../scenario.ts';
import { idlePods, type World } from '../world.ts';

/** Until everything that a start leaves to do is done. */
const settleMs = 3_000;
/** kubectl processes that start at the same time. */
const batch = 5;

/** M: what forwards cost that nobody uses. */
export const idle: SharedScenario = {
  kind: 'shared',
  name: 'M idle',
  peers: forwarders,
  method: ({ sizes: { idleForwards, idleMs, manyForwards } }) =>
    `${idleForwards} forwards to ${idlePods} pods that nobody uses for ${idleMs / 1000} s in each round, all peers at once: kubectl is ${idleForwards} processes, the others are one. Memory is what is resident at the end, more than with no forward; the sum of processes counts the pages that they share in each. ${manyForwards} forwards: the whole process.`,
  metrics: ({ sizes: { idleForwards, manyForwards } }) => [
    metric('M', `${idleForwards} rss`, `${idleForwards} forwards, memory more than none`, 'MiB'),
    metric('M', `${idleForwards} cpu`, `${idleForwards} forwards, CPU of one core`, '%'),
    metric('M', `${manyForwards} rss`, `${manyForwards} forwards, memory of the process`, 'MiB'),
    metric('M', `${manyForwards} cpu`, `${manyForwards} forwards, CPU of one core`, '%'),
  ],
  run: async (world, peers) => {
    await using ways = new AsyncDisposableStack();
    const { idleForwards, idleMs, manyForwards } = world.sizes;
    const groups = await eachPeer(peers, async (peer) => ({
      none: isOneProcess(peer) ? await start(world, ways, peer, 0) : [],
      few: await start(world, ways, peer, idleForwards),
      many: portolans.some((id) => id === peer) ? await start(world, ways, peer, manyForwards) : [],
    }));
    await delay(settleMs);
    const begun = await eachPeer([...groups.done.keys()], (peer) => cpuOf(groups.done.get(peer)));
    await delay(idleMs);
    const judged = await eachPeer([...begun.done.keys()], (peer): Measured => {
      const [before, after] = [begun.done.get(peer), cpuOf(groups.done.get(peer))];
      const { none = [], few = [], many = [] } = groups.done.get(peer) ?? {};
      const share = (which: keyof Cpu) => ((after[which] - (before?.[which] ?? 0)) / (idleMs / 1000)) * 100;
      return {
        [`M ${idleForwards} rss`]: sum(few, residentMiB) - sum(none, residentMiB),
        [`M ${idleForwards} cpu`]: share('few'),
        ...(many.length === 0
          ? {}
          : { [`M ${manyForwards} rss`]: sum(many, residentMiB), [`M ${manyForwards} cpu`]: share('many') }),
      };
    });
    return new Map<PeerId, Measured | Error>([
      ...groups.failed,
      ...begun.failed,
      ...judged.failed,
      ...judged.done,
    ]);
  },
};

/** CPU seconds of the processes so far. */
interface Cpu {
  readonly few: number;
  readonly many: number;
}

function cpuOf(pids: { readonly few: readonly number[]; readonly many: readonly number[] } | undefined): Cpu {
  return { few: sum(pids?.few ?? [], cpuSeconds), many: sum(pids?.many ?? [], cpuSeconds) };
}

/** Starts that many idle forwards; the pids that carry them. */
async function start(
  world: World,
  ways: AsyncDisposableStack,
  peer: PeerId,
  count: number,
): Promise<readonly number[]> {
  const forwards = Array.from({ length: count }, (_, index) => world.idleForward(index));
  const pids: number[] = [];
  const open = async (some: typeof forwards) => {
    const way = ways.use(await world.open(peer, some));
    if (way.process !== null) pids.push(way.process.pid);
  };
  if (isOneProcess(peer)) await open(forwards);
  else {
    for (let first = 0; first < count; first += batch) {
      await Promise.all(forwards.slice(first, first + batch).map((forward) => open([forward])));
    }
  }
  return pids;
}

function isOneProcess(peer: PeerId): boolean {
  return !peer.startsWith('kubectl-');
}

function sum(pids: readonly number[], of: (pid: number) => number): number {
  return pids.reduce((total, pid) => total + of(pid), 0);
}
