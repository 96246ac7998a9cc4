import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ClientSocket } from '../../../src-main/engine/forwards/client-socket.ts';
import { innerPair } from '../../../src-main/engine/forwards/inner-pair.ts';
import { secure } from '../../../src-main/engine/net/secure.ts';
import { patternBytes } from '../../cluster/test-server.ts';
import { makeCertificate } from '../../support/test-certificate.ts';

let client: Duplex;
let server: ClientSocket;

beforeEach(() => {
  ({ client, server } = innerPair());
});

/** Once it is closed: the code of its error, null for a good end. */
async function closing(end: Duplex): Promise<string | null> {
  await new Promise((resolve) => end.once('close', resolve));
  return end.errored === null ? null : ((end.errored as NodeJS.ErrnoException).code ?? '');
}

describe('a connection within the process', () => {
  it('carries bytes both ways, as they were when they were written', async () => {
    const sent = patternBytes(1024 * 1024);
    const expected = Buffer.from(sent);
    server.pipe(server);
    const echoed: Buffer[] = [];
    client.on('data', (chunk: Buffer) => echoed.push(chunk));
    client.write(sent, () => sent.fill(0));
    client.end();
    await closing(client);
    expect(Buffer.concat(echoed).equals(expected)).toBe(true);
  });

  it('takes no more than is read', async () => {
    let taken = 0;
    const write = (): void => {
      server.write(Buffer.alloc(16 * 1024), () => {
        taken += 1;
        write();
      });
    };
    write();
    await new Promise(setImmediate);
    expect(taken).toBeLessThan(8);
    const before = taken;
    while (client.read() !== null);
    await new Promise(setImmediate);
    expect(taken).toBeGreaterThan(before);
  });

  it('lets the client read all that was said before a good end', async () => {
    server.write(Buffer.alloc(1000));
    server.end(() => server.destroy());
    await closing(server);
    let bytes = 0;
    client.on('data', (chunk: Buffer) => (bytes += chunk.length));
    expect([await closing(client), bytes]).toEqual([null, 1000]);
  });

  it('closes at both ends once both have said all', async () => {
    const closed = Promise.all([closing(client), closing(server)]);
    client.resume();
    server.resume();
    server.end();
    expect(await closed).toEqual([null, null]);
  });

  it.each<[string, () => void]>([
    ['is lost', () => server.destroy()],
    ['is reset', () => server.resetAndDestroy()],
    ['is reset after its end', () => server.end(() => server.resetAndDestroy())],
  ])('breaks off for the client where the server’s end %s', async (_how, lose) => {
    server.write(Buffer.alloc(1000));
    const closed = Promise.all([closing(client), closing(server)]);
    lose();
    expect(await closed).toEqual(['ECONNRESET', null]);
  });

  it('breaks off for the server where the client leaves, also while it waits for room', async () => {
    client.pause();
    server.write(Buffer.alloc(1024 * 1024));
    server.write('more');
    client.destroy();
    expect(await closing(server)).toBe('ECONNRESET');
  });

  it.each<[string, (secured: Duplex) => unknown]>([
    ['destroyed', (secured) => secured.destroy()],
    ['ended', (secured) => secured.end()],
  ])('carries TLS, and is over once that is %s', async (_how, finish) => {
    const { cert, key } = await makeCertificate({ name: 'edge', host: 'shop.example.com', days: 1 });
    const answering = new TLSSocket(server, { isServer: true, cert, key, requestCert: false });
    answering.on('error', () => undefined).pipe(answering);
    const secured = await secure(
      { socket: client, name: 'shop.example.com', context: createSecureContext(), protocol: null },
      AbortSignal.timeout(5_000),
    );
    secured.write('hello');
    const [echoed] = (await once(secured, 'data')) as [Buffer];
    const closed = Promise.all([closing(client), closing(server)]);
    finish(secured);
    await closed;
    expect(String(echoed)).toBe('hello');
  });
});
