import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pod, PoolBench, refused } from './pool-bench.ts';

let bench: PoolBench;

beforeEach(async () => {
  bench = await PoolBench.open();
});
afterEach(() => bench[Symbol.asyncDispose]());

describe('case 52: a user', () => {
  test('who may only "create" needs nothing else', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.accept();
      else upgrade.refuse(403, forbidden('get'));
    };
    await bench.echoed('one');
    expect(new Set(bench.asked())).toEqual(new Set(['POST spdy']));
  });

  test('who may only "get" is served by WebSocket', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else upgrade.accept();
    };
    await bench.echoed('one');
    expect(bench.asked().slice(0, 2)).toEqual(['POST spdy', 'GET websocket']);
  });

  test('who may only "get" is served by a GET of SPDY where WebSockets carry no tunnel', async () => {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else if (upgrade.transport === 'spdy') upgrade.accept();
      else upgrade.refuse(502);
    };
    await bench.echoed('one');
    expect([bench.asked().slice(0, 3), bench.pool.transport]).toEqual([
      ['POST spdy', 'GET websocket', 'GET spdy'],
      'spdy',
    ]);
  });

  test('who may neither is told both in one sentence', async () => {
    bench.server.onUpgrade = (upgrade) =>
      upgrade.refuse(403, forbidden(upgrade.request.method === 'POST' ? 'create' : 'get'));
    expect([await refused(bench.echoed('x')), bench.asked()]).toMatchObject([
      {
        code: 'forbidden',
        layer: 'apiServer',
        message:
          'You may not forward ports to pod web-1 in namespace shop. Ask the cluster’s administrator for the right to “create” and “get” pods/portforward there.',
        detail: expect.stringMatching(/cannot create.*cannot get/) as unknown,
      },
      ['POST spdy', 'GET websocket'],
    ]);
  });

  test('whose rights differ between namespaces is served by the best way in each', async () => {
    bench.server.onUpgrade = (upgrade) => {
      const isPoor = upgrade.request.url?.includes('/namespaces/poor/') === true;
      if (isPoor && upgrade.request.method === 'POST') upgrade.refuse(403, forbidden('create'));
      else upgrade.accept();
    };
    const poor = { ...pod, namespace: 'poor' };
    await bench.echoed('one', poor);
    await bench.echoed('two');
    await bench.echoed('three', poor);
    expect(bench.server.upgrades.filter(({ request }) => request.method === 'POST').length).toBeGreaterThan(
      1,
    );
    expect(bench.pool.transport).toBe('websocket');
  });
});

describe('credentials that are refused', () => {
  /** From now on only the second token is good, which comes once the first is given back. */
  function replaceToken(): void {
    bench.server.onUpgrade = (upgrade) => {
      if (upgrade.request.headers.authorization === 'Bearer second') upgrade.accept();
      else upgrade.refuse(401);
    };
    bench.server.credentialsRejected = () => {
      bench.server.rejectedCredentials += 1;
      bench.server.token = 'second';
    };
  }

  const pods = Array.from({ length: 50 }, (_, index) => ({ ...pod, name: `next-${String(index)}` }));

  test('case 53: are fetched once for fifty waiting dials', async () => {
    replaceToken();
    await Promise.all(pods.map((each) => bench.echoed('x', each)));
    expect([bench.server.rejectedCredentials, bench.count('websocket')]).toEqual([1, 0]);
  });

  test('case 53: credentials that expire are fetched once for all dials under way', async () => {
    await bench.echoed('one');
    replaceToken();
    await Promise.all(pods.slice(0, 10).map((each) => bench.echoed('x', each)));
    expect(bench.server.rejectedCredentials).toBe(1);
  });
});

describe('a server that is busy', () => {
  test.each([
    [429, '2'],
    [503, new Date(1_000_000 + 2_000).toUTCString()],
  ])('case 55: with %i and Retry-After %s is left alone for so long', async (status, retryAfter) => {
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(status, '', { 'Retry-After': retryAfter });
    expect(await refused(bench.echoed('x'))).toMatchObject({ code: 'apiError', layer: 'apiServer' });
    bench.server.onUpgrade = (upgrade) => void upgrade.accept();
    const second = bench.echoed('y');
    await new Promise(setImmediate);
    bench.clock.pass(1_999);
    await new Promise(setImmediate);
    expect(bench.server.upgrades.length).toBe(1);
    bench.clock.pass(1);
    await second;
  });

  test('case 55: for longer than a client would wait, tells so at once, and not beyond a minute', async () => {
    bench.server.onUpgrade = (upgrade) => upgrade.refuse(503, '', { 'Retry-After': '3600' });
    await refused(bench.echoed('x'));
    expect([(await refused(bench.echoed('y'))).code, bench.server.upgrades.length]).toEqual(['apiError', 1]);
    bench.clock.pass(60_000);
    bench.server.onUpgrade = (upgrade) => void upgrade.accept();
    await bench.echoed('z');
  });
});

describe('an answer that is no upgrade', () => {
  test.each(['<html>log in</html>', '{}'])(
    'case 58: a 200 with %s is not taken for an answer',
    async (body) => {
      bench.server.onUpgrade = (upgrade) => upgrade.refuse(200, body, { 'Content-Type': 'text/html' });
      expect(await refused(bench.echoed('x'))).toMatchObject({ code: 'upgradeRefused', layer: 'network' });
    },
  );

  test('case 56: a redirect is not followed', async () => {
    bench.server.onUpgrade = (upgrade) =>
      upgrade.refuse(301, '', { Location: `http://${String(upgrade.request.headers.host)}/other` });
    await refused(bench.echoed('x'));
    expect(bench.server.upgrades.every(({ request }) => request.url?.includes('/pods/web-1/'))).toBe(true);
  });
});

function forbidden(verb: string): string {
  const message = `pods "web-1" is forbidden: User "u" cannot ${verb} resource "pods/portforward" in API group "" in the namespace "shop"`;
  return JSON.stringify({ kind: 'Status', message });
}
