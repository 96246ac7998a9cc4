import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'node:net';

import type { SpdyStream } from '../spdy/spdy-stream.ts';
import type { PodSandbox } from './pod-sandbox.ts';

// containerd gives the second direction so long after the first has ended (tunnel.md 2.3).
const secondDirectionMs = 1_000;

/**
 * Joins a stream to a port of the pod as containerd does: no half-close reaches the application, and a second after
 * one direction has ended everything is closed. Returns containerd's words for what went wrong, or null.
 */
export async function forwardPort(
  sandbox: PodSandbox,
  port: number,
  stream: SpdyStream,
): Promise<string | null> {
  const failed = (reason: string): string =>
    `failed to execute portforward in network namespace "${sandbox.networkNamespace}": ${reason}`;

  const socket = await sandbox.dial(port);
  if (!socket) {
    stream.end();
    return failed(
      `failed to connect to localhost:${port} inside namespace "${sandbox.id}", ` +
        `IPv4: dial tcp4 127.0.0.1:${port}: connect: connection refused ` +
        'IPv6 dial tcp6: address localhost: no suitable address found ',
    );
  }
  // Reported by the copying below; a second error after that has nobody to tell.
  socket.on('error', () => undefined);
  const path = `tcp4 127.0.0.1:${socket.localPort ?? 0}->127.0.0.1:${port}`;
  const directions = [copyToClient(socket, stream, path), copyToPod(stream, socket, path)];
  const first = await Promise.race(directions);
  const rest = new AbortController();
  const both = Promise.all(directions).then((reasons) => reasons.find((reason) => reason !== null) ?? null);
  const last = await Promise.race([both, delay(secondDirectionMs, null, { signal: rest.signal })]);
  rest.abort();
  stream.end();
  socket.destroy();
  const reason = first ?? last;
  return reason === null ? null : failed(reason);
}

async function copyToClient(socket: Socket, stream: SpdyStream, path: string): Promise<string | null> {
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false }))
      await stream.write(chunk as Buffer);
    return null;
  } catch {
    return `writeto ${path}: read ${path}: read: connection reset by peer`;
  }
}

async function copyToPod(stream: SpdyStream, socket: Socket, path: string): Promise<string | null> {
  for await (const chunk of stream.chunks()) {
    const error = await write(socket, chunk);
    if (error) return `readfrom ${path}: write ${path}: write: broken pipe`;
  }
  return null;
}

/** Resolves when the kernel has taken the bytes: until then the stream is not read, which stalls its worker. */
function write(socket: Socket, chunk: Buffer): Promise<Error | null> {
  return new Promise((resolve) => {
    const closed = (): void => resolve(new Error('closed'));
    socket.once('close', closed);
    socket.write(chunk, (error) => {
      socket.off('close', closed);
      resolve(error ?? null);
    });
  });
}
