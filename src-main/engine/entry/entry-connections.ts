import type { Agent, ClientRequestArgs } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { JudgedCertificate } from '../../shared/probe.ts';
import type { Clock } from '../clock.ts';
import { connectAny } from '../net/connect-any.ts';
import { http } from '../net/http.ts';
import { judgeServer } from '../net/judge-certificate.ts';
import { secure } from '../net/secure.ts';
import { Deadline } from '../tunnel/deadline.ts';
import type { Asked } from './entry-headers.ts';

/** Where connections go: addresses or names that lead to the same, and a port. */
export interface Destination {
  readonly hosts: readonly string[];
  readonly port: number;
}

export interface EntryConnectionsOptions {
  readonly asked: Asked;
  readonly destination: Destination;
  /** Whom this computer trusts; asked for where TLS is spoken. */
  readonly trust: () => SecureContext;
  readonly onCertificate: (judged: JudgedCertificate) => void;
  readonly clock: Clock;
}

/** A forward holds a connection for ten seconds while its pod is replaced. */
const connectLimitMs = 15_000;

/**
 * Connections to the program that serves a host, in which the host is named as its clients do. Any certificate is taken, and
 * told: before a host has its name, its controller has none for it.
 */
export class EntryConnections implements Disposable {
  readonly #options: EntryConnectionsOptions;
  readonly #closed = new AbortController();
  /** Keeps connections for further requests. */
  readonly agent: Agent;

  constructor(options: EntryConnectionsOptions) {
    this.#options = options;
    this.agent = new DialingAgent(() => this.dial(this.#closed.signal));
  }

  /** Rejects with the error of the network or of TLS, or the signal's reason. */
  async dial(signal: AbortSignal): Promise<Socket> {
    const { asked, destination, trust, onCertificate, clock } = this.#options;
    const opening = new AbortController();
    using deadline = new Deadline(signal, clock, connectLimitMs, timedOut);
    deadline.whenOver(() => opening.abort());
    try {
      const socket = await connectAny(destination.hosts, destination.port, opening.signal);
      // Every write is a message of its own.
      socket.setNoDelay(true);
      if (asked.scheme === 'http') return socket;
      const name = asked.host;
      const secured = await secure({ socket, name, context: trust(), protocol: 'http/1.1' }, opening.signal);
      onCertificate(judgeServer(secured, name, clock.now()));
      return secured;
    } catch (error) {
      deadline.throwIfOver();
      throw error;
    }
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.agent.destroy();
  }
}

/** Node's agent, for connections that are made in another way. */
class DialingAgent extends http.Agent {
  readonly #dial: () => Promise<Socket>;

  constructor(dial: () => Promise<Socket>) {
    super({ keepAlive: true });
    this.#dial = dial;
  }

  override createConnection(
    _options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): undefined {
    const done = callback as ((error: unknown, stream?: Duplex) => void) | undefined;
    this.#dial().then(
      (socket) => done?.(null, socket),
      (error: unknown) => done?.(error),
    );
  }
}

function timedOut(): Error {
  return Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' });
}
