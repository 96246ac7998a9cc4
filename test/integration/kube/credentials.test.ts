import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ask, CredentialBench } from './credential-bench.ts';

let bench: CredentialBench;

beforeEach(async () => {
  bench = await CredentialBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('a request proves who it is', () => {
  test.each([
    ['by a token', { token: 'abc' }, 'Bearer abc'],
    [
      'by name and password',
      { username: 'ann', password: 'pw' },
      `Basic ${Buffer.from('ann:pw').toString('base64')}`,
    ],
    ['not at all', {}, undefined],
  ])('%s', async (_how, user, authorization) => {
    const server = await bench.start();
    const { client } = await bench.clientFor({ server: server.url }, user);
    await ask(client);
    expect([server.last.authorization, server.last['user-agent']]).toEqual([authorization, 'portolan']);
  });

  test('by a token file, which wins over a token and may end with a line', async () => {
    const server = await bench.start();
    await bench.folder.write('token', 'from-file\n');
    const { client } = await bench.clientFor({ server: server.url }, { token: 'other', tokenFile: 'token' });
    await ask(client);
    expect(server.last.authorization).toBe('Bearer from-file');
  });

  test('by a token file that is read anew once its token is rejected', async () => {
    const server = await bench.start();
    server.accepted = new Set(['one']);
    await bench.folder.write('token', 'one');
    const { client } = await bench.clientFor({ server: server.url }, { tokenFile: 'token' });
    await ask(client);
    await bench.folder.write('token', 'two');
    server.accepted = new Set(['two']);
    await ask(client);
    expect(server.last.authorization).toBe('Bearer two');
  });

  test('as someone else, with every group and extra field on a line of its own', async () => {
    const server = await bench.start();
    const { client } = await bench.clientFor(
      { server: server.url },
      {
        token: 't',
        as: 'bob',
        'as-uid': '7',
        'as-groups': ['dev', 'ops'],
        'as-user-extra': { 'example.org/Scope': ['a', 'b'] },
      },
    );
    await ask(client);
    const raw = server.requests.at(-1)?.raw ?? [];
    const lines = raw.flatMap((name, index) =>
      /^impersonate/i.test(name) ? [`${name.toLowerCase()}: ${raw[index + 1] ?? ''}`] : [],
    );
    const upgrade = await client.upgradeTarget(AbortSignal.timeout(5_000));
    expect([lines, upgrade.headers['impersonate-group']]).toEqual([
      [
        'impersonate-user: bob',
        'impersonate-uid: 7',
        'impersonate-group: dev',
        'impersonate-group: ops',
        'impersonate-extra-example.org%2fscope: a',
        'impersonate-extra-example.org%2fscope: b',
      ],
      ['dev', 'ops'],
    ]);
  });

  test('below a path prefix', async () => {
    const server = await bench.start();
    const { client } = await bench.clientFor({ server: `${server.url}/k8s/clusters/c-1/` }, {});
    await ask(client);
    const target = await client.upgradeTarget(AbortSignal.timeout(5_000));
    expect([server.requests.at(-1)?.path, target.server.href, target.tls]).toEqual([
      '/k8s/clusters/c-1/version',
      `${server.url}/k8s/clusters/c-1`,
      null,
    ]);
  });
});
