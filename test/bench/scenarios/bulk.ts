import type { Endpoint } from '../../../src-main/shared/session.ts';
import { testServerPorts } from '../../cluster/test-server.ts';
import { metric, type Measured, type Metric, type ScenarioId } from '../metric.ts';
import { peers, type PeerId } from '../peers.ts';
import { cpuSeconds, peakResidentMiB } from '../process-cost.ts';
import type { SeparateScenario } from '../scenario.ts';
import { asGiB, asMiB, type Sizes } from '../sizes.ts';
import { bothWays, download, upload } from '../transfer.ts';
import type { Way } from '../ways.ts';
import { pods } from '../world.ts';

const { echo, http } = testServerPorts;
const timeoutMs = 120_000;

interface Bulk {
  readonly table: 'D' | 'U' | 'B';
  readonly title: string;
  readonly port: number;
  readonly bytes: (sizes: Sizes) => number;
  /** How often each byte passes the forwarder. */
  readonly passes: 1 | 2;
  readonly method: string;
  readonly move: (endpoint: Endpoint, bytes: number, timeoutMs: number) => Promise<number>;
}

/** D, U, B: much data over one connection. */
export const bulkTransfers: readonly SeparateScenario[] = [
  bulk({
    table: 'D',
    title: 'download',
    port: http,
    bytes: ({ oneWayBytes }) => oneWayBytes,
    passes: 1,
    method: 'read over one connection and compared byte by byte',
    move: download,
  }),
  bulk({
    table: 'U',
    title: 'upload',
    port: http,
    bytes: ({ oneWayBytes }) => oneWayBytes,
    passes: 1,
    method: 'sent over one connection; the pod answers with their hash, which is compared',
    move: upload,
  }),
  bulk({
    table: 'B',
    title: 'both ways',
    port: echo,
    bytes: ({ bothWaysBytes }) => bothWaysBytes,
    passes: 2,
    method:
      'sent to an echo while what comes back is compared byte by byte; each counts twice, as it passes twice',
    move: bothWays,
  }),
];

function bulk({ table, title, port, bytes, passes, method, move }: Bulk): SeparateScenario {
  return {
    kind: 'separate',
    name: `${table} ${title}`,
    peers: peers.map(({ id }) => id),
    method: ({ sizes }) =>
      `${asMiB(bytes(sizes))} MiB ${method}, after ${asMiB(sizes.warmUpBytes)} MiB that do not count. CPU is the forwarder's, user and system; memory is the most it ever held.`,
    metrics: () => [
      metric(table, 'speed', 'throughput', 'MiB/s', 'more'),
      metric(table, 'cpu', 'CPU', 's/GiB'),
      metric(table, 'rss', 'peak memory', 'MiB'),
      ...(table === 'D' ? [eventLoopDelay] : []),
    ],
    run: async (world, peer) => {
      await using way = await world.open(peer, [{ target: pods.server, ports: [port] }]);
      const endpoint = way.endpoint(port);
      const size = bytes(world.sizes);
      await move(endpoint, world.sizes.warmUpBytes, timeoutMs);
      const cost = beginCost(way, peer, table);
      const seconds = await move(endpoint, size, timeoutMs);
      return {
        [`${table} speed`]: (passes * asMiB(size)) / seconds,
        ...(await cost(table, passes * asGiB(size))),
      };
    },
  };
}

/** How the lines of table J came to be, as D takes them. */
export const eventLoopMethod =
  'How late the event loop of the forwarder was during the download above, sampled each 10 ms; kubectl has none.';

const eventLoopDelay: Metric = metric('J', 'p99', 'event-loop delay, p99', 'ms');

/** Only programs on Node have an event loop to ask. */
function hasEventLoop(peer: PeerId): boolean {
  return peer === 'client-node' || peer.startsWith('portolan-');
}

/** Begins to count; the answer tells what that many GiB have cost. */
function beginCost(
  { process }: Way,
  peer: PeerId,
  table: ScenarioId,
): (table: ScenarioId, gib: number) => Promise<Measured> {
  if (process === null) return () => Promise.resolve({});
  const watched = table === 'D' && hasEventLoop(peer);
  if (watched) process.watchEventLoop();
  const before = cpuSeconds(process.pid);
  return async (name, gib) => {
    const cpu = (cpuSeconds(process.pid) - before) / gib;
    const delay = watched ? { [eventLoopDelay.id]: await process.eventLoopDelay() } : {};
    return { [`${name} cpu`]: cpu, [`${name} rss`]: peakResidentMiB(process.pid), ...delay };
  };
}
