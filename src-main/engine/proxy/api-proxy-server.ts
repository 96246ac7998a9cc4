import { createServer, type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { defaultBindAddresses } from '../../shared/bind-address.ts';
import { message } from '../../shared/language/message.ts';
import type { LocalPort } from '../../shared/port-pair.ts';
import { type Problem, type ProblemCode, ProblemError, problemOf } from '../../shared/problem.ts';
import type { Endpoint } from '../../shared/session.ts';
import type { Target } from '../../shared/target.ts';
import type { Clock } from '../clock.ts';
import { Listener } from '../forwards/listener.ts';
import type { KubeClient, PassedRequest } from '../kube/kube-client.ts';
import type { Log } from '../log.ts';
import { isAborted } from '../pause.ts';
import { type Answer, answerOfMessage, answerOfPool, peek } from './answer.ts';
import { apiRefusal } from './api-refusal.ts';
import { refusal } from './gate.ts';
import { sendSentence } from './pages.ts';
import { join, passUpgrade } from './pass-upgrade.ts';
import type { Place } from './place.ts';
import { ReplayBody } from './replay-body.ts';
import { requestHeaders } from './request-headers.ts';
import { sendAnswer, sendSwitch } from './send-answer.ts';

export interface ApiProxyServerOptions {
  readonly client: KubeClient;
  readonly target: Target;
  readonly place: Omit<Place, 'server'>;
  readonly local: LocalPort;
  /** Reserves an endpoint among our own listeners; throws `portInUse`. */
  readonly claim: (endpoint: Endpoint) => Disposable;
  readonly clock: Clock;
  readonly log: Log;
  /** What was in the way of a request; null for one that has passed. */
  readonly onOutcome: (problem: Problem | null) => void;
}

/** What came for a request, and where from. */
interface Reached {
  readonly place: Place;
  readonly answer: Answer;
  /** The connection in its new protocol; null where HTTP goes on. */
  readonly switched: Duplex | null;
}

/**
 * The loopback addresses at which one service or pod is served through the API server, with the context's credentials:
 * `kubectl proxy` for one path, at "/".
 */
export class ApiProxyServer implements AsyncDisposable {
  readonly #options: ApiProxyServerOptions;
  readonly #listener: Listener;
  readonly #server: Server;
  readonly #closed = new AbortController();

  /** Resolves once it listens; throws as `Listener.bind` does. */
  static async open(options: ApiProxyServerOptions): Promise<ApiProxyServer> {
    const { local, claim, log } = options;
    const listener = await Listener.bind({
      addresses: defaultBindAddresses,
      local,
      claim,
      admits: () => true,
      onAcceptError: (error) =>
        log.warn(`a connection to the API proxy could not be accepted: ${error.message}`),
    });
    return new ApiProxyServer(options, listener);
  }

  private constructor(options: ApiProxyServerOptions, listener: Listener) {
    this.#options = options;
    this.#listener = listener;
    this.#server = createServer({
      // An upload may take hours.
      requestTimeout: 0,
      // Cookies of all local servers come together.
      maxHeaderSize: 64 * 1024,
      // An offer of HTTP/2 is no wish to leave HTTP: it is passed on without the offer.
      shouldUpgradeCallback: ({ headers }) => !/^(?:h2c|TLS|HTTP)/i.test(headers.upgrade ?? ''),
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
    const response = new ServerResponse(request);
    response.shouldKeepAlive = false;
    response.assignSocket(socket);
    response.on('finish', () => socket.end());
    void this.#serve(request, response, socket);
  }

  async #serve(request: IncomingMessage, response: ServerResponse, upgrading: Socket | null): Promise<void> {
    const leaving = new AbortController();
    const signal = AbortSignal.any([this.#closed.signal, leaving.signal]);
    const leave = () => leaving.abort();
    (upgrading ?? response).once('close', leave);
    request.once('error', leave);
    try {
      const port = this.endpoints[0]?.port ?? 0;
      const refused = refusal(request, port);
      if (refused !== null) {
        sendSentence(request, response, refused.status, refused.words);
        return;
      }
      const { place, answer, switched } = await this.#reach(request, upgrading !== null, signal);
      this.#options.onOutcome(null);
      if (switched === null || upgrading === null) {
        await sendAnswer(answer, response, place);
        return;
      }
      response.detachSocket(upgrading);
      sendSwitch(answer, upgrading, place);
      await join(upgrading, switched);
    } catch (error) {
      this.#fail(error, request, response, signal);
    }
  }

  /** The application's own answer. Throws what the API server says in its place. */
  async #reach(request: IncomingMessage, isUpgrade: boolean, signal: AbortSignal): Promise<Reached> {
    const { client, target, place } = this.#options;
    const body = new ReplayBody(request);
    for (let isLast = false; ; isLast = true) {
      const reached = isUpgrade
        ? await this.#passUpgrade(request, signal)
        : await this.#passRequest(request, body, signal);
      const { answer, text } = await peek(reached.answer);
      const asked = { context: target.context, server: reached.place.server.href, path: place.path };
      const error = text === null ? null : apiRefusal(target, asked, { status: answer.status, body: text });
      if (error === null) return { ...reached, answer };
      if (error.problem.code !== 'unauthorized' || isLast || !(await client.renew())) throw error;
      if (!body.canReplay) throw new ProblemError('unauthorized', message('apiProxy.sendAgain'));
    }
  }

  async #passRequest(request: IncomingMessage, body: ReplayBody, signal: AbortSignal): Promise<Reached> {
    const { client, place } = this.#options;
    const build = (server: URL): PassedRequest => ({
      ...this.#passed(request, { ...place, server }),
      body: body.stream(),
    });
    const { server, response } = await client.pass(build, signal);
    return { place: { ...place, server }, answer: answerOfPool(response), switched: null };
  }

  async #passUpgrade(request: IncomingMessage, signal: AbortSignal): Promise<Reached> {
    const { client, clock } = this.#options;
    const target = await client.upgradeTarget(signal);
    const place = { ...this.#options.place, server: target.server };
    const passed = { ...this.#passed(request, place), protocol: request.headers.upgrade ?? '' };
    const upgraded = await passUpgrade(target, passed, clock, signal);
    const answer = answerOfMessage(upgraded.response);
    return { place, answer, switched: upgraded.kind === 'switched' ? upgraded.socket : null };
  }

  #passed(request: IncomingMessage, place: Place): Omit<PassedRequest, 'body'> {
    return {
      method: request.method ?? 'GET',
      path: `${place.path}${request.url ?? ''}`,
      headers: requestHeaders(request, place),
    };
  }

  #fail(error: unknown, request: IncomingMessage, response: ServerResponse, signal: AbortSignal): void {
    // The client has left, or we end: nobody is there to be told.
    if (isAborted(signal)) {
      response.destroy();
      return;
    }
    // What broke off in the midst of an answer can only break off here too.
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    if (problem.code === 'internal')
      this.#options.log.error(`API proxy: ${problem.detail ?? problem.message}`);
    this.#options.onOutcome(problem);
    sendSentence(request, response, statuses[problem.code] ?? 502, problem.words);
  }
}

/** All others are a fault between here and the API server. */
const statuses: Readonly<Partial<Record<ProblemCode, number>>> = {
  forbidden: 403,
  targetNotFound: 404,
  noReadyPod: 503,
  connectionRefused: 503,
};
