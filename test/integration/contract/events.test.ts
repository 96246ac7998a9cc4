import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { events } from '../../../src-main/shared/api.ts';
import { boundPorts } from '../../../src-main/shared/session.ts';
import { AppHost } from './app-host.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

let host: AppHost;

beforeEach(async () => {
  host = await AppHost.start();
});

afterEach(() => host[Symbol.asyncDispose]());

async function activeForward(): Promise<{ id: string; url: string }> {
  const { id } = await host.handlers['forward.add']({ settings: host.settings(':http'), start: true });
  await host.heard('session.changed', (event) => event.id === id && event.state.phase === 'active');
  const [bound] = boundPorts(host.engine.forwards.state(id));
  return { id, url: `http://127.0.0.1:${String(bound?.endpoints[0]?.port)}/` };
}

function revisions(): number[] {
  return host.sent.flatMap(({ payload }) => (payload as { revision?: number }).revision ?? []);
}

describe('the event channel', () => {
  it('sends each kind of event as the contract says it', async () => {
    host.feed.setVisible(true);
    const { id, url } = await activeForward();
    await host.handlers['forward.watchConnections']({ id });
    await host.handlers['catalog.open']({ context: 'demo', namespace: 'shop' });
    await host.handlers['settings.change']({ theme: 'dark' });
    host.destinations.lead({ kind: 'forward', id });
    await host.handlers['app.open'](undefined);
    await host.secretClipboard.put('demo');
    await host.handlers['production.mark']({ context: 'prod', endAfterMs: null });
    host.question.ask({ wanted: 'start', ids: [id] });
    host.engine.notices.add(newProblem('fileDamaged', 'A file was damaged. It was set aside.'));
    host.engine.contexts.provide('demo', host.demo.kubeconfig);
    await (await fetch(url)).text();
    await host.heard('traffic', ({ samples }) =>
      samples.some(({ ports }) => (ports[0]?.receivedBytes ?? 0) > 0),
    );
    await host.heard('catalog.changed', ({ deltas }) =>
      deltas.some(({ phase, kind }) => kind === 'pods' && phase === 'live'),
    );
    await host.handlers['forward.stop']({ id });
    const names = new Set(host.sent.map(({ name }) => name));
    expect([[...names].sort(), host.faults]).toEqual([Object.keys(events).sort(), []]);
  });

  it.each([
    ['spdy', 'none', '1.36'],
    ['websocket', 'strip', '1.36'],
    ['v4', 'strip', '1.29'],
  ] as const)(
    'tells of %s where SPDY upgrades meet %s on Kubernetes %s, until the forward stops',
    async (transport, fault, profile) => {
      host.demo.faults.spdyUpgrade = fault;
      host.demo.profile = profile;
      host.feed.setVisible(true);
      const { id, url } = await activeForward();
      await (await fetch(url)).text();
      await host.heard('traffic', ({ samples }) => samples[0]?.transport === transport);
      await host.handlers['forward.stop']({ id });
      const { traffic } = await host.handlers['app.snapshot'](undefined);
      expect([traffic.map((sample) => sample.transport), host.faults]).toEqual([[null], []]);
    },
  );

  it('numbers events without a gap, and a snapshot carries the last number', async () => {
    await activeForward();
    const { revision, sessions } = await host.handlers['app.snapshot'](undefined);
    const numbers = revisions();
    expect([numbers, revision, sessions[0]?.state.phase]).toEqual([
      numbers.map((_, index) => index + 1),
      numbers.length,
      'active',
    ]);
  });

  it('gives a window that joins late the same picture as one that heard everything', async () => {
    const { id } = await activeForward();
    const { revision } = await host.handlers['app.snapshot'](undefined);
    await host.handlers['forward.stop']({ id });
    const later = host.sent.filter(
      ({ payload }) => ((payload as { revision?: number }).revision ?? 0) > revision,
    );
    const phases = later.flatMap(({ name, payload }) =>
      name === 'session.changed' ? [(payload as { state: { phase: string } }).state.phase] : [],
    );
    expect(phases).toEqual(['stopping', 'stopped']);
  });

  it('sends a hidden window neither traffic nor catalogue, and a shown one again', async () => {
    const { id, url } = await activeForward();
    await host.handlers['forward.watchConnections']({ id });
    await host.handlers['catalog.open']({ context: 'demo', namespace: null });
    const ticks = Promise.withResolvers<undefined>();
    let count = 0;
    host.engine.forwards.onTraffic(() => {
      count += 1;
      if (count === 2) ticks.resolve(undefined);
    });
    await (await fetch(url)).text();
    await ticks.promise;
    const continuous = () =>
      host.sent.filter(({ name }) => ['traffic', 'connections', 'catalog.changed'].includes(name));
    expect(continuous()).toEqual([]);
    host.feed.setVisible(true);
    await host.heard('traffic', () => true);
    await host.heard('connections', () => true);
    await host.heard('catalog.changed', () => true);
  });
});

describe('where the window is led', () => {
  it('waits in the snapshot for a window that joins late, until it is there', async () => {
    const to = { kind: 'cluster', context: 'demo' } as const;
    host.destinations.lead(to);
    const { destination } = await host.handlers['app.snapshot'](undefined);
    await host.handlers['app.arrived']({ id: destination?.id ?? -1 });
    const after = await host.handlers['app.snapshot'](undefined);
    expect([destination?.to, after.destination]).toEqual([to, null]);
  });
});

describe('what the window asks for on this computer', () => {
  it('opens the address that is bound, and none that is not', async () => {
    const { id, url } = await activeForward();
    await host.handlers['app.openAddress']({ id, pair: 0 });
    await expect(host.handlers['app.openAddress']({ id, pair: 1 })).rejects.toMatchObject({
      problem: { code: 'notFound' },
    });
    expect(host.opened).toEqual([url.slice(0, -1)]);
  });
});
