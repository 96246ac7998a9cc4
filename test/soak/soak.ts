import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { poll } from '../cluster/poll.ts';
import { TestNamespace } from '../cluster/test-namespace.ts';
import { ForwarderProcess } from './forwarder-process.ts';
import type { Footprint } from './footprint.ts';
import type { SessionStep } from './forwarder-talk.ts';
import { Injector } from './injector.ts';
import type { Injected, Outcome } from './judgement.ts';
import { ResidentWatch } from './resident-watch.ts';
import { startForwards, type SoakForward } from './soak-forwards.ts';
import { SoakLoad } from './soak-load.ts';

export interface SoakOptions {
  readonly cluster: Cluster;
  /** For how long there is load. */
  readonly durationMs: number;
  /** The same seed makes the same choices, as far as time lets it. */
  readonly seed: number;
}

/** What was seen, before anybody judges it. */
export interface SoakRun {
  readonly options: SoakOptions;
  readonly forwards: readonly SoakForward[];
  readonly outcomes: readonly Outcome[];
  readonly injected: readonly Injected[];
  readonly steps: readonly SessionStep[];
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Before the first forward, after a quarter of the load, at its end, and with every forward stopped. */
  readonly footprints: Readonly<Record<'before' | 'quarter' | 'end' | 'stopped', Footprint>>;
  readonly peakResidentBytes: number;
  /** Connections that the engine still had when all clients were long gone. */
  readonly leftOpen: number;
  /** Forwards, by target, that were not active within a minute of the load's end. */
  readonly stuck: readonly string[];
  /** What the engine logged from one time to another. */
  readonly logged: (from: number, to: number) => readonly string[];
}

const restartEveryMs = 100_000;
/** What a client has left hardly weighs, and some of it stays for a minute. */
const settleMs = 3_000;
/** A client's end is told to the pod after a minute of quiet at most, and its answer waited for as long again. */
const longestEndMs = 130_000;

/** Puts forwards on a real cluster under load while pods and the API server are replaced. */
export async function soak(options: SoakOptions): Promise<SoakRun> {
  const { cluster, durationMs, seed } = options;
  // As a user with few rights, like most people; a cluster of somebody else knows no such user.
  const kubeconfig = cluster.isOwn ? cluster.userKubeconfig('tenant') : cluster.kubeconfigPath;
  await using stack = new AsyncDisposableStack();
  const namespace = stack.use(await TestNamespace.create(cluster.kubectl, 'soak'));
  const forwarder = stack.use(await ForwarderProcess.start(kubeconfig));
  const before = await forwarder.ask('footprint', null);
  const socketsBefore = await forwarder.ask('sockets', null);
  const forwards = await startForwards(namespace, forwarder);
  const injector = new Injector({ cluster, namespace, forwarder });
  const resident = stack.use(new ResidentWatch(forwarder));

  const load = new SoakLoad({
    forwards,
    injector,
    durationMs,
    seed,
    apiRestarts: cluster.isOwn ? restartsIn(durationMs) : 0,
  });
  const finished = load.run();
  await Promise.race([delay(durationMs / 4), finished]);
  const quarter = await load.pausedFor(async () => {
    await openAfter(forwarder, settleMs);
    return forwarder.ask('footprint', null);
  });
  await finished;
  const leftOpen = await openAfter(forwarder, longestEndMs);
  const stuck = await stillInactive(forwarder, forwards);
  const end = await forwarder.ask('footprint', null);
  await forwarder.ask('stopAll', null);
  // Those of the API's own connections close a moment later, and a footprint takes longer than a look at sockets.
  await poll(10_000, async () => (await forwarder.ask('sockets', null)) <= socketsBefore || undefined);
  const stopped = await emptied(forwarder, before);

  return {
    options,
    forwards,
    injected: injector.injected,
    steps: forwarder.steps,
    ...load.result,
    footprints: { before, quarter, end, stopped },
    peakResidentBytes: resident.peakBytes,
    leftOpen,
    stuck,
    logged: (from, to) => forwarder.logged(from, to),
  };
}

function restartsIn(durationMs: number): number {
  return Math.max(1, Math.round(durationMs / restartEveryMs));
}

/** How many connections the engine has, once it has none or the time is over. */
async function openAfter(forwarder: ForwarderProcess, timeoutMs: number): Promise<number> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const { length } = await forwarder.ask('connections', null);
    if (length === 0 || performance.now() > deadline) return length;
    await delay(250);
  }
}

async function stillInactive(
  forwarder: ForwarderProcess,
  forwards: readonly SoakForward[],
): Promise<string[]> {
  const stateOf = (id: string) => forwarder.steps.findLast((step) => step.forward === id)?.phase;
  const isActive = async ({ id }: SoakForward) =>
    (await forwarder.step(60_000, () => stateOf(id) === 'active')) !== null;
  const all = await Promise.all(
    forwards.map(async (forward) => ({ target: forward.target, active: await isActive(forward) })),
  );
  return all.filter(({ active }) => !active).map(({ target }) => target);
}

/** What is held once everything has stopped; some of it may go a moment later. */
async function emptied(forwarder: ForwarderProcess, before: Footprint): Promise<Footprint> {
  for (let patience = 5; ; patience -= 1) {
    const now = await forwarder.ask('footprint', null);
    if (patience === 0 || leaks(before, now).length === 0) return now;
    await delay(500);
  }
}

/** What is held more than before, by name. */
export function leaks(before: Footprint, after: Footprint): string[] {
  return Object.keys(after.held).filter((name) => (after.held[name] ?? 0) > (before.held[name] ?? 0));
}
