import { createHash, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { poll } from '../cluster/poll.ts';
import { patternBytes } from '../cluster/test-server.ts';
import { LocalClient, sha256 } from '../support/local-client.ts';
import { exchange } from '../support/tcp-client.ts';
import type { CaseBed, ForwardedPort } from './case-bed.ts';
import { collectGarbage } from './collect-garbage.ts';

const mebibyte = 1024 * 1024;

/** What each of twenty stopped readers is sent: together more than the ceiling, and than the kernels on the way take off it. */
const unreadMebibytes = 20;

/** Cases 31 to 37 of tunnel.md, section 10: who does not read holds up nobody else, and little memory. */
export function describeBackpressureCases(given: () => CaseBed): void {
  test('case 31: one reader stops: the others are served, and the rest comes when it reads on', async () => {
    const http = await given().forward('http');
    const echo = await given().forward('echo');
    using stopped = await download(http, 64);
    // A tunnel that has carried more than one MiB takes no neighbours, so that who shares it is no matter of luck.
    await stopped.untilReceived(2 * mebibyte);
    stopped.socket.pause();
    expect(await twenty(echo)).toEqual(twentyWords);
    await settled(given());
    const carried = http.traffic().receivedBytes;
    stopped.socket.resume();
    await stopped.until(() => stopped.ending !== null);
    expect([carried < 32 * mebibyte, bodyBytes(stopped), stopped.ending]).toEqual([
      true,
      64 * mebibyte,
      'clean',
    ]);
  });

  test('case 32: twenty stopped readers stay below the ceiling, and nothing is lost when they read on', async () => {
    const http = await given().forward('http');
    const echo = await given().forward('echo');
    // What piles up lies there; the memory of the process keeps what earlier tests have let go.
    await collectGarbage();
    const before = process.memoryUsage().arrayBuffers;
    const stopped = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const client = await download(http, unreadMebibytes);
        client.socket.pause();
        return client;
      }),
    );
    expect(await twenty(echo)).toEqual(twentyWords);
    await settled(given());
    await collectGarbage();
    const grown = process.memoryUsage().arrayBuffers - before;
    for (const client of stopped) client.socket.resume();
    await Promise.all(stopped.map((client) => client.over()));
    expect([stopped.map(bodyBytes), grown < 256 * mebibyte]).toEqual([
      stopped.map(() => unreadMebibytes * mebibyte),
      true,
    ]);
  }, 120_000);

  test('case 33: an upload that the pod never reads is paused, and others are served', async () => {
    const stall = await given().forward('stall');
    const echo = await given().forward('echo');
    using uploader = await LocalClient.connect(stall.endpoint);
    await fill(uploader, stall);
    expect(await twenty(echo)).toEqual(twentyWords);
    // What the kernels on the way hold is counted as sent; 64 MiB were on offer.
    expect(stall.traffic().sentBytes).toBeLessThan(24 * mebibyte);
  });

  test('case 34: when that uploader leaves, the same forward serves all that come', async () => {
    const bed = given();
    const forwarded = await bed.forward('stall', { ports: [':stall', ':echo'] });
    const echo = { ...forwarded, endpoint: bed.host.endpoint(forwarded.forward, 1) };
    for (let round = 0; round < 3; round += 1) {
      const uploader = await LocalClient.connect(forwarded.endpoint);
      await fill(uploader, forwarded);
      uploader.socket.resetAndDestroy();
      expect(await poll(10_000, () => forwarded.traffic().open === 0 || undefined)).toBe(true);
      // So many that each of the server's queues gets one, the one that the upload has left blocked too.
      const answers = await Promise.all(hundredWords.map((word) => exchange(echo.endpoint, word)));
      expect(answers.map(String)).toEqual(hundredWords);
    }
  }, 120_000);

  test('case 35: an upload into a slow pod goes on for as long as it takes, every byte', async () => {
    const { endpoint } = await given().forward('echo');
    using client = await LocalClient.connect(endpoint);
    const sent = createHash('sha256');
    const total = 24;
    // Who reads an echo slowly makes its server read slowly too: at most 8 MiB a second.
    let sinceBreak = 0;
    client.socket.on('data', (chunk: Buffer) => {
      sinceBreak += chunk.length;
      if (sinceBreak < mebibyte / 4) return;
      sinceBreak = 0;
      client.socket.pause();
      setTimeout(() => client.socket.resume(), 31);
    });
    for (let count = 0; count < total; count += 1) {
      const block = randomBytes(mebibyte);
      sent.update(block);
      await client.send(block);
    }
    await client.untilReceived(total * mebibyte);
    expect(client.digest()).toBe(sent.digest('hex'));
  });

  test('case 37: both directions of one connection at full speed never block each other', async () => {
    const { endpoint } = await given().forward('echo');
    const sent = randomBytes(48 * mebibyte);
    using client = await LocalClient.connect(endpoint);
    await Promise.all([client.send(sent), client.untilReceived(sent.length)]);
    expect(client.digest()).toBe(sha256(sent));
  });
}

const hundredWords = Array.from({ length: 100 }, (_, index) => `number ${index}`);
const twentyWords = hundredWords.slice(0, 20);

/** Twenty new connections at once, and what they are told. */
async function twenty({ endpoint }: ForwardedPort): Promise<string[]> {
  const answers = await Promise.all(twentyWords.map((word) => exchange(endpoint, word)));
  return answers.map(String);
}

/** A client that has begun a download of so many MiB. */
async function download({ endpoint }: ForwardedPort, mebibytes: number): Promise<LocalClient> {
  const client = await LocalClient.connect(endpoint);
  await client.send(`GET /bytes?n=${mebibytes * mebibyte} HTTP/1.0\r\n\r\n`);
  await client.untilReceived(1_000);
  return client;
}

function bodyBytes(client: LocalClient): number {
  return client.received - client.text.indexOf('\r\n\r\n') - 4;
}

/** Writes until nothing more is taken for half a second. */
async function fill(client: LocalClient, { traffic }: ForwardedPort): Promise<void> {
  client.socket.write(patternBytes(64 * mebibyte));
  for (let before = -1; traffic().sentBytes > before;) {
    before = traffic().sentBytes;
    await delay(500);
  }
}

/** Waits until nothing comes from the cluster for 300 ms. */
async function settled({ path }: CaseBed): Promise<void> {
  for (let before = -1; path.bytesDown > before + 4_096;) {
    before = path.bytesDown;
    await delay(300);
  }
}
