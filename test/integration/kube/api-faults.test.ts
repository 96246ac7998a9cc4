import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DemoBench } from './demo-bench.ts';
import { problemOfSource, readyPod } from './kube-bench.ts';

let bench: DemoBench;

beforeEach(async () => {
  bench = await DemoBench.start();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('when the API misbehaves', () => {
  test('dropped watches and a 410 lose no change', async () => {
    const source = bench.open('service', 'web');
    const first = await readyPod(source);
    bench.demo.faults.expiredLists = 1;
    bench.demo.deletePod('shop', first);
    bench.demo.expireHistory();
    bench.demo.faults.dropWatches();
    expect(await readyPod(source, first)).not.toBe(first);
  });

  test('an API that goes away is waited for, and what changed meanwhile is seen', async () => {
    const source = bench.open('service', 'web');
    const first = await readyPod(source);
    await bench.demo.stopApi();
    const problem = await problemOfSource(source);
    await bench.untilStatus('failed');
    expect(problem.code).toBe('apiUnreachable');
    bench.demo.killPod('shop', first);
    await bench.demo.startApi();
    bench.kube.clusters.nudge();
    await bench.untilStatus('connected');
    expect(await readyPod(source, first)).not.toBe(first);
  });

  test('comes back by itself within its own time', async () => {
    const source = bench.open('service', 'web');
    await readyPod(source);
    await bench.demo.stopApi();
    await problemOfSource(source);
    await bench.demo.startApi();
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('rejected credentials stop at a problem, and a new kubeconfig is used at once', async () => {
    const source = bench.open('service', 'web');
    await readyPod(source);
    bench.demo.rotateToken();
    bench.demo.faults.dropWatches();
    const problem = await problemOfSource(source);
    expect(problem.code).toBe('unauthorized');
    bench.kube.contexts.provide('demo', bench.demo.kubeconfig);
    await bench.untilStatus('connected');
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('a login page is told as one, and the end of it is noticed', async () => {
    bench.demo.faults.answer = { code: 200, body: '<html>', headers: { 'content-type': 'text/html' } };
    const source = bench.open('service', 'web');
    const problem = await problemOfSource(source);
    expect(problem.message).toContain('answered with a web page');
    bench.demo.faults.reset();
    bench.kube.clusters.retry('demo');
    source.nudge();
    expect(await readyPod(source)).toMatch(/^web-/);
  });

  test('a closed cluster is idle, and nothing of it goes on', async () => {
    const source = bench.open('service', 'web');
    await readyPod(source);
    source[Symbol.dispose]();
    expect(bench.status()).toEqual({ phase: 'idle' });
  });
});
