import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Forward } from '../../../src-main/shared/forward.ts';
import { DemoHost } from '../../support/demo-host.ts';
import { EngineHost } from '../../support/engine-host.ts';

let cluster: DemoHost;
let host: EngineHost;
let forward: Forward;

// What a test here must not leave behind is a rejection that nobody handles: the runner fails on those by itself.
beforeEach(async () => {
  cluster = await DemoHost.start();
  host = await EngineHost.start(cluster.kubeconfigPath);
  forward = await host.forward({ namespace: 'shop', target: 'svc/web', ports: [':http'] });
  await cluster.demo.stopApi();
  await host.reaches(forward, 'waiting', ({ problem }) => problem?.code === 'apiUnreachable');
});
afterEach(async () => {
  await host[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});

it('a forward is stopped while the API server is away, and starts again when it is back', async () => {
  await host.engine.forwards.stop(forward.id);
  const stopped = host.engine.forwards.state(forward.id).phase;
  await cluster.demo.startApi();
  await host.engine.forwards.start(forward.id);
  await host.reaches(forward, 'active');
  expect(stopped).toBe('stopped');
});

it('an engine ends while the API server is away', async () => {
  await expect(host.engine[Symbol.asyncDispose]()).resolves.toBeUndefined();
});
