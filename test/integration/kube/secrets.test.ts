import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Secrets } from '../../../src-main/engine/kube/secrets.ts';
import { DemoBench } from './demo-bench.ts';

let bench: DemoBench;
let secrets: Secrets;
const shop = { context: 'demo', namespace: 'shop' };
const link = { name: 'orders-db', userKey: 'username', passwordKey: 'password' };
const signal = AbortSignal.timeout(30_000);

beforeEach(async () => {
  bench = await DemoBench.start();
  secrets = new Secrets(bench.kube.clusters);
});
afterEach(() => bench[Symbol.asyncDispose]());

const forbid = (verb: string) => {
  bench.demo.faults.forbidden = [{ verb, resource: 'secrets', namespace: '*' }];
};

describe('a Secret of the cluster', () => {
  test('is found by name, tells its keys, and gives its texts when they are asked for', async () => {
    expect([
      await secrets.names(shop, signal),
      await secrets.names({ ...shop, namespace: 'payments' }, signal),
      await secrets.keys(shop, 'orders-db', signal),
      await secrets.credentials(shop, link, signal),
      await secrets.credentials(shop, { ...link, userKey: null }, signal),
    ]).toEqual([
      ['orders-db'],
      [],
      ['username', 'password'],
      { user: 'orders', password: 'demo: p@ss/word' },
      { user: null, password: 'demo: p@ss/word' },
    ]);
  });

  test('may be read by name where they may not be listed', async () => {
    forbid('list');
    await expect(secrets.names(shop, signal)).rejects.toMatchObject({ problem: { code: 'forbidden' } });
    expect(await secrets.credentials(shop, link, signal)).toMatchObject({ user: 'orders' });
  });

  test('that may not be read, is not there, or lacks a key is told without a value', async () => {
    const told = (change: object) =>
      secrets.credentials(shop, { ...link, ...change }, signal).catch((error: unknown) => error);
    expect(await told({ name: 'nope' })).toMatchObject({ problem: { code: 'notFound' } });
    expect(await told({ passwordKey: 'toString' })).toMatchObject({
      problem: {
        code: 'notFound',
        message: 'The Secret “orders-db” has no key “toString”. Choose another key.',
      },
    });
    forbid('get');
    expect(await told({})).toMatchObject({ problem: { code: 'forbidden' } });
  });
});
