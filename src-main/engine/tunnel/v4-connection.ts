import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { maxDataPayload } from './spdy-frames.ts';

/** Told what comes over a v4 connection. After `closed` nothing more comes. */
export interface V4Handlers {
  data(chunk: Buffer): void;
  errorText(text: string): void;
  /** The server answered a ping. */
  pong(): void;
  /** After `send` returned false: more is welcome. */
  drained(): void;
  /** Null where the server ended it in order. Not told after `close`. */
  closed(fault: string | null): void;
}

/** Channels of the only port: the first byte of each message (tunnel.md, 1.2). */
const dataChannel = 0;
const errorChannel = 1;
const normalClosure = 1000;

/**
 * A WebSocket of the legacy v4 protocol with its one port, which the server has already dialled. Silent until `listen`.
 * The server neither joins fragments nor takes frames above 32 MiB: every message leaves whole and small.
 */
export class V4Connection {
  readonly port: number;
  readonly #webSocket: WebSocket;
  readonly #socket: Socket;
  /** Channels whose first message, the number of the port, has come. */
  readonly #greeted = new Set<number>();
  #told: V4Handlers | null = null;
  #fault: string | null = null;

  /** Takes over a WebSocket that has just opened. */
  constructor(webSocket: WebSocket, socket: Socket, port: number) {
    this.port = port;
    this.#webSocket = webSocket;
    this.#socket = socket;
    webSocket.pause();
    webSocket.on('message', (message: Buffer, isBinary) => this.#received(message, isBinary));
    webSocket.on('pong', () => this.#told?.pong());
    webSocket.on('error', (error) => {
      this.#fault = error.message;
    });
    webSocket.on('close', (code) => this.#told?.closed(this.#faultOf(code)));
    socket.on('drain', () => this.#told?.drained());
  }

  /** True once it can carry nothing any more. */
  get over(): boolean {
    return this.#webSocket.readyState !== WebSocket.OPEN;
  }

  /** Bytes given to the operating system's socket wait for the peer. */
  get congested(): boolean {
    return this.#socket.writableNeedDrain;
  }

  /** Begins to deliver; called once, while not `over`. */
  listen(handlers: V4Handlers): void {
    this.#told = handlers;
    this.#webSocket.resume();
  }

  /** False: stop until `drained`; the bytes are taken in any case, and `written` tells when their memory is free. */
  send(chunk: Buffer, written?: () => void): boolean {
    if (this.over) return true;
    this.#socket.cork();
    for (let at = 0; at < chunk.length; at += maxDataPayload) {
      const piece = chunk.subarray(at, at + maxDataPayload);
      const isLast = at + maxDataPayload >= chunk.length;
      const message = Buffer.allocUnsafe(piece.length + 1);
      message[0] = dataChannel;
      piece.copy(message, 1);
      this.#webSocket.send(message, isLast ? written : undefined);
    }
    this.#socket.uncork();
    return !this.#socket.writableNeedDrain;
  }

  ping(): void {
    if (!this.over) this.#webSocket.ping();
  }

  pause(): void {
    this.#webSocket.pause();
  }

  resume(): void {
    this.#webSocket.resume();
  }

  /** Ends it now. Idempotent. */
  close(): void {
    this.#told = null;
    this.#webSocket.terminate();
  }

  #received(message: Buffer, isBinary: boolean): void {
    const channel = message[0];
    if (!isBinary || (channel !== dataChannel && channel !== errorChannel)) {
      this.#fault = 'the server does not speak the port-forward protocol';
      this.#webSocket.terminate();
    } else if (!this.#greeted.has(channel)) this.#greeted.add(channel);
    else if (channel === dataChannel) this.#told?.data(message.subarray(1));
    else this.#told?.errorText(message.toString('utf8', 1));
  }

  #faultOf(code: number): string | null {
    if (this.#fault !== null) return this.#fault;
    return code === normalClosure ? null : 'the API server closed the connection';
  }
}
