import type { ClientRequest, IncomingMessage } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { ProblemError } from '../../shared/problem.ts';
import { connectionClosed } from '../net/connection-errors.ts';
import { http } from '../net/http.ts';
import { isAborted } from '../pause.ts';
import { answerOfMessage } from '../web/answer.ts';
import type { Refused } from '../web/gate.ts';
import { longestHead } from '../web/headers.ts';
import { askUpgrade, switchOf, type Upgrade } from '../web/upgrade.ts';
import type { Incoming, Reached, Site } from '../web/web-server.ts';
import type { EntryConnections } from './entry-connections.ts';
import { type Asked, entryRequestHeaders, entryResponseHeaders } from './entry-headers.ts';
import { SingleAgent } from './single-agent.ts';

interface EntrySiteOptions {
  readonly asked: Asked;
  readonly connections: EntryConnections;
  /** What a failed connection or request means. */
  readonly faultOf: (error: unknown) => ProblemError;
}

/** A host of an Ingress or a Gateway, asked for by its name wherever the connections lead. */
export class EntrySite implements Site {
  readonly name = 'local-entry';
  readonly #options: EntrySiteOptions;

  constructor(options: EntrySiteOptions) {
    this.#options = options;
  }

  /** Whatever target is asked for is the host's. */
  refusal(): Refused | null {
    return null;
  }

  async reach(incoming: Incoming, signal: AbortSignal): Promise<Reached> {
    const { asked, faultOf } = this.#options;
    try {
      const { response, switched } = incoming.isUpgrade
        ? await this.#upgrade(incoming, signal)
        : { response: await this.#ask(incoming, signal), switched: null };
      const answer = answerOfMessage(response);
      return { answer: { ...answer, headers: entryResponseHeaders(answer.headers, asked) }, switched };
    } catch (error) {
      throw isAborted(signal) ? error : faultOf(error);
    }
  }

  async #upgrade(incoming: Incoming, signal: AbortSignal) {
    const { connections } = this.#options;
    const socket = await connections.dial(signal);
    const protocol = incoming.request.headers.upgrade ?? '';
    const upgraded = await askUpgrade(socket, { ...this.#passed(incoming), protocol }, signal);
    return { response: upgraded.response, switched: switchOf(upgraded) };
  }

  /**
   * Once more over a new connection where a kept one was closed meanwhile, which only the request itself tells. A request
   * that must not be made twice (RFC 9110, 9.2.2) has a new connection at once: that is never stale.
   */
  async #ask(incoming: Incoming, signal: AbortSignal): Promise<IncomingMessage> {
    const { connections } = this.#options;
    const { body } = incoming;
    const passed = this.#passed(incoming);
    const agent = idempotent.includes(passed.method)
      ? connections.agent
      : new SingleAgent(await connections.dial(signal));
    for (let isLast = false; ; isLast = true) {
      const stream = body.stream();
      const framed = stream === null || 'content-length' in passed.headers;
      const headers = framed ? passed.headers : { ...passed.headers, 'transfer-encoding': 'chunked' };
      const asking = http.request({
        ...passed,
        headers,
        agent,
        setHost: false,
        maxHeaderSize: longestHead,
        signal,
      });
      try {
        const answered = answerTo(asking);
        if (stream === null) asking.end();
        else await Promise.race([answered, pipeline(stream, asking)]);
        return await answered;
      } catch (error) {
        const isStale = asking.reusedSocket && isClosed(error);
        if (isLast || !isStale || !body.canReplay || isAborted(signal)) throw error;
      }
    }
  }

  #passed({ request, target }: Incoming): Omit<Upgrade, 'protocol'> {
    const { method = 'GET' } = request;
    return { method, path: target, headers: entryRequestHeaders(request, this.#options.asked) };
  }
}

/** That may be made again when nobody knows whether they were. */
const idempotent = ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE'];

function answerTo(asking: ClientRequest): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  // A second error may follow while it is torn down. A switch of protocols that nobody asked for is told by its close alone.
  asking
    .on('response', resolve)
    .on('error', reject)
    .on('close', () => reject(connectionClosed()));
  return promise;
}

function isClosed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ECONNRESET' || error.code === 'EPIPE');
}
