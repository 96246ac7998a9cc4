import { setTimeout as delay } from 'node:timers/promises';
import type { Endpoint } from '../../../src-main/shared/session.ts';
import { testServerPorts } from '../../cluster/test-server.ts';
import { eachPeer } from '../each-peer.ts';
import { EchoConnection } from '../echo-connection.ts';
import { echoOnce, failuresOf, type Outcome } from '../echo-client.ts';
import { metric, type Measured } from '../metric.ts';
import { forwarders, type PeerId } from '../peers.ts';
import type { SharedScenario } from '../scenario.ts';
import { pods } from '../world.ts';

const { echo } = testServerPorts;
const timeoutMs = 30_000;
const silentMs = 12_000;
/** New connections are tried at these moments of the silence. */
const triedMs = [1_000, 4_000, 7_000, 10_000];
const retryMs = 50;
const payload = Buffer.from('x');

/** F: the path to the API server falls silent without a word, and comes back, for all at once. */
export const blackHole: SharedScenario = {
  kind: 'shared',
  name: 'F black hole',
  peers: forwarders,
  method: () =>
    `Path silent: all forwarders at once behind one proxy that is stopped for ${silentMs / 1000} s. Noticed: the time until a connection on which a byte is under way is ended. New connections are begun ${triedMs.map((ms) => ms / 1000).join(', ')} s into the silence; lost are those that end without the echo. Recovered: from the end of the silence to the first echo on a connection begun after it.`,
  metrics: () => [
    metric('F', 'hole noticed', 'path silent: noticed after', 'ms'),
    metric('F', 'hole lost', `path silent: lost of ${triedMs.length}`, 'count'),
    metric('F', 'hole recovered', 'path silent: recovered after', 'ms'),
  ],
  run: async (world, peers) => {
    await using ways = new AsyncDisposableStack();
    const proxy = ways.use(await world.startProxy());
    const forwards = [{ target: pods.server, ports: [echo] }];
    const watched = await eachPeer(peers, async (peer) => {
      const way = ways.use(await world.openThrough(proxy, peer, forwards));
      const endpoint = way.endpoint(echo);
      return { endpoint, open: ways.use(await EchoConnection.open(endpoint, timeoutMs)) };
    });
    const silencedMs = performance.now();
    proxy.silence();
    const healed = delay(silentMs).then(() => {
      proxy.heal();
      return performance.now();
    });
    const judged = [...watched.done].map(async ([peer, { endpoint, open }]) => {
      open.send();
      const noticed = Promise.race([open.ended, healed.then(() => Infinity)]);
      const recovered = healed.then((healedMs) => recoveredAfter(endpoint, healedMs));
      const tried = Promise.all(triedMs.map((ms) => delay(ms).then(() => tryOnce(endpoint))));
      const measured: Measured = {
        'F hole noticed': (await noticed) - silencedMs,
        'F hole lost': failuresOf(await tried),
        'F hole recovered': await recovered,
      };
      return [peer, measured] as const;
    });
    return new Map<PeerId, Measured | Error>([...watched.failed, ...(await Promise.all(judged))]);
  },
};

function tryOnce(endpoint: Endpoint): Promise<Outcome> {
  return echoOnce(endpoint, payload, timeoutMs);
}

/** Tries again and again, as a person would; Infinity when nobody listens any more. */
async function recoveredAfter(endpoint: Endpoint, healedMs: number): Promise<number> {
  const attempts: Promise<Outcome>[] = [];
  const answered = new AbortController();
  while (!answered.signal.aborted && performance.now() < healedMs + timeoutMs) {
    const attempt = tryOnce(endpoint);
    attempts.push(attempt);
    void attempt.then(({ kind }) => {
      if (kind === 'answered' || kind === 'refused') answered.abort();
    });
    await delay(retryMs);
  }
  const done = (await Promise.all(attempts)).filter(({ kind }) => kind === 'answered');
  return Math.min(...done.map(({ endedMs }) => endedMs)) - healedMs;
}
