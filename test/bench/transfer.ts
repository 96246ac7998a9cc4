import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../../src-main/shared/session.ts';
import { patternFrom, patternHash, requirePattern } from './pattern.ts';

const readBytes = 256 * 1024;
// 256 KiB is what a file copy writes at once; larger pieces only fill more memory.
const writeBytes = 256 * 1024;
const headEnd = '\r\n\r\n';

/** Reads `bytes` over HTTP and compares each; resolves with the seconds from `connect` to the last byte. */
export function download(endpoint: Endpoint, bytes: number, timeoutMs: number): Promise<number> {
  let head = '';
  let received = 0;
  return transfer(endpoint, timeoutMs, {
    begin: (socket) => void socket.write(`GET /bytes?n=${bytes} HTTP/1.0${headEnd}`),
    read: (chunk) => {
      let body = chunk;
      if (!head.endsWith(headEnd)) {
        const text = head + chunk.toString('latin1');
        const end = text.indexOf(headEnd);
        if (end === -1) {
          head = text;
          return false;
        }
        body = chunk.subarray(end + headEnd.length - head.length);
        head = text.slice(0, end + headEnd.length);
      }
      requirePattern(body, received);
      received += body.length;
      return received >= bytes;
    },
    progress: () => `${received} of ${bytes} bytes had arrived`,
  });
}

/** Sends `bytes` over HTTP and compares the hash of what arrived; seconds from `connect` to the answer. */
export function upload(endpoint: Endpoint, bytes: number, timeoutMs: number): Promise<number> {
  const expected = patternHash(bytes);
  const sender = new PatternSender(bytes);
  let answer = '';
  return transfer(endpoint, timeoutMs, {
    begin: (socket) => {
      socket.write(`POST /sink HTTP/1.0\r\nContent-Length: ${bytes}${headEnd}`);
      sender.sendTo(socket);
    },
    read: (chunk) => {
      answer += chunk.toString('latin1');
      const hash = /"sha256":"([0-9a-f]+)"/.exec(answer)?.[1];
      if (hash === undefined) return false;
      if (hash !== expected) throw new Error(`The pod received other bytes: ${answer.slice(-200)}`);
      return true;
    },
    progress: () => `${sender.sent} of ${bytes} bytes had been sent`,
  });
}

/** Sends `bytes` to an echo and compares each that comes back; seconds from `connect` to the last one. */
export function bothWays(endpoint: Endpoint, bytes: number, timeoutMs: number): Promise<number> {
  const sender = new PatternSender(bytes);
  let received = 0;
  return transfer(endpoint, timeoutMs, {
    begin: (socket) => sender.sendTo(socket),
    read: (chunk) => {
      requirePattern(chunk, received);
      received += chunk.length;
      return received >= bytes;
    },
    progress: () => `${sender.sent} bytes had been sent and ${received} of ${bytes} had come back`,
  });
}

interface Exchange {
  begin(socket: Socket): void;
  /** Takes the next bytes; true with the last ones. */
  read(chunk: Buffer): boolean;
  progress(): string;
}

function transfer(endpoint: Endpoint, timeoutMs: number, exchange: Exchange): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const startedMs = performance.now();
  const fail = (what: string) => reject(new Error(`${what}; ${exchange.progress()}.`));
  const socket: Socket = connect({
    host: endpoint.address,
    port: endpoint.port,
    noDelay: true,
    onread: {
      // One buffer for the whole transfer: the load must cost less than what it measures.
      buffer: Buffer.alloc(readBytes),
      callback: (length, buffer) => {
        try {
          if (exchange.read(Buffer.from(buffer.buffer, buffer.byteOffset, length))) {
            resolve((performance.now() - startedMs) / 1000);
            socket.destroy();
          }
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
          socket.destroy();
        }
        return true;
      },
    },
  });
  const timer = setTimeout(() => {
    fail(`The transfer was not done after ${timeoutMs / 1000} s`);
    socket.destroy();
  }, timeoutMs);
  socket
    .once('connect', () => exchange.begin(socket))
    .on('error', ({ message }) => fail(`The connection failed: ${message}`))
    .on('end', () => fail('The connection ended too soon'))
    .on('close', () => fail('The connection was closed'));
  return promise.finally(() => clearTimeout(timer));
}

/** Writes the pattern as fast as the socket takes it. */
class PatternSender {
  readonly #bytes: number;
  sent = 0;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  sendTo(socket: Socket): void {
    const send = () => {
      while (this.sent < this.#bytes && !socket.destroyed) {
        const piece = patternFrom(this.sent, Math.min(writeBytes, this.#bytes - this.sent));
        this.sent += piece.length;
        if (!socket.write(piece)) return;
      }
    };
    socket.on('drain', send);
    send();
  }
}
