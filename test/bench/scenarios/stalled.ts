import { connect, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint } from '../../../src-main/shared/session.ts';
import { testServerPorts } from '../../cluster/test-server.ts';
import { countOf, echoOnce, failuresOf, type Outcome, tookMs } from '../echo-client.ts';
import { metric } from '../metric.ts';
import { patternFrom, pieceBytes } from '../pattern.ts';
import { forwarders } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { percentile } from '../statistics.ts';
import { pods, type World } from '../world.ts';
import { askAndStall } from './slow-readers.ts';

const { echo, http, stall } = testServerPorts;
const everyMs = 20;
const timeoutMs = 2_000;
const stalledBytes = 64 * 1024 * 1024;
/** Long enough for every buffer on the way to fill. */
const settleMs = 500;
const payload = Buffer.from('x');

/** H: what one client that stalls does to the others of the same forward. */
export const stalled: SeparateScenario = {
  kind: 'separate',
  name: 'H stalled',
  peers: forwarders,
  method: ({ sizes }) =>
    `${sizes.probes} new connections, one each ${everyMs} ms, want the echo of one byte: first alone, then while one client asks for 64 MiB and does not read, then beside an upload of 64 MiB to a server that does not read, then after that client has left. An echo that does not come within ${timeoutMs / 1000} s is a timeout and counts as that.`,
  metrics: () => [
    metric('H', 'baseline', 'alone, p99', 'ms'),
    metric('H', 'reader', 'beside a stalled reader, p99', 'ms'),
    metric('H', 'reader failed', 'beside a stalled reader, failed', 'count'),
    metric('H', 'upload', 'beside a stalled upload, p99', 'ms'),
    metric('H', 'upload failed', 'beside a stalled upload, failed', 'count'),
    metric('H', 'left failed', 'after the stalled upload has left, failed', 'count'),
  ],
  run: async (world, peer) => {
    const reader = await besideReader(world, peer);
    const upload = await besideUpload(world, peer);
    return {
      'H baseline': p99(reader.alone),
      'H reader': p99(reader.beside),
      'H reader failed': failuresOf(reader.beside),
      'H upload': p99(upload.beside),
      'H upload failed': failuresOf(upload.beside),
      'H left failed': failuresOf(upload.after),
    };
  },
};

type Peer = Parameters<World['open']>[0];

async function besideReader(world: World, peer: Peer) {
  await using way = await world.open(peer, [{ target: pods.server, ports: [echo, http] }]);
  await probe(way.endpoint(echo), 5);
  const alone = await probe(way.endpoint(echo), world.sizes.probes);
  if (countOf(alone, 'answered') === 0) throw new Error('Not even the undisturbed echoes came back.');
  const client = askAndStall(way.endpoint(http), stalledBytes);
  await delay(settleMs);
  const beside = await probe(way.endpoint(echo), world.sizes.probes);
  client.destroy();
  return { alone, beside };
}

async function besideUpload(world: World, peer: Peer) {
  await using way = await world.open(peer, [{ target: pods.stalling, ports: [echo, stall] }]);
  await probe(way.endpoint(echo), 5);
  const client = sendForever(way.endpoint(stall));
  await delay(settleMs);
  const beside = await probe(way.endpoint(echo), world.sizes.probes);
  client.destroy();
  await delay(settleMs);
  const after = await probe(way.endpoint(echo), Math.ceil(world.sizes.probes / 4));
  return { beside, after };
}

function sendForever(endpoint: Endpoint): Socket {
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  socket.on('error', () => undefined);
  let sent = 0;
  const send = () => {
    while (sent < stalledBytes) {
      sent += pieceBytes;
      if (!socket.write(patternFrom(0, pieceBytes))) return;
    }
  };
  socket.on('drain', send).once('connect', send);
  return socket;
}

async function probe(endpoint: Endpoint, count: number): Promise<readonly Outcome[]> {
  const probes: Promise<Outcome>[] = [];
  for (let index = 0; index < count; index += 1) {
    probes.push(echoOnce(endpoint, payload, timeoutMs));
    await delay(everyMs);
  }
  return await Promise.all(probes);
}

function p99(outcomes: readonly Outcome[]): number {
  return percentile(outcomes.map(tookMs), 99);
}
