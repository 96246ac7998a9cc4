import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { bannerText } from '../cluster/test-server.ts';
import { LocalClient } from '../support/local-client.ts';
import { exchange } from '../support/tcp-client.ts';
import type { CaseBed } from './case-bed.ts';

const half = 500;

/** Cases 21 to 28 of tunnel.md, section 10: each way in which a connection may end. */
export function describeClosingCases(given: () => CaseBed): void {
  // Most of their time is spent in the waits of the runtime and the engine, so they wait together.
  describe.concurrent('a connection', () => {
    test('case 21: the server closes after its banner: the end within 1.2 s, nothing lost', async () => {
      const { endpoint } = await given().forward('greet');
      const started = performance.now();
      using client = await LocalClient.connect(endpoint);
      expect([await client.over(), client.text]).toEqual(['clean', bannerText]);
      expect(performance.now() - started).toBeLessThan(1_200 + half);
    });

    test('case 22: half-close, the server streams 3 s more: all bytes', async () => {
      const { endpoint } = await given().forward('lines');
      using client = await LocalClient.connect(endpoint);
      client.socket.end('go\n');
      expect([await client.over(), client.text.trim().split('\n').length]).toEqual(['clean', 30]);
    });

    test('case 23: half-close of an HTTP request, silence for 10 s, then the answer: complete', async () => {
      const { endpoint } = await given().forward('http');
      using client = await LocalClient.connect(endpoint);
      client.socket.end('GET /slow?ms=10000 HTTP/1.0\r\n\r\n');
      expect([await client.over(), client.text]).toEqual(['clean', expect.stringMatching(/pod=lone\nhost=/)]);
    });

    test('case 24: half-close before a server that waits for the end: over after the defer time, within 7 s', async () => {
      const { endpoint } = await given().forward('count');
      using client = await LocalClient.connect(endpoint);
      const started = performance.now();
      client.socket.end('abc');
      // The runtime passes no half-close on, so the count is lost with every client (tunnel.md, 2.3).
      expect(await client.over()).toBe('clean');
      const ms = performance.now() - started;
      expect(ms > 5_000 && ms < 7_000 + half).toBe(true);
    });

    test('case 26: the server resets: so does the client see it, and others and the forward live on', async () => {
      const resetting = await given().forward('reset');
      const other = await given().forward('echo');
      using bystander = await LocalClient.connect(other.endpoint);
      await bystander.echo('before');
      using client = await LocalClient.connect(resetting.endpoint);
      await client.send('x');
      expect([await client.over(), await bystander.echo('after'), resetting.state().phase]).toEqual([
        'ECONNRESET',
        'after',
        'active',
      ]);
      expect(resetting.traffic()).toMatchObject({ failed: 1, lastProblem: { code: 'connectionReset' } });
    });

    test('case 28: nothing listens: a reset, the reason recorded, and the forward lives on', async () => {
      const { endpoint, traffic, state } = await given().forward(9_999);
      using client = await LocalClient.connect(endpoint);
      await client.send('hello');
      expect([await client.over(), traffic(), state().phase]).toMatchObject([
        'ECONNRESET',
        { failed: 1, lastProblem: { code: 'connectionRefused', layer: 'application' } },
        'active',
      ]);
    });
  });

  test(
    'case 27: the client resets a download: the server stops within 1.2 s, others go on',
    { concurrent: false },
    async () => {
      const bed = given();
      const http = await bed.forward('http');
      const echo = await bed.forward('echo');
      using bystander = await LocalClient.connect(echo.endpoint);
      await bystander.echo('before');
      using client = await LocalClient.connect(http.endpoint);
      await client.send(`GET /bytes?n=${64 * 1024 ** 3} HTTP/1.0\r\n\r\n`);
      await client.untilReceived(4 * 1024 * 1024);
      client.socket.resetAndDestroy();
      await delay(1_200);
      const carried = bed.path.bytesDown;
      await delay(300);
      expect([bed.path.bytesDown - carried < 64 * 1024, await bystander.echo('after')]).toEqual([
        true,
        'after',
      ]);
      expect((await exchange(echo.endpoint, 'new')).toString()).toBe('new');
    },
  );
}
