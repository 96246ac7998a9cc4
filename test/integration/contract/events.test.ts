import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EventPayload, events } from '../../../src-main/shared/api.ts';
import { boundPorts } from '../../../src-main/shared/session.ts';
import { AppHost } from './app-host.ts';
import { newProblem } from '../../../src-main/shared/problem.ts';

let host: AppHost;
const web = { context: 'demo', namespace: 'shop', kind: 'service', name: 'web' } as const;

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

/** Of the seeded Ingress. */
const shopHost = {
  route: 'ingress/shop/web/80',
  address: 0,
  local: { kind: 'auto', last: null },
} as const;

function revisions(): number[] {
  return host.sent.flatMap(({ payload }) => (payload as { revision?: number }).revision ?? []);
}

describe('the event channel', () => {
  it('sends each kind of event as the contract says it', async () => {
    host.feed.setVisible(true);
    const { id, url } = await activeForward();
    await host.handlers['forward.watchConnections']({ id });
    await host.handlers['catalog.open']({ context: 'demo', namespace: 'shop' });
    await host.handlers['ways.open'](web);
    await host.handlers['settings.change']({ theme: 'dark' });
    host.destinations.lead({ kind: 'forward', id });
    await host.handlers['app.open'](undefined);
    await host.secretClipboard.put('demo');
    await host.handlers['production.mark']({ context: 'prod', endAfterMs: null });
    host.question.ask({ action: 'start', ids: [id] });
    host.engine.notices.add(newProblem('fileDamaged', 'A file was damaged. It was set aside.'));
    host.engine.contexts.provide('demo', host.demo.kubeconfig);
    const { target } = host.settings(':http');
    const wish = { target, remote: 'http', scheme: null, local: { kind: 'auto', last: null } } as const;
    await host.handlers['proxy.start'](wish);
    await (await fetch(url)).text();
    await host.heard('traffic', ({ samples }) =>
      samples.some(({ ports }) => (ports[0]?.receivedBytes ?? 0) > 0),
    );
    await host.heard('catalog.changed', ({ deltas }) =>
      deltas.some(({ phase, kind }) => kind === 'pods' && phase === 'live'),
    );
    await host.heard('ways.changed', ({ news }) => news.phase === 'live');
    await host.handlers['ways.probe'](undefined);
    await host.handlers['entry.start'](shopHost);
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

  it('opens an address of the ways in that it has told, and nothing else', async () => {
    host.feed.setVisible(true);
    const open = host.handlers['ways.openAddress'];
    const route = 'clusterIp/web/TCP/80';
    await expect(open({ route, address: 0 })).rejects.toMatchObject({ problem: { code: 'notFound' } });
    await host.handlers['ways.open'](web);
    await host.heard('ways.changed', ({ news }) => news.phase === 'live');
    const access = host.feed.map?.routes.find(({ key }) => key === route)?.access;
    const clusterIp = access?.by === 'network' ? access.addresses[0]?.host : '';
    await open({ route, address: 0 });
    for (const wrong of [
      { route, address: 9 },
      { route: 'portForward/web/TCP/80', address: 0 },
    ])
      await expect(open(wrong)).rejects.toMatchObject({ problem: { code: 'notFound' } });
    await host.handlers['ways.close'](undefined);
    await expect(open({ route, address: 0 })).rejects.toMatchObject({ problem: { code: 'notFound' } });
    expect(host.opened).toEqual([`http://${clusterIp ?? ''}/`]);
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

describe('local entries to the ways in that are shown', () => {
  it('are told as they are started and stopped, stand in the snapshot, and open in the browser', async () => {
    host.feed.setVisible(true);
    await host.handlers['ways.open'](web);
    await host.heard('ways.changed', ({ news }) => news.phase === 'live');
    const { id, endpoints } = await host.handlers['entry.start'](shopHost);
    const { entries } = await host.handlers['app.snapshot'](undefined);
    await host.handlers['entry.open']({ id, path: '/cart?of=me' });
    await host.handlers['entry.stop']({ id });
    const told = host.sent
      .filter(({ name }) => name === 'entries.changed')
      .map(({ payload }) => (payload as EventPayload<'entries.changed'>).entries.length);
    const gone = await host.handlers['entry.open']({ id, path: '/' }).catch((error: unknown) => error);
    expect([entries, host.opened, [told.at(0), told.at(-1)], gone, host.faults]).toMatchObject([
      [
        {
          id,
          host: 'shop.example.com',
          scheme: 'https',
          way: { by: 'forward', namespace: 'kube-system', service: 'ingress-nginx-controller', port: 443 },
        },
      ],
      [`http://localhost:${String(endpoints[0]?.port)}/cart?of=me`],
      [1, 0],
      { problem: { code: 'notFound' } },
      [],
    ]);
  });

  it('are none where no such way is shown', async () => {
    const start = () => host.handlers['entry.start'](shopHost).catch((error: unknown) => error);
    const before = await start();
    host.feed.setVisible(true);
    await host.handlers['ways.open'](web);
    await host.heard('ways.changed', ({ news }) => news.phase === 'live');
    const other = await host.handlers['entry.start']({ ...shopHost, address: 1 }).catch(
      (error: unknown) => error,
    );
    expect([before, other]).toMatchObject([
      { problem: { code: 'notFound' } },
      { problem: { code: 'notFound' } },
    ]);
  });
});

describe('local addresses through the API server', () => {
  it('are told as they are started, hindered and stopped, and stand in the snapshot', async () => {
    const { target } = host.settings(':http');
    const wish = { target, remote: null, scheme: null, local: { kind: 'auto', last: null } } as const;
    const started = await host.handlers['proxy.start'](wish);
    const url = `http://127.0.0.1:${String(started.endpoints[0]?.port)}/`;
    host.demo.faults.forbidden = [{ verb: 'get', resource: 'services/proxy', namespace: '*' }];
    const refused = await fetch(url);
    const { proxies } = await host.handlers['app.snapshot'](undefined);
    await host.handlers['proxy.stop']({ id: started.id });
    const told = host.sent
      .filter(({ name }) => name === 'proxies.changed')
      .map(({ payload }) => (payload as EventPayload<'proxies.changed'>).proxies)
      .map((list) => list.map(({ remote, problem }) => [remote, problem?.code ?? null]));
    expect([refused.status, proxies[0]?.problem?.code, told, host.faults]).toEqual([
      403,
      'forbidden',
      [[['http', null]], [['http', 'forbidden']], []],
      [],
    ]);
  });

  it('need the same consent on a production context as a forward', async () => {
    const { target } = host.settings(':http');
    const wish = { target, remote: null, scheme: null, local: { kind: 'auto', last: null } } as const;
    await host.handlers['production.mark']({ context: 'demo', endAfterMs: null });
    const refused = await host.handlers['proxy.start'](wish).catch((error: unknown) => error);
    const { id } = await host.handlers['proxy.start']({ ...wish, confirmedProduction: true });
    expect([refused, host.engine.apiProxies.list().map((proxy) => proxy.id)]).toMatchObject([
      { problem: { code: 'productionUnconfirmed' } },
      [id],
    ]);
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

  it('opens securely what a service says is so, and goes by the number where the cluster does not answer in time', async () => {
    const ports = [
      { name: 'main', port: 9000, targetPort: 'http', appProtocol: 'https' },
      { name: 'secure', port: 443, targetPort: 'http' },
    ];
    host.demo.create('services', 'shop', {
      metadata: { name: 'secure' },
      spec: { selector: { app: 'web' }, ports },
    });
    const settings = host.settings(':9000', ':443');
    const { id } = await host.handlers['forward.add']({
      settings: { ...settings, target: { ...settings.target, name: 'secure' } },
      start: true,
    });
    await host.heard('session.changed', (event) => event.id === id && event.state.phase === 'active');
    const schemes = async () => {
      for (const pair of [0, 1]) await host.handlers['app.openAddress']({ id, pair });
      return host.opened.splice(0).map((url) => new URL(url).protocol);
    };
    expect(await schemes()).toEqual(['https:', 'https:']);
    host.demo.faults.requestDelayMs = 60_000;
    expect(await schemes()).toEqual(['http:', 'https:']);
  });
});
