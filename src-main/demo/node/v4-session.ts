import type { ByteTransport } from '../spdy/byte-transport.ts';
import { Channel } from '../spdy/channel.ts';
import { forwardPort, type PodStream } from './forward-port.ts';
import type { PodSandbox } from './pod-sandbox.ts';

/**
 * One v4 WebSocket, as the container runtime serves it: channel 2i carries the bytes of port i, channel 2i + 1 its
 * errors. Every port is dialled at once, and the WebSocket ends with the last of them (tunnel.md 1.2).
 */
export class V4Session {
  readonly #sandbox: PodSandbox;
  readonly #transport: ByteTransport;
  readonly #ports: readonly { readonly port: number; readonly incoming: Channel<Buffer> }[];

  constructor(sandbox: PodSandbox, ports: readonly number[], transport: ByteTransport) {
    this.#sandbox = sandbox;
    this.#transport = transport;
    this.#ports = ports.map((port) => ({ port, incoming: new Channel<Buffer>(0) }));
  }

  /** Serves until the WebSocket ends. */
  async run(): Promise<void> {
    for (const [index, { port }] of this.#ports.entries()) {
      const portBytes = Buffer.alloc(2);
      portBytes.writeUInt16LE(port);
      void this.#send(2 * index, portBytes);
      void this.#send(2 * index + 1, portBytes);
    }
    void this.#forwardAll();
    for await (const message of this.#transport.chunks()) {
      const [channel] = message;
      // What is sent on an error channel, or on one that is not there, is dropped. A port that takes nothing stops the
      // reader, and with it all the others: one goroutine reads in the real server too.
      if (channel !== undefined && channel % 2 === 0)
        await this.#ports[channel / 2]?.incoming.put(message.subarray(1));
    }
    for (const { incoming } of this.#ports) incoming.close();
  }

  async #forwardAll(): Promise<void> {
    await Promise.all(
      this.#ports.map(async ({ port, incoming }, index) => {
        const stream: PodStream = {
          chunks: () => incoming.values(),
          write: (data) => this.#send(2 * index, data),
          end: () => incoming.close(),
        };
        const reason = await forwardPort(this.#sandbox, port, stream);
        stream.end();
        if (reason) await this.#send(2 * index + 1, Buffer.from(reason));
      }),
    );
    this.#transport.end();
  }

  #send(channel: number, data: Buffer): Promise<void> {
    return this.#transport.write([Buffer.from([channel]), data]);
  }
}
