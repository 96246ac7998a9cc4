import { setTimeout as delay } from 'node:timers/promises';
import type { Socket } from 'node:net';

import type { PodSandbox } from './pod-sandbox.ts';

/** One forwarded connection as the runtime sees it, whatever protocol carries it. */
export interface PodStream {
  /** What the client sends, up to its end. */
  chunks(): AsyncIterable<Buffer>;
  /** Resolves when there is room for more. */
  write(data: Buffer): Promise<void>;
  /** Nothing more goes in either direction. */
  end(): void;
}

// containerd gives the second direction so long after the first has ended (tunnel.md 2.3).
const secondDirectionMs = 1_000;
// The buffer of Go's io.Copy: no piece on the wire is longer.
const copyBytes = 32 * 1_024;

/**
 * Forwards one connection to a port of the pod. Returns what the runtime says of its end on the error stream, null for
 * an orderly end; an empty text is an end without a word.
 */
export async function forwardPort(
  sandbox: PodSandbox,
  port: number,
  stream: PodStream,
): Promise<string | null> {
  const reason = await reasonOfEnd(sandbox, port, stream);
  return reason && `error forwarding port ${port} to pod ${sandbox.id}, uid : ${reason}`;
}

async function reasonOfEnd(sandbox: PodSandbox, port: number, stream: PodStream): Promise<string | null> {
  switch (sandbox.state) {
    case 'running':
      return joinPort(sandbox, port, stream);
    case 'closed':
      return `network namespace for sandbox "${sandbox.id}" is closed`;
    case 'lost':
      return '';
  }
}

/**
 * Joins a stream to a port of the pod as containerd does: no half-close reaches the application, and a second after
 * one direction has ended everything is closed. Returns containerd's words for what went wrong, or null.
 */
async function joinPort(sandbox: PodSandbox, port: number, stream: PodStream): Promise<string | null> {
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

async function copyToClient(socket: Socket, stream: PodStream, path: string): Promise<string | null> {
  try {
    for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
      const bytes = chunk as Buffer;
      for (let offset = 0; offset < bytes.length; offset += copyBytes)
        await stream.write(bytes.subarray(offset, offset + copyBytes));
    }
    return null;
  } catch {
    return `writeto ${path}: read ${path}: read: connection reset by peer`;
  }
}

async function copyToPod(stream: PodStream, socket: Socket, path: string): Promise<string | null> {
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
