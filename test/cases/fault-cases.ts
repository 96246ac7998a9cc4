import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { PodRef, SessionState } from '../../src-main/shared/session.ts';
import { deployment, statefulSet } from '../cluster/manifests.ts';
import { poll } from '../cluster/poll.ts';
import { LocalClient } from '../support/local-client.ts';
import { Load } from '../support/load.ts';
import { exchange, httpGet } from '../support/tcp-client.ts';
import type { CaseBed, ForwardedPort } from './case-bed.ts';

/** Cases 39 to 48 of tunnel.md, section 10, as far as both clusters have them: what fails on the way, and how soon it is over. */
export function describeFaultCases(given: () => CaseBed): void {
  test('case 39: the API server is away for 5 s: connections that come meanwhile are served', async () => {
    const bed = given();
    const forwarded = await bed.forward('echo', { holdMs: 30_000 });
    const { endpoint, traffic } = forwarded;
    await spoken(forwarded);
    bed.path.goAway();
    const held = ['one', 'two', 'three'].map((word) => exchange(endpoint, word));
    await delay(5_000);
    bed.path.back();
    expect((await Promise.all(held)).map(String)).toEqual(['one', 'two', 'three']);
    expect(traffic().failed).toBe(0);
  });

  test('case 40: a path that swallows everything is found dead within 10 s, and works 1 s after it heals', async () => {
    const bed = given();
    const { endpoint } = await bed.forward('echo', { holdMs: 60_000 });
    using client = await LocalClient.connect(endpoint);
    await client.echo('before');
    bed.path.freeze();
    const started = performance.now();
    expect(await client.over()).toBe('ECONNRESET');
    const found = performance.now() - started;
    const waiting = exchange(endpoint, 'patience');
    await delay(500);
    bed.path.thaw();
    const healed = performance.now();
    expect((await waiting).toString()).toBe('patience');
    expect([found < 10_000, performance.now() - healed < 1_500]).toEqual([true, true]);
  });

  test('case 41: after sleep the tunnels of before are dead: the first connection is served within 2 s', async () => {
    const bed = given();
    const forwarded = await bed.forward('echo');
    const { endpoint } = forwarded;
    await spoken(forwarded);
    bed.path.lose();
    const woken = performance.now();
    bed.host.engine.nudge();
    expect((await exchange(endpoint, 'good morning')).toString()).toBe('good morning');
    expect(performance.now() - woken).toBeLessThan(2_000);
  });

  test('case 44: a pod of the same name and another sandbox: the next connection finds it', async () => {
    const bed = given();
    const { namespace } = bed;
    const collection = `/apis/apps/v1/namespaces/${namespace.name}/statefulsets`;
    await namespace.client.object('POST', collection, statefulSet('db'));
    await namespace.readyPods('app=db', 1);
    const forwarded = await bed.forward('echo', { target: 'pod/db-0', holdMs: 60_000 });
    const { endpoint, traffic, state } = forwarded;
    await spoken(forwarded);
    const before = podOf(state())?.uid;
    await bed.deletePod('db-0');
    await poll(60_000, () => podOf(state())?.uid !== before || undefined);
    expect((await exchange(endpoint, 'after')).toString()).toBe('after');
    expect([podOf(state())?.uid === before, traffic().failed]).toEqual([false, 0]);
  });

  test('case 45: the container restarts: connections that come meanwhile are held and served', async () => {
    const bed = given();
    const { endpoint, traffic } = await bed.forward('http', { holdMs: 60_000 });
    const restarts = async () => {
      const { status } = await bed.namespace.client.object('GET', bed.namespace.path('pods', '/lone'));
      return status?.containerStatuses?.[0]?.restartCount ?? 0;
    };
    const before = await restarts();
    // With the first byte of the answer the server ends; the end of the connection would come when it is back.
    await exchange(endpoint, 'GET /quit?code=1 HTTP/1.0\r\n\r\n', 1);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => (await httpGet(endpoint, '/')).body.toString()),
    );
    expect([
      answers.filter((answer) => !answer.includes('pod=lone\n')),
      (await restarts()) > before,
      traffic().failed,
    ]).toEqual([[], true, 0]);
  });

  test('case 48: a load balancer closes what is idle: the next connection does not notice', async () => {
    const bed = given();
    bed.path.idleOut(1_000);
    const forwarded = await bed.forward('echo');
    const { endpoint, traffic } = forwarded;
    await spoken(forwarded);
    await poll(5_000, () => bed.path.open === 0 || undefined);
    expect((await exchange(endpoint, 'after')).toString()).toBe('after');
    bed.path.idleOut(null);
    expect(traffic().failed).toBe(0);
  });
}

/** Cases 42 and 43: pods that leave, which take their time on a real cluster. */
export function describeReplacementCases(given: () => CaseBed): void {
  test('case 42: the pod is deleted: new connections go to the next one, a running transfer is finished', async () => {
    const bed = given();
    await drainingWeb(bed, 2);
    const forwarded = await bed.forward('lines', { target: 'deploy/drain', ports: [':lines', ':http'] });
    const pod = podOf(forwarded.state())?.name ?? '';
    using client = await LocalClient.connect(forwarded.endpoint);
    await client.send('go\n');
    await client.until(() => client.text.includes('line 2 of 30'));
    await bed.deletePod(pod);
    const http = bed.host.endpoint(forwarded.forward, 1);
    const moved = await poll(20_000, async () => {
      const answer = (await httpGet(http, '/')).body.toString();
      return answer.includes(`pod=${pod}\n`) ? undefined : answer;
    });
    // The pod that was deleted still serves: nobody waited for its end.
    const still = client.ending;
    const ending = await client.over();
    const lines = client.text.trim().split('\n').length;
    expect([moved?.includes('pod=drain-'), still, ending, lines]).toEqual([true, null, 'clean', 30]);
    expect(forwarded.traffic().failed).toBe(0);
  });

  test('case 43: a rollout under 50 requests a second: none fails', async () => {
    const bed = given();
    await drainingWeb(bed, 3);
    const { endpoint, traffic } = await bed.forward('http', {
      target: 'deploy/drain',
      ports: [':http'],
      holdMs: 60_000,
    });
    const before = await bed.namespace.readyPods('app=drain', 3);
    // The end of an answer comes a second late, so fifty clients make fifty requests a second.
    const load = Load.start(50, async () => {
      await httpGet(endpoint, '/');
    });
    await bed.namespace.client.object('PATCH', bed.namespace.path('deployments', '/drain'), {
      spec: { template: { metadata: { annotations: { 'kubectl.kubernetes.io/restartedAt': 'now' } } } },
    });
    await poll(60_000, async () => {
      const now = await bed.namespace.readyPods('app=drain', 3).catch(() => before);
      return now.some((name) => before.includes(name)) ? undefined : true;
    });
    await load.stop();
    expect([load.failures, traffic().failed, load.served >= 50]).toEqual([[], 0, true]);
  });
}

/** One word and its echo, and nothing left of it: what only closes counts as half-closed for a while. */
async function spoken({ endpoint, traffic }: ForwardedPort): Promise<void> {
  using client = await LocalClient.connect(endpoint);
  expect(await client.echo('a word')).toBe('a word');
  client.socket.resetAndDestroy();
  await poll(5_000, () => traffic().open === 0 || undefined);
}

function podOf(state: SessionState): PodRef | null {
  return state.phase === 'active' ? state.pod : null;
}

/** A deployment whose deleted pods serve on for a while. */
async function drainingWeb({ namespace }: CaseBed, replicas: number): Promise<void> {
  const collection = namespace.path('deployments');
  const exists = (await namespace.client.ask('GET', `${collection}/drain`)).code === 200;
  if (exists) await namespace.client.object('PATCH', `${collection}/drain`, { spec: { replicas } });
  else await namespace.create(deployment('drain', { replicas, drainSeconds: 5 }));
  await namespace.readyPods('app=drain', replicas);
}
