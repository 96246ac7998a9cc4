import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { defaultBindAddresses } from '../../shared/bind-address.ts';
import type { LocalPort } from '../../shared/port-pair.ts';
import { type Problem, type ProblemCode, problemOf } from '../../shared/problem.ts';
import type { Endpoint } from '../../shared/session.ts';
import type { Clock } from '../clock.ts';
import { Listener } from '../forwards/listener.ts';
import type { Log } from '../log.ts';
import { http } from '../net/http.ts';
import { isAborted } from '../pause.ts';
import type { LocalAnswer } from './answer.ts';
import { foreignHost, foreignness, type Refused } from './gate.ts';
import { hasBody, longestHead } from './headers.ts';
import { leaveSocket } from './leave-socket.ts';
import { sentence } from './pages.ts';
import { ReplayBody } from './replay-body.ts';
import { targetOf } from './request-target.ts';
import { sendAnswer, sendSwitch } from './send-answer.ts';
import { join } from './upgrade.ts';

/** Where a web server is to listen, and who keeps its books. */
export interface WebServerPlace {
  readonly local: LocalPort;
  /** Reserves an endpoint among our own listeners; throws `portInUse`. */
  readonly claim: (endpoint: Endpoint) => Disposable;
  readonly clock: Clock;
  readonly log: Log;
  /** What was in the way of a request; null for one that has passed. */
  readonly onOutcome: (problem: Problem | null) => void;
}

/** What a site is asked for. */
export interface Incoming {
  readonly request: IncomingMessage;
  /** A path with its question, as the client wrote it; or `*`. */
  readonly target: string;
  readonly body: ReplayBody;
  readonly isUpgrade: boolean;
}

/** What came for a request. */
export interface Reached {
  /** As it is true at our own address. */
  readonly answer: LocalAnswer;
  /** The connection and what it speaks now; null where HTTP goes on. */
  readonly switched: { readonly socket: Duplex; readonly protocol: string } | null;
}

/** What a web server serves. */
export interface Site {
  /** Called in log entries so. */
  readonly name: string;
  /** Why a target is not passed on, also for a request of its own pages; null for one that is. */
  refusal(target: string): Refused | null;
  /** The answer of the application; throws a `ProblemError` where there is none. */
  reach(incoming: Incoming, signal: AbortSignal): Promise<Reached>;
}

/** The loopback addresses at which a site is served, at "/", to programs and pages of this computer that may ask. */
export class WebServer implements AsyncDisposable {
  readonly #site: Site;
  readonly #place: WebServerPlace;
  readonly #listener: Listener;
  readonly #server: Server;
  readonly #closed = new AbortController();

  /** Resolves once it listens; throws as `Listener.bind` does. */
  static async open(site: Site, place: WebServerPlace): Promise<WebServer> {
    const { local, claim, log } = place;
    const listener = await Listener.bind({
      addresses: defaultBindAddresses,
      local,
      claim,
      admits: () => true,
      onAcceptError: (error) =>
        log.warn(`${site.name}: a connection could not be accepted: ${error.message}`),
    });
    return new WebServer(site, place, listener);
  }

  private constructor(site: Site, place: WebServerPlace, listener: Listener) {
    this.#site = site;
    this.#place = place;
    this.#listener = listener;
    this.#server = http.createServer({
      // An upload may take hours.
      requestTimeout: 0,
      maxHeaderSize: longestHead,
      // An offer of HTTP/2 is no wish to leave HTTP. With a body neither is any other: what it becomes has none. Both are
      // passed on without the offer, as anybody may (RFC 9110, 7.8).
      shouldUpgradeCallback: ({ headers }) =>
        !hasBody(headers) && !/^(?:h2c|TLS|HTTP)/i.test(headers.upgrade ?? ''),
    });
    this.#server.on('request', (request, response) => void this.#serve(request, response, null));
    this.#server.on('upgrade', (request, socket, head) => this.#serveUpgrade(request, socket, head));
    listener.serve((socket) => {
      this.#server.emit('connection', socket);
      // It was accepted paused, so that nothing is read before there is somebody to read it.
      socket.resume();
    });
  }

  get endpoints(): readonly Endpoint[] {
    return this.#listener.endpoints;
  }

  /** Resolves once nothing listens and every connection is closed. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed.abort();
    await this.#listener[Symbol.asyncDispose]();
  }

  #serveUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // Every listener of ours accepts such sockets; the type of the event is that of any server.
    if (!(socket instanceof Socket)) throw new TypeError('not a TCP connection');
    if (head.length > 0) socket.unshift(head);
    const response = new http.ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => leaveSocket(socket, this.#place.clock));
    void this.#serve(request, response, socket);
  }

  async #serve(request: IncomingMessage, response: ServerResponse, upgrading: Socket | null): Promise<void> {
    const leaving = new AbortController();
    const signal = AbortSignal.any([this.#closed.signal, leaving.signal]);
    const onLeft = () => leaving.abort();
    (upgrading ?? response).once('close', onLeft);
    request.once('error', onLeft);
    const body = new ReplayBody(request);
    const asker = { body, socket: upgrading ?? request.socket, clock: this.#place.clock };
    try {
      const admitted = this.#admit(request);
      if (typeof admitted !== 'string') {
        await sendAnswer(sentence(request, admitted.status, admitted.words), response, asker);
        return;
      }
      const incoming = { request, target: admitted, body, isUpgrade: upgrading !== null };
      const { answer, switched } = await this.#site.reach(incoming, signal);
      this.#place.onOutcome(null);
      if (switched === null || upgrading === null) {
        await sendAnswer(answer, response, asker);
        return;
      }
      response.detachSocket(upgrading);
      sendSwitch(answer, { protocol: switched.protocol, client: upgrading });
      await join(upgrading, switched.socket);
    } catch (error) {
      // The client has left, or we end: nobody is there to be told. What broke off in the midst of an answer can only break
      // off here too.
      if (isAborted(signal) || response.headersSent) response.destroy();
      else await sendAnswer(this.#failed(error, request), response, asker).catch(() => response.destroy());
    }
  }

  /** The target of a request that may pass, or why it may not. */
  #admit(request: IncomingMessage): string | Refused {
    const target = targetOf(request);
    if (target === null) return foreignHost;
    const port = this.endpoints[0]?.port ?? 0;
    return foreignness(request, port) ?? this.#site.refusal(target) ?? target;
  }

  #failed(error: unknown, request: IncomingMessage): LocalAnswer {
    const problem = problemOf(error);
    if (problem.code === 'internal')
      this.#place.log.error(`${this.#site.name}: ${problem.detail ?? problem.message}`);
    this.#place.onOutcome(problem);
    return sentence(request, statuses[problem.code] ?? 502, problem.words);
  }
}

/** All others are a fault on the way. */
const statuses: Readonly<Partial<Record<ProblemCode, number>>> = {
  forbidden: 403,
  targetNotFound: 404,
  noReadyPod: 503,
  connectionRefused: 503,
};
