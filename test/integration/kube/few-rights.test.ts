import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DemoBench } from './demo-bench.ts';
import { problemOfSource, readyEndpoint, readyPod } from './kube-bench.ts';

let bench: DemoBench;

beforeEach(async () => {
  bench = await DemoBench.start();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('with few rights', () => {
  const forbid = (...rules: [verb: string, resource: string][]) => {
    bench.demo.faults.forbidden = rules.map(([verb, resource]) => ({ verb, resource, namespace: '*' }));
  };

  test('a pod by name is read again and again where it may not be watched', async () => {
    forbid(['list', 'pods'], ['watch', 'pods']);
    expect(await readyPod(bench.open('pod', 'orders-db-0'))).toBe('orders-db-0');
  });

  test('a pod by name is offered blindly where it may not even be read', async () => {
    forbid(['*', 'pods']);
    const source = bench.open('pod', 'orders-db-0');
    const endpoint = await readyEndpoint(source);
    const named = () => endpoint.portFor('postgres');
    expect([endpoint.pod.uid, endpoint.portFor(5432)]).toEqual(['', 5432]);
    expect(named).toThrow(/you may not read the pod/);
  });

  test('a service is found by its pods where its slices are forbidden', async () => {
    forbid(['*', 'endpointslices']);
    const endpoint = await readyEndpoint(bench.open('service', 'web'));
    expect(endpoint.portFor(80)).toBe(8080);
  });

  test('a service is found by its slices where its pods are forbidden', async () => {
    forbid(['*', 'pods']);
    const endpoint = await readyEndpoint(bench.open('service', 'web'));
    expect(endpoint.portFor('http')).toBe(8080);
  });

  test('a terminating pod is seen in the slices where pods are forbidden', async () => {
    forbid(['*', 'pods']);
    bench.demo.times.terminationMs = 5_000;
    const source = bench.open('service', 'web');
    const first = await readyPod(source);
    bench.demo.deletePod('shop', first);
    await readyPod(source, first);
    expect(source.leaving.map(({ name }) => name)).toEqual([first]);
  });

  test('a service whose slice is empty is waited for where its pods are forbidden', async () => {
    forbid(['*', 'pods']);
    const source = bench.open('service', 'web');
    const first = await readyPod(source);
    bench.demo.scale('shop', 'web', 0);
    const { code } = await problemOfSource(source);
    bench.demo.scale('shop', 'web', 1);
    expect([code, (await readyPod(source)) === first]).toEqual(['noReadyPod', false]);
  });

  test('a service that may be listed but not watched is followed all the same', async () => {
    forbid(['watch', '*']);
    expect(await readyPod(bench.open('service', 'web'))).toMatch(/^web-/);
  });

  test('without any, the missing right is named', async () => {
    forbid(['*', 'services']);
    const problem = await problemOfSource(bench.open('service', 'web'));
    expect([problem.code, problem.message]).toEqual([
      'forbidden',
      `Context “demo” may not get services in namespace shop. Ask the cluster’s administrator for the right “get” on “services” in namespace shop.`,
    ]);
  });
});
