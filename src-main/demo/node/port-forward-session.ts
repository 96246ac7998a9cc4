import { setTimeout as delay } from 'node:timers/promises';

import type { Faults } from '../faults.ts';
import type { ByteTransport } from '../spdy/byte-transport.ts';
import { SpdyConnection } from '../spdy/spdy-connection.ts';
import type { SpdyStream } from '../spdy/spdy-stream.ts';
import { forwardPort, type PodStream } from './forward-port.ts';
import type { PodSandbox } from './pod-sandbox.ts';

interface StreamPair {
  error?: SpdyStream;
  data?: SpdyStream;
  readonly created: AbortController;
}

// remotecommand/constants.go: how long the runtime waits for the second stream of a pair.
const pairTimeoutMs = 30_000;

/** One port-forward tunnel, as the container runtime serves it: bound to one sandbox for life, however long the pod's name lives. */
export class PortForwardSession {
  readonly #sandbox: PodSandbox;
  readonly #faults: Faults;
  readonly #pairs = new Map<string, StreamPair>();
  readonly #connection: SpdyConnection;

  constructor(sandbox: PodSandbox, transport: ByteTransport, faults: Faults) {
    this.#sandbox = sandbox;
    this.#faults = faults;
    this.#connection = new SpdyConnection(transport, (stream) => this.#accept(stream));
  }

  /** Serves until the tunnel ends. */
  async run(): Promise<void> {
    await this.#connection.run();
    for (const { created } of this.#pairs.values()) created.abort();
  }

  goAway(): void {
    this.#connection.goAway();
  }

  #accept(stream: SpdyStream): boolean {
    const type = stream.headers.get('streamtype');
    const port = stream.headers.get('port') ?? '';
    if (type !== 'error' && type !== 'data') return false;
    if (!/^\d+$/.test(port) || Number(port) < 1 || Number(port) > 65_535) return false;
    // The pair is joined after the reply has gone out, as in the real server, where another goroutine does it.
    queueMicrotask(() => this.#join(type, stream));
    return true;
  }

  #join(type: 'error' | 'data', stream: SpdyStream): void {
    // Very old clients send no id: then the data stream follows the error stream.
    const requestId = stream.headers.get('requestid') ?? String(type === 'error' ? stream.id : stream.id - 2);
    const pair = this.#pairs.get(requestId) ?? this.#startPair(requestId);
    if (pair[type]) {
      const text = `error processing stream for request ${requestId}: ${type} stream already assigned`;
      void pair.error?.write(Buffer.from(text));
      return;
    }
    pair[type] = stream;
    if (!pair.error || !pair.data) return;
    pair.created.abort();
    this.#pairs.delete(requestId);
    void this.#forward(pair.error, pair.data);
  }

  #startPair(requestId: string): StreamPair {
    const pair: StreamPair = { created: new AbortController() };
    this.#pairs.set(requestId, pair);
    void this.#expire(requestId, pair);
    return pair;
  }

  async #expire(requestId: string, pair: StreamPair): Promise<void> {
    try {
      await delay(pairTimeoutMs, undefined, { signal: pair.created.signal, ref: false });
    } catch {
      return; // The pair is complete, or the tunnel has ended.
    }
    this.#pairs.delete(requestId);
    void pair.error?.write(Buffer.from(`(conn=0xc000, request=${requestId}) timed out waiting for streams`));
  }

  async #forward(error: SpdyStream, data: SpdyStream): Promise<void> {
    const resets = this.#faults.errorEnding === 'reset';
    const stream: PodStream = {
      chunks: () => data.chunks(),
      write: (bytes) => data.write(bytes),
      end: () => {
        if (resets) data.end();
      },
    };
    const reason = await forwardPort(this.#sandbox, Number(data.headers.get('port')), stream);
    if (reason) void error.write(Buffer.from(reason));
    if (reason === null) {
      data.end();
      error.end();
    } else if (resets) {
      data.reset();
      error.reset();
    } else {
      error.end();
      data.end();
    }
  }
}
