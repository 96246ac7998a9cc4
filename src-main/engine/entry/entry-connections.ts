import type { Agent, ClientRequestArgs } from 'node:http';
import type { Duplex } from 'node:stream';
import type { SecureContext } from 'node:tls';
import type { JudgedCertificate } from '../../shared/probe.ts';
import type { Clock } from '../clock.ts';
import { connectionClosed, connectionTimedOut } from '../net/connection-errors.ts';
import { http } from '../net/http.ts';
import { judgeServer } from '../net/judge-certificate.ts';
import { secure } from '../net/secure.ts';
import { inTime } from '../tunnel/deadline.ts';
import type { Asked } from './entry-headers.ts';

export interface EntryConnectionsOptions {
  readonly asked: Asked;
  /** Rejects with the error of the network, or the signal's reason. */
  readonly connect: (signal: AbortSignal) => Promise<Duplex>;
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
  async dial(signal: AbortSignal): Promise<Duplex> {
    const { clock } = this.#options;
    return inTime({ signal, clock, ms: connectLimitMs, reason: connectionTimedOut }, (until) =>
      this.#open(until),
    );
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.agent.destroy();
  }

  async #open(until: AbortSignal): Promise<Duplex> {
    const { asked, connect, trust, onCertificate, clock } = this.#options;
    const socket = await connect(until);
    // A request, or a handshake, would wait for ever for a socket that has told its end already.
    if (socket.destroyed) throw connectionClosed();
    if (asked.scheme === 'http') return socket;
    const name = asked.host;
    const secured = await secure({ socket, name, context: trust(), protocol: 'http/1.1' }, until);
    onCertificate(judgeServer(secured, name, clock.now()));
    return secured;
  }
}

/** Node's agent, for connections that are made in another way. */
class DialingAgent extends http.Agent {
  readonly #dial: () => Promise<Duplex>;

  constructor(dial: () => Promise<Duplex>) {
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
