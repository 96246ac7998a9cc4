import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { bannerText, testServerPorts } from '../cluster/test-server.ts';
import { noisePayload, patternPayload, type Payload } from './payload.ts';
import type { Random } from './random.ts';
import { BrokenTalk, type SoakClient } from './soak-client.ts';

/** The ports of the pods that are forwarded; on the last nothing listens. */
export const talkPorts = { ...testServerPorts, nobody: 7999 } as const;
export type TalkPort = keyof typeof talkPorts;

/** One way in which a client and an application talk; it throws `BrokenTalk` unless everything is as it has to be. */
export interface Talk {
  readonly name: string;
  readonly port: TalkPort;
  /** How often, compared with the others. */
  readonly weight: number;
  /** For how long a connection may stay after it, in milliseconds; none where a second is enough. */
  readonly aftermathMs?: number;
  run(client: SoakClient, random: Random): Promise<void>;
}

const kib = 1024;
const mib = 1024 * kib;

export const talks: readonly [Talk, ...Talk[]] = [
  { name: 'echo', port: 'echo', weight: 40, run: echo },
  { name: 'download', port: 'http', weight: 10, run: download },
  { name: 'upload', port: 'http', weight: 8, run: upload },
  { name: 'server first', port: 'banner', weight: 4, run: serverFirst },
  { name: 'greeting and end', port: 'greet', weight: 3, run: greeting },
  { name: 'silence between', port: 'echo', weight: 4, run: silence },
  { name: 'half-close, reply goes on', port: 'lines', weight: 4, run: halfClosedLines },
  { name: 'half-close, silent pod', port: 'count', weight: 2, run: halfClosedCount },
  { name: 'slow reader', port: 'http', weight: 3, run: slowReader },
  { name: 'stalled reader leaves', port: 'http', weight: 3, run: stalledReader },
  // The system asks for room for what it still has of a client that is gone, until it gives up (measured: 40 s).
  { name: 'stalled upload leaves', port: 'stall', weight: 2, aftermathMs: 45_000, run: stalledUpload },
  { name: 'client resets a download', port: 'http', weight: 4, run: resetDownload },
  { name: 'client resets an echo', port: 'echo', weight: 4, run: resetEcho },
  { name: 'application resets', port: 'reset', weight: 4, run: applicationResets },
  { name: 'nothing listens', port: 'nobody', weight: 2, run: nothingListens },
];

async function echo(client: SoakClient, random: Random): Promise<void> {
  const length = random.size(1, 2 * mib);
  const payload = noisePayload(random);
  await Promise.all([
    client.sendPayload(payload, length, pieces(random, length)),
    client.expectPayload(payload, length),
  ]);
}

async function download(client: SoakClient, random: Random): Promise<void> {
  const length = random.size(1, 8 * mib);
  await requestBytes(client, length);
  await client.expectPayload(patternPayload, length);
  await client.expectEnd();
}

/** The server tells what it has got, by number and SHA-256. */
async function upload(client: SoakClient, random: Random): Promise<void> {
  const length = random.size(1, 8 * mib);
  const payload = noisePayload(random);
  await client.send(`POST /sink HTTP/1.0\r\nHost: localhost\r\nContent-Length: ${length}\r\n\r\n`);
  await client.sendPayload(payload, length, pieces(random, length));
  await client.readText('\r\n\r\n');
  const answer = (await client.readText('\n')).trim();
  const expected = JSON.stringify({ bytes: length, sha256: sha256(payload, length) });
  if (answer !== expected) throw new BrokenTalk('wrong bytes', `the pod got ${answer}, sent was ${expected}`);
}

async function serverFirst(client: SoakClient, random: Random): Promise<void> {
  await client.expectPayload(bannerPayload, bannerText.length);
  await echo(client, random);
}

async function greeting(client: SoakClient): Promise<void> {
  await client.expectPayload(bannerPayload, bannerText.length);
  await client.expectEnd();
}

/** A connection that nobody uses for a while has to be there afterwards. */
async function silence(client: SoakClient, random: Random): Promise<void> {
  const payload = noisePayload(random);
  for (const offset of [0, 100]) {
    await client.send(payload.at(offset, 100));
    await client.expectPayload(payload, 100, { offset });
    if (offset === 0) await delay(random.whole(2_000, 12_000));
  }
}

async function halfClosedLines(client: SoakClient): Promise<void> {
  await client.send('go\n');
  client.end();
  for (let line = 1; line <= 30; line += 1) {
    const text = await client.readText('\n');
    if (text !== `line ${line} of 30\n`) throw new BrokenTalk('wrong bytes', `"${text}" as line ${line}`);
  }
  await client.expectEnd();
}

/**
 * No runtime hands a half-close on (tunnel.md, 2.3), so an application that waits for it is ended without an answer:
 * the client has to see that clean end, or the whole answer where a runtime learns to.
 */
async function halfClosedCount(client: SoakClient, random: Random): Promise<void> {
  const length = random.size(1, 64 * kib);
  await client.sendPayload(noisePayload(random), length, pieces(random, length));
  client.end();
  const chunk = await client.read();
  if (chunk !== null && chunk.toString() !== `${length} bytes\n`) {
    throw new BrokenTalk('wrong bytes', `"${chunk.toString()}" for ${length} bytes`);
  }
}

async function slowReader(client: SoakClient, random: Random): Promise<void> {
  const length = random.size(2 * mib, 12 * mib);
  await requestBytes(client, length);
  // Ten seconds at most: most of the body waits in the tunnel meanwhile.
  const bytesPerSecond = Math.max(length / 10, random.size(256 * kib, 4 * mib));
  await client.expectPayload(patternPayload, length, { bytesPerSecond });
  await client.expectEnd();
}

async function stalledReader(client: SoakClient, random: Random): Promise<void> {
  await requestBytes(client, 64 * mib);
  await client.expectPayload(patternPayload, random.size(1, 4 * mib));
  await delay(random.whole(500, 4_000));
  leave(client, random);
}

/** The pod never reads: the client is stopped sooner or later, and leaves. */
async function stalledUpload(client: SoakClient, random: Random): Promise<void> {
  const payload = noisePayload(random);
  const upload = client.sendPayload(payload, 64 * mib, pieces(random, 64 * mib));
  const patience = new AbortController();
  const tired = delay(random.whole(500, 3_000), undefined, { signal: patience.signal });
  await Promise.race([upload, tired]).finally(() => patience.abort());
  leave(client, random);
  await upload.catch(() => undefined);
}

async function resetDownload(client: SoakClient, random: Random): Promise<void> {
  await requestBytes(client, 32 * mib);
  await client.expectPayload(patternPayload, random.size(1, 16 * mib));
  client.reset();
}

async function resetEcho(client: SoakClient, random: Random): Promise<void> {
  const payload = noisePayload(random);
  const upload = client.sendPayload(payload, 4 * mib, pieces(random, 4 * mib));
  await Promise.race([upload, client.expectPayload(payload, random.size(1, 2 * mib))]);
  client.reset();
  await upload.catch(() => undefined);
}

async function applicationResets(client: SoakClient): Promise<void> {
  await client.send('x');
  await client.expectReset();
}

async function nothingListens(client: SoakClient): Promise<void> {
  await client.expectReset();
}

async function requestBytes(client: SoakClient, length: number): Promise<void> {
  await client.send(`GET /bytes?n=${length} HTTP/1.0\r\nHost: localhost\r\n\r\n`);
  const head = await client.readText('\r\n\r\n');
  if (!head.startsWith('HTTP/1.0 200 ')) throw new BrokenTalk('wrong bytes', `the answer begins "${head}"`);
}

function leave(client: SoakClient, random: Random): void {
  if (random.next() < 0.5) client.reset();
  else client[Symbol.dispose]();
}

/** Sizes of writes, from tiny to large, but not so tiny that a long transfer is only about system calls. */
function pieces(random: Random, length: number): () => number {
  const most = random.size(Math.max(2, length / 1_000), 256 * kib);
  return () => random.whole(1, most);
}

const bannerPayload: Payload = {
  at: (offset, length) => Buffer.from(bannerText).subarray(offset, offset + length),
};

function sha256(payload: Payload, length: number): string {
  const hash = createHash('sha256');
  for (let offset = 0; offset < length; offset += mib) {
    hash.update(payload.at(offset, Math.min(mib, length - offset)));
  }
  return hash.digest('hex');
}
