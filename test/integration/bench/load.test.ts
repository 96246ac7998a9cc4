import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { echoOnce } from '../../bench/echo-client.ts';
import { patternFrom, patternHash } from '../../bench/pattern.ts';
import { portOf } from '../../bench/program.ts';
import { bothWays, download, upload } from '../../bench/transfer.ts';

const length = 3_000_017;
const timeoutMs = 5_000;
const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function serve(handle: (socket: Socket) => void) {
  const server = createServer((socket) => handle(socket.on('error', () => undefined)));
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { address: '127.0.0.1', port: portOf(server) };
}

/** The pattern with one byte that is wrong, or none. */
function body(wrongAt?: number): Buffer {
  const pieces: Buffer[] = [];
  for (let offset = 0; offset < length; offset += 1_000_003) {
    pieces.push(patternFrom(offset, Math.min(1_000_003, length - offset)));
  }
  const whole = Buffer.concat(pieces);
  if (wrongAt !== undefined) whole[wrongAt] = 255;
  return whole;
}

function answering(content: Buffer) {
  return (socket: Socket) => {
    socket.once('data', () => socket.end(Buffer.concat([Buffer.from('HTTP/1.0 200 OK\r\n\r\n'), content])));
  };
}

describe('a download', () => {
  it('is over when every byte has been compared', async () => {
    await expect(download(await serve(answering(body())), length, timeoutMs)).resolves.toBeGreaterThan(0);
  });

  it.each([0, 1_500_000, length - 1])('fails for one wrong byte at %i', async (wrongAt) => {
    const server = await serve(answering(body(wrongAt)));
    await expect(download(server, length, timeoutMs)).rejects.toThrow('Wrong bytes arrived');
  });

  it('fails when it ends one byte too soon', async () => {
    const server = await serve(answering(body().subarray(0, length - 1)));
    await expect(download(server, length, timeoutMs)).rejects.toThrow(`${length - 1} of ${length} bytes`);
  });

  it('reads a head that comes byte by byte', async () => {
    const server = await serve((socket) => {
      socket.once('data', () => {
        socket.setNoDelay(true);
        const head = Array.from('HTTP/1.0 200 OK\r\n\r\n');
        const next = () => {
          const letter = head.shift();
          if (letter === undefined) socket.end(body());
          else socket.write(letter, () => setImmediate(next));
        };
        next();
      });
    });
    await expect(download(server, length, timeoutMs)).resolves.toBeGreaterThan(0);
  });
});

describe('an upload', () => {
  const hashing = (hash: string) => (socket: Socket) => {
    let received = 0;
    socket.on('data', (chunk) => {
      received += chunk.length;
      if (received > length) socket.end(`HTTP/1.0 200 OK\r\n\r\n{"bytes":${length},"sha256":"${hash}"}`);
    });
  };

  it('is over when the pod has the same hash', async () => {
    const server = await serve(hashing(patternHash(length)));
    await expect(upload(server, length, timeoutMs)).resolves.toBeGreaterThan(0);
  });

  it('fails when the pod has another one', async () => {
    const server = await serve(hashing('00ff'));
    await expect(upload(server, length, timeoutMs)).rejects.toThrow('The pod received other bytes');
  });
});

it('an echo of much data fails for one wrong byte', async () => {
  let seen = 0;
  const server = await serve((socket) => {
    socket.on('data', (chunk) => {
      if (seen <= 2_000_000 && seen + chunk.length > 2_000_000) chunk[2_000_000 - seen] = 255;
      seen += chunk.length;
      socket.write(chunk);
    });
  });
  await expect(bothWays(server, length, timeoutMs)).rejects.toThrow('Wrong bytes arrived');
});

it.each<[string, (socket: Socket) => void]>([
  ['answered', (socket) => socket.pipe(socket)],
  ['corrupt', (socket) => socket.once('data', () => socket.write('abX'))],
  ['lost', (socket) => socket.once('data', () => socket.end('ab'))],
  ['timedOut', (socket) => socket.once('data', () => socket.write('ab'))],
])('an echo is %s', async (kind, handle) => {
  const { kind: found } = await echoOnce(await serve(handle), Buffer.from('abc'), 300);
  expect(found).toBe(kind);
});

it('an echo is refused where nobody listens', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  expect((await echoOnce({ address: '127.0.0.1', port }, Buffer.from('abc'), 300)).kind).toBe('refused');
});
