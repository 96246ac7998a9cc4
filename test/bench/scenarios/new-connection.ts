import { testServerPorts } from '../../cluster/test-server.ts';
import { EchoConnection } from '../echo-connection.ts';
import { countOf, echoOnce, failuresOf, type Outcome, tookMs } from '../echo-client.ts';
import { metric, type Measured } from '../metric.ts';
import { peers } from '../peers.ts';
import type { SeparateScenario } from '../scenario.ts';
import { median, percentile } from '../statistics.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;
const payload = Buffer.from('x');
const timeoutMs = 10_000;
const warmUps = 3;
const roundTrips = 20;

/** L: a new connection and the echo of its first byte. */
export const newConnection: SeparateScenario = {
  kind: 'separate',
  name: 'L new connection',
  peers: peers.map(({ id }) => id),
  method: ({ sizes }) => {
    const counts = sizes.sequential
      .map(({ rttMs, connections }) => `${connections} at ${rttMs} ms`)
      .join(', ');
    return `One new connection after the other, from \`connect\` to the echo of one byte; in each round ${counts}. The direct way pays for the handshake of TCP, a forwarder's client is next to it.`;
  },
  metrics: ({ sizes }) => [
    ...sizes.sequential.flatMap(({ rttMs }) => [
      ...[50, 95, 99].map((percent) =>
        metric('L', `${rttMs} p${percent}`, `RTT ${rttMs} ms, p${percent}`, 'ms'),
      ),
      metric('L', `${rttMs} path`, `RTT ${rttMs} ms, echo on an open connection`, 'ms'),
    ]),
    metric('L', 'failed', 'failed', 'count'),
  ],
  run: async (world, peer) => {
    const measured: Record<string, number> = {};
    let failed = 0;
    for (const { rttMs, connections } of world.sizes.sequential) {
      await using way = await world.open(peer, [{ target: pods.server, ports: [echo] }], rttMs);
      const endpoint = way.endpoint(echo);
      const outcomes: Outcome[] = [];
      for (let done = 0; done < warmUps + connections; done += 1) {
        outcomes.push(await echoOnce(endpoint, payload, timeoutMs));
      }
      const judged = outcomes.slice(warmUps);
      if (countOf(judged, 'answered') === 0) throw new Error(`At ${rttMs} ms no connection was answered.`);
      failed += failuresOf(judged);
      for (const percent of [50, 95, 99]) {
        measured[`L ${rttMs} p${percent}`] = percentile(judged.map(tookMs), percent);
      }
      using open = await EchoConnection.open(endpoint, timeoutMs);
      const took: number[] = [];
      for (let done = 0; done < roundTrips; done += 1) took.push(await open.roundTrip(timeoutMs));
      measured[`L ${rttMs} path`] = median(took);
    }
    return { ...measured, 'L failed': failed } satisfies Measured;
  },
};
