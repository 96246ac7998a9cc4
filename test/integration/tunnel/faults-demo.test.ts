import { describe, expect, test } from 'vitest';
import { silentLog } from '../../../src-main/engine/log.ts';
import { openDemoBed } from '../../cases/demo-bed.ts';
import { poll } from '../../cluster/poll.ts';
import { LocalClient } from '../../support/local-client.ts';
import { exchange } from '../../support/tcp-client.ts';

describe.concurrent('what only the demo can be made to do', () => {
  test('case 9: after GOAWAY a running connection goes on, and the next one has a tunnel of its own', async () => {
    await using opened = await openDemoBed();
    const { bed, demo } = opened;
    const { endpoint, traffic } = await bed.forward('echo');
    using client = await LocalClient.connect(endpoint);
    await client.echo('before');
    const dialled = bed.path.accepted;
    demo.faults.goAway();
    // A round trip behind it shows that it has arrived.
    const going = await client.echo('still here');
    const next = (await exchange(endpoint, 'next')).toString();
    expect([going, next, bed.path.accepted > dialled, traffic().failed]).toEqual([
      'still here',
      'next',
      true,
      0,
    ]);
  });

  test('case 38: the kubelet dies: a direct tunnel is replaced at once', async () => {
    await using opened = await openDemoBed();
    const { bed, demo } = opened;
    const { endpoint } = await bed.forward('echo');
    using client = await LocalClient.connect(endpoint);
    await client.echo('before');
    const died = performance.now();
    demo.faults.cutTunnels();
    expect(await client.over()).toBe('ECONNRESET');
    const served = (await exchange(endpoint, 'after')).toString();
    expect([served, performance.now() - died < 600]).toEqual(['after', true]);
  });

  test('case 38: the kubelet dies: a WebSocket tunnel in use is found dead within 6 s, although it hides it, and its spare within 10 s', async () => {
    const lines: string[] = [];
    await using opened = await openDemoBed('websocket', { ...silentLog, debug: (line) => lines.push(line) });
    const { bed, demo } = opened;
    const { endpoint, traffic } = await bed.forward('echo');
    using client = await LocalClient.connect(endpoint);
    await client.echo('before');
    const died = performance.now();
    demo.faults.cutTunnels();
    expect(await client.over()).toBe('ECONNRESET');
    const found = performance.now() - died;
    // The spare is asked after 5 s of silence, by a timer that may just have been set again: within 10 s.
    const isSpareGone = () => lines.some((line) => line.includes('closed with 0 streams')) || undefined;
    const spareGone = await poll(10_500 - found, isSpareGone);
    const served = (await exchange(endpoint, 'after')).toString();
    expect([found < 6_000, spareGone, served, traffic().failed]).toEqual([true, true, 'after', 1]);
  });

  test('case 46: no pod at all for a while: the session says so, then serves who waited', async () => {
    await using opened = await openDemoBed();
    const { bed, demo } = opened;
    const { endpoint, state, traffic, forward } = await bed.forward('echo', {
      target: 'deploy/web',
      holdMs: 60_000,
    });
    demo.scale(bed.namespace.name, 'web', 0);
    await bed.host.reaches(forward, 'waiting');
    const held = ['one', 'two'].map((word) => exchange(endpoint, word));
    await poll(5_000, () => traffic().held === 2 || undefined);
    const meanwhile = state();
    demo.scale(bed.namespace.name, 'web', 1);
    expect([meanwhile, (await Promise.all(held)).map(String), traffic().failed]).toMatchObject([
      { phase: 'waiting', problem: { code: 'noReadyPod' } },
      ['one', 'two'],
      0,
    ]);
  });

  test.each([
    ['stopped while its tunnels are dialled', 'freeze'],
    ['stopped while the API server is away', 'goAway'],
  ] as const)('case 68: %s leaves no connection, and the port is free at once', async (_when, fault) => {
    await using opened = await openDemoBed();
    const { bed } = opened;
    const forwarded = await bed.forward('echo');
    await exchange(forwarded.endpoint, 'before');
    bed.path.cut();
    bed.path[fault]();
    const before = bed.path.accepted;
    const held = LocalClient.connect(forwarded.endpoint);
    using client = await held;
    await client.send('are you there?');
    const isDialling = () => (forwarded.traffic().open === 1 && bed.path.accepted > before) || undefined;
    expect(await poll(5_000, isDialling)).toBe(true);
    const { forwards } = bed.host.engine;
    await forwards.stop(forwarded.forward.id);
    bed.path.thaw();
    bed.path.back();
    const left = await poll(5_000, () => bed.path.open === 0 || undefined);
    await forwards.start(forwarded.forward.id);
    await bed.host.reaches(forwarded.forward, 'active');
    expect([await client.over(), left, bed.host.endpoint(forwarded.forward)]).toEqual([
      'ECONNRESET',
      true,
      forwarded.endpoint,
    ]);
    expect((await exchange(forwarded.endpoint, 'again')).toString()).toBe('again');
  });

  test('case 69: a forward that is forbidden leaves its neighbour alone', async () => {
    await using opened = await openDemoBed();
    const { bed, demo } = opened;
    const fine = await bed.forward('echo');
    demo.faults.forbidden = [{ verb: 'create', resource: 'pods/portforward', namespace: 'shop' }];
    const forbidden = await bed.forward(5432, { namespace: 'shop', target: 'pod/orders-db-0' });
    using client = await LocalClient.connect(forbidden.endpoint);
    await client.send('hello');
    expect(await client.over()).toBe('ECONNRESET');
    expect([
      (await exchange(fine.endpoint, 'fine')).toString(),
      fine.state().phase,
      forbidden.state(),
    ]).toMatchObject(['fine', 'active', { phase: 'failed', problem: { code: 'forbidden' } }]);
  });
});
