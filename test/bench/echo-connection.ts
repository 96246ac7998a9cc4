import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Endpoint } from '../../src-main/shared/session.ts';

/** A connection to an echo that stays open. */
export class EchoConnection implements Disposable {
  readonly #socket: Socket;
  /** The moment at which the connection ended, on the clock of `performance.now()`. */
  readonly ended: Promise<number>;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('error', () => undefined);
    this.ended = new Promise((resolve) => {
      const end = () => resolve(performance.now());
      socket.once('close', end).once('end', end);
    });
  }

  /** Resolves after the first echo; rejects when none comes within `timeoutMs`. */
  static async open(endpoint: Endpoint, timeoutMs: number): Promise<EchoConnection> {
    const opened = new EchoConnection(
      connect({ host: endpoint.address, port: endpoint.port, noDelay: true }),
    );
    await opened.roundTrip(timeoutMs);
    return opened;
  }

  /** Sends one byte without waiting. */
  send(): void {
    this.#socket.write('.');
  }

  /** Milliseconds from one byte to its echo. */
  async roundTrip(timeoutMs: number): Promise<number> {
    const startedMs = performance.now();
    const echo = once(this.#socket, 'data', { signal: AbortSignal.timeout(timeoutMs) });
    this.send();
    await echo;
    return performance.now() - startedMs;
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }
}
