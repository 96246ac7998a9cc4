import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { bannerText, patternBytes } from '../cluster/test-server.ts';
import { poll } from '../cluster/poll.ts';
import { LocalClient, sha256 } from '../support/local-client.ts';
import { exchange, httpGet } from '../support/tcp-client.ts';
import type { CaseBed, ForwardedPort } from './case-bed.ts';
import { collectGarbage } from './collect-garbage.ts';

/** Cases 13 to 20, without 16, of tunnel.md, section 10: what is carried arrives whole and in order. */
export function describeDataCases(given: () => CaseBed, bulkBytes: number): void {
  test('case 13: a large download, upload and echo at once, every byte compared', async () => {
    const http = await given().forward('http');
    const echo = await given().forward('echo');
    const sent = randomBytes(bulkBytes);
    const [down, up, back] = await Promise.all([
      httpGet(http.endpoint, `/bytes?n=${bulkBytes}`),
      upload(http.endpoint, sent),
      echoed(echo.endpoint, sent),
    ]);
    expect([down.body.equals(patternBytes(bulkBytes)), up, back]).toEqual([
      true,
      { bytes: sent.length, sha256: sha256(sent) },
      sha256(sent),
    ]);
  });

  test('case 14: 200 connections at once, random bytes echoed on each', async () => {
    const { endpoint, traffic } = await given().forward('echo');
    const blocks = Array.from({ length: 200 }, () => randomBytes(bulkBytes / 64));
    const answers = await Promise.all(blocks.map((block) => echoed(endpoint, block)));
    expect([answers, traffic().failed]).toEqual([blocks.map(sha256), 0]);
  });

  test('case 15: 1,000 connections at once, none fails', async () => {
    // A v4 connection is a dial of its own, and a thousand of them take a while.
    const forwarded = await given().forward('echo', { holdMs: 60_000 });
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, index) => exchange(forwarded.endpoint, `number ${index}`)),
    );
    expect([answers.map(String), forwarded.traffic().failed]).toEqual([
      Array.from({ length: 1_000 }, (_, index) => `number ${index}`),
      0,
    ]);
  });

  test('case 17: 100,000 writes of one byte keep their order', async () => {
    const { endpoint } = await given().forward('echo');
    const sent = randomBytes(100_000);
    using client = await LocalClient.connect(endpoint);
    for (let at = 0; at < sent.length; at += 1) await client.send(sent.subarray(at, at + 1));
    await client.untilReceived(sent.length);
    expect(client.digest()).toBe(sha256(sent));
  });

  test('case 18: connections that carry no byte', async () => {
    const forwarded = await given().forward('echo');
    for (let count = 0; count < 20; count += 1) {
      const client = await LocalClient.connect(forwarded.endpoint);
      if (count % 2 === 0) client.socket.end();
      else client.socket.resetAndDestroy();
      client[Symbol.dispose]();
    }
    await exchange(forwarded.endpoint, 'one more');
    expect(forwarded.traffic()).toMatchObject({ total: 21, failed: 0 });
  });

  test('case 19: a server that speaks first is heard before the client has said a word', async () => {
    const { endpoint } = await given().forward('banner');
    using client = await LocalClient.connect(endpoint);
    await client.untilReceived(bannerText.length);
    expect([client.text, client.ending]).toEqual([bannerText, null]);
  });

  test('case 20: a client that speaks first is answered, again and again', async () => {
    const { endpoint } = await given().forward('echo');
    using client = await LocalClient.connect(endpoint);
    const words = ['first', 'second', 'third'];
    const answers = [];
    for (const word of words) answers.push(await client.echo(word));
    expect(answers).toEqual(words);
  });
}

/** Case 16, apart because it takes its time. */
export function describeManyConnections(given: () => CaseBed, connections: number): void {
  test('case 16: thousands of connections one after the other leave nothing behind', async () => {
    const forwarded = await given().forward('echo');
    const one = (): Promise<Buffer> => exchange(forwarded.endpoint, 'one of many');
    // What is made once (tunnels, caches, compiled code) is there before the first look. A reset leaves at once.
    for (let count = 0; count < connections / 10; count += 1) {
      using client = await LocalClient.connect(forwarded.endpoint);
      await client.echo('one of many');
      client.socket.resetAndDestroy();
    }
    const before = await resources(forwarded);
    for (let count = 0; count < connections; count += 1) await one();
    const after = await resources(forwarded);
    const grown = Object.entries(after.active).filter(
      ([kind, count]) => count > (before.active[kind] ?? 0) + 8,
    );
    const bytesEach = (after.bytes - before.bytes) / connections;
    expect([grown, forwarded.traffic().failed]).toEqual([[], 0]);
    // Nothing that was kept for each connection would be smaller.
    expect(bytesEach).toBeLessThan(300);
  });
}

/** The hash of what comes back when all of the bytes are sent while the echo is read. */
async function echoed(endpoint: { address: string; port: number }, bytes: Buffer): Promise<string> {
  using client = await LocalClient.connect(endpoint);
  const sending = client.send(bytes);
  await client.untilReceived(bytes.length);
  await sending;
  return client.digest();
}

async function upload(endpoint: { address: string; port: number }, bytes: Buffer): Promise<unknown> {
  using client = await LocalClient.connect(endpoint);
  await client.send(`POST /sink HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${bytes.length}\r\n\r\n`);
  await client.send(bytes);
  await client.until(() => client.text.includes('}') || client.ending !== null);
  return JSON.parse(/\{.*\}/.exec(client.text)?.[0] ?? 'null');
}

/** What the process holds once no connection is left: resources by kind, and bytes of memory. */
async function resources({
  traffic,
}: ForwardedPort): Promise<{ active: Record<string, number>; bytes: number }> {
  // A client that has closed looks like one that has only said its last, for five seconds.
  await poll(20_000, () => traffic().open === 0 || undefined);
  // The runtime lets go of its side a second later.
  await new Promise((resolve) => setTimeout(resolve, 1_200));
  await collectGarbage();
  const { heapUsed, external } = process.memoryUsage();
  const active: Record<string, number> = {};
  for (const kind of process.getActiveResourcesInfo()) active[kind] = (active[kind] ?? 0) + 1;
  return { active, bytes: heapUsed + external };
}
