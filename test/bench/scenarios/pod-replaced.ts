import { setTimeout as delay } from 'node:timers/promises';
import { testServerPorts } from '../../cluster/test-server.ts';
import { countOf, echoOnce, failuresOf } from '../echo-client.ts';
import { metric } from '../metric.ts';
import { forwarders } from '../peers.ts';
import { ReadyWatch } from '../ready-watch.ts';
import { answeredAgainMs } from '../recovery.ts';
import type { SeparateScenario } from '../scenario.ts';
import { SteadyLoad } from '../steady-load.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;
const everyMs = 20;
const timeoutMs = 15_000;
const beforeMs = 1_000;
const afterMs = 1_500;
const readyTimeoutMs = 60_000;
const selector = 'app=replaced';
const payload = Buffer.from('x');

/** F: the pod behind a service is deleted while clients come and go. */
export const podReplaced: SeparateScenario = {
  kind: 'separate',
  name: 'F pod replaced',
  peers: forwarders,
  method: () =>
    `Pod replaced: ${1000 / everyMs} new connections a second to a service whose only pod is deleted without grace, until ${afterMs / 1000} s after its successor is Ready. Refused: nobody listened. Lost: ended without the echo, or none came within ${timeoutMs / 1000} s. The first byte is counted from the moment at which a watch sees the new pod Ready. A forwarder that ends is not begun anew.`,
  metrics: () => [
    metric('F', 'pod refused', 'pod replaced: refused', 'count'),
    metric('F', 'pod lost', 'pod replaced: lost', 'count'),
    metric('F', 'pod first byte', 'pod replaced: first byte after Ready', 'ms'),
  ],
  run: async (world, peer) => {
    const before = await world.namespace.readyPods(selector);
    await using way = await world.open(peer, [{ target: pods.replaced, ports: [echo] }]);
    const endpoint = way.endpoint(echo);
    await echoOnce(endpoint, payload, timeoutMs);
    await using watch = await ReadyWatch.start(world.cluster.kubectl, world.namespace.name, selector);
    const load = new SteadyLoad(endpoint, payload, { everyMs, timeoutMs });
    await delay(beforeMs);
    await world.namespace.kubectl('delete', 'pod', '--wait=false', ...before);
    const readyMs = await watch.otherThan(before, readyTimeoutMs);
    await delay(afterMs);
    const outcomes = await load.stop();
    const refused = countOf(outcomes, 'refused');
    return {
      'F pod refused': refused,
      'F pod lost': failuresOf(outcomes) - refused,
      'F pod first byte': Math.max(0, answeredAgainMs(outcomes, readyMs) - readyMs),
    };
  },
};
