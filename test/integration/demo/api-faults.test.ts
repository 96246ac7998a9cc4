import { request } from 'node:https';
import { connect } from 'node:net';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

import type { WatchEvent } from '../../conformance/cluster-client.ts';
import { DemoHost } from '../../support/demo-host.ts';

const pods = '/api/v1/namespaces/shop/pods';

describe('the API server of the demo cluster', () => {
  it('answers only by its loopback names', async () => {
    await using host = await DemoHost.start();
    const ask = async (name: string) => {
      const outgoing = request(host.demo.server, {
        agent: false,
        rejectUnauthorized: false,
        headers: {
          host: `${name}:${new URL(host.demo.server).port}`,
          authorization: `Bearer ${host.demo.token}`,
        },
      });
      outgoing.end();
      const [response] = (await once(outgoing, 'response')) as [{ statusCode: number; resume: () => void }];
      response.resume();
      return response.statusCode;
    };
    // 404, because there is nothing at the root; 403, because a name of the web may point here.
    expect([await ask('127.0.0.1'), await ask('localhost'), await ask('demo.example')]).toEqual([
      404, 404, 403,
    ]);
  });

  it('refuses the old token once it is rotated', async () => {
    await using host = await DemoHost.start();
    const before = await host.client().ask('GET', pods);
    const token = host.demo.rotateToken();
    const answers = [before, await host.client().ask('GET', pods), await host.client(token).ask('GET', pods)];
    expect([answers.map(({ code }) => code), host.demo.kubeconfig.includes(token)]).toEqual([
      [200, 401, 200],
      true,
    ]);
  });

  it('forbids by verb, resource and namespace', async () => {
    await using host = await DemoHost.start();
    const client = host.client();
    host.demo.faults.forbidden = [{ verb: 'list', resource: 'pods', namespace: 'shop' }];
    const paths = [
      pods,
      `${pods}/orders-db-0`,
      '/api/v1/namespaces/payments/pods',
      '/api/v1/namespaces/shop/services',
    ];
    const codes = await Promise.all(paths.map(async (path) => (await client.ask('GET', path)).code));
    expect(codes).toEqual([403, 200, 200, 200]);
  });

  it('forgets its history: lists and watches that go on from before are 410', async () => {
    await using host = await DemoHost.start();
    const client = host.client();
    const { metadata } = await client.object('GET', `${pods}?limit=1`);
    host.demo.expireHistory();

    const { code } = await client.ask('GET', `${pods}?limit=1&continue=${metadata.continue ?? ''}`);
    const events: WatchEvent[] = [];
    for await (const event of client.watch(pods, { resourceVersion: metadata.resourceVersion }))
      events.push(event);

    expect([code, events.map(({ type, object }) => `${type} ${object.code ?? ''}`)]).toEqual([
      410,
      ['ERROR 410'],
    ]);
  });

  it('answers so many lists with 410, then as before', async () => {
    await using host = await DemoHost.start();
    host.demo.faults.expiredLists = 2;
    const codes = [];
    for (let turn = 0; turn < 3; turn++) codes.push((await host.client().ask('GET', pods)).code);
    expect(codes).toEqual([410, 410, 200]);
  });

  it('drops all watches and serves new ones from where they were', async () => {
    await using host = await DemoHost.start();
    const { metadata } = await host.client().object('GET', pods);
    const seen: string[] = [];
    let version = metadata.resourceVersion;
    const follow = async (until: string) => {
      for await (const { type, object } of host.client().watch(pods, { resourceVersion: version })) {
        version = object.metadata.resourceVersion;
        seen.push(type);
        if (type === until) return;
      }
      seen.push('end');
    };

    const first = follow('nothing');
    // The replacement waits, or a slow machine would see it before the watches are dropped.
    host.demo.pauseControllers();
    host.demo.deletePod('shop', 'orders-db-0');
    // The deletion is seen by the open watch; then all are dropped, and the rest comes by a new one.
    while (!seen.includes('MODIFIED')) await new Promise((resolve) => setImmediate(resolve));
    host.demo.faults.dropWatches();
    await first;
    host.demo.resumeControllers();
    await follow('ADDED');

    expect([seen[0], seen.includes('end'), seen.at(-1)]).toEqual(['MODIFIED', true, 'ADDED']);
  });

  it('comes back on the same port, with everything it knew', async () => {
    await using host = await DemoHost.start();
    const { host: name } = new URL(host.demo.server);
    const before = await host.client().object('GET', `${pods}/orders-db-0`);
    const watch = host.client().watch(pods)[Symbol.asyncIterator]();
    await watch.next();

    await host.demo.stopApi();
    const refused = connect(Number(name.split(':')[1]), '127.0.0.1');
    const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
    const cut = await drain(watch);
    await host.demo.startApi();
    const after = await host.client().object('GET', `${pods}/orders-db-0`);

    expect([error.code, cut, after.metadata.uid]).toEqual(['ECONNREFUSED', 'cut', before.metadata.uid]);
  });

  it('can be slow, and can answer like a proxy in between', async () => {
    await using host = await DemoHost.start();
    const client = host.client();
    host.demo.faults.requestDelayMs = 200;
    const started = performance.now();
    await client.ask('GET', '/version');
    const seconds = performance.now() - started;
    host.demo.faults.requestDelayMs = 0;
    host.demo.faults.answer = {
      code: 200,
      body: '<html>Sign in</html>',
      headers: { 'content-type': 'text/html' },
    };
    const page = await client.ask('GET', pods);
    host.demo.faults.reset();

    expect([seconds > 190, page, (await client.ask('GET', pods)).code]).toEqual([
      true,
      { code: 200, body: '<html>Sign in</html>' },
      200,
    ]);
  });
});

/** Reads a watch to its end: `cut` when that is no orderly one. */
async function drain(watch: AsyncIterator<WatchEvent>): Promise<'ended' | 'cut'> {
  try {
    while (!(await watch.next()).done);
    return 'ended';
  } catch {
    return 'cut';
  }
}
