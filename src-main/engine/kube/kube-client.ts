import type { Readable } from 'node:stream';
import type { Dispatcher } from 'undici';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import { networkProblem } from '../net/network-problem.ts';
import { environmentProxy, kubeconfigProxy } from '../net/proxy-choice.ts';
import type { Agents } from './agents.ts';
import type { Credentials, Proof } from './credentials.ts';
import type { ContextAccess } from './kubeconfig-entry.ts';
import { serverUrl } from './kubeconfig.ts';
import { type AskedOf, refusalProblem } from './kube-problem.ts';
import type { UpgradeAccess, UpgradeTarget } from './upgrade-access.ts';

export interface KubeClientOptions {
  readonly context: string;
  /** Asked at first use and after `reopen`; throws `contextMissing` or `kubeconfigInvalid`. */
  readonly access: () => Promise<ContextAccess>;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** How a request went, for the health of the cluster. */
export type Outcome =
  { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly error: ProblemError };

/** A request of somebody else's, to be passed on with a context's credentials. */
export interface PassedRequest {
  readonly method: string;
  /** With its query, as it goes over the wire, below the server's own path. */
  readonly path: string;
  /** None of a connection, and none that says who asks. */
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: Readable | null;
}

/** The answer to it, and the server that gave it. */
export interface PassedAnswer {
  readonly server: URL;
  readonly response: Dispatcher.ResponseData;
}

interface Answer {
  readonly asked: AskedOf;
  readonly response: Dispatcher.ResponseData;
}

interface AskOptions {
  readonly accept?: string;
  readonly body?: string;
  /** Milliseconds without a byte of the body; 0 for no end. */
  readonly bodyTimeout?: number;
}

const answerTimeoutMs = 30_000;
/** Many requests meet the same 401; those within this time of the first share its new credential. */
const rejectionsShareMs = 2_000;
/** Error pages longer than this are cut, in bytes. */
const errorBodyLimit = 64 * 1024;

/** One context's API: one identity and one keep-alive connection pool, whatever changes in the kubeconfig meanwhile. */
export class KubeClient implements UpgradeAccess, AsyncDisposable {
  readonly context: string;
  readonly #options: KubeClientOptions;
  readonly #outcomes = new Emitter<Outcome>();
  readonly #reopened = new Emitter<undefined>();
  #link: Promise<Link> | null = null;
  readonly #closed = new AbortController();
  #rejectedAt = -Infinity;

  constructor(options: KubeClientOptions) {
    this.#options = options;
    this.context = options.context;
  }

  /** Told of every answer and every failure to get one. */
  readonly onOutcome: Listen<Outcome> = this.#outcomes.listen;
  /** The context now leads elsewhere or as someone else: what was read before may not be true. */
  readonly onReopened: Listen<undefined> = this.#reopened.listen;

  /** GET of `path` (with its query), parsed; `accept` asks for another form than the object's own. Throws `RefusalError`, other `ProblemError`s, or the signal's reason. */
  async json(path: string, signal: AbortSignal, accept = 'application/json'): Promise<unknown> {
    return this.#parsed(await this.#ask(path, signal, { accept }), signal);
  }

  /** POST of a question that the API server answers and keeps nowhere, such as an access review; throws as `json` does. */
  async review(path: string, question: object, signal: AbortSignal): Promise<unknown> {
    return this.#parsed(await this.#ask(path, signal, { body: JSON.stringify(question) }), signal);
  }

  /**
   * GET of a watch: its events as they come, in batches of one network read; an empty batch says that it was accepted.
   * Ends when the server ends it; throws as `json` does, also for the server's own error events.
   */
  async *watch(path: string, signal: AbortSignal): AsyncGenerator<unknown[], void, void> {
    const { asked, response } = await this.#ask(path, signal, { bodyTimeout: 0 });
    if (response.statusCode !== 200) {
      const body = (await this.#read(asked, signal, () => response.body.text())).slice(0, errorBodyLimit);
      const contentType = String(response.headers['content-type'] ?? '');
      throw refusalProblem(asked, { status: response.statusCode, contentType, body });
    }
    const decoder = new TextDecoder();
    const chunks = response.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    let rest = '';
    try {
      yield [];
      for (;;) {
        const next = await this.#read(asked, signal, () => chunks.next());
        if (next.done) return;
        this.#outcomes.emit({ kind: 'answered' });
        const lines = (rest + decoder.decode(next.value, { stream: true })).split('\n');
        rest = lines.pop() ?? '';
        const batch = lines.filter((line) => line !== '').map((line): unknown => JSON.parse(line));
        const fault = batch.findIndex(isErrorEvent);
        if (fault !== 0 && batch.length > 0) yield fault < 0 ? batch : batch.slice(0, fault);
        if (fault >= 0) throw eventProblem(asked, batch[fault]);
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw refusalProblem(asked, { status: 200, contentType: '', body: '' });
    } finally {
      response.body.destroy();
    }
  }

  /**
   * Passes on what `build` makes for this server, and gives its answer whatever that is, also 401. Both bodies take their
   * time. Throws as `json` does where no answer comes.
   */
  async pass(build: (server: URL) => PassedRequest, signal: AbortSignal): Promise<PassedAnswer> {
    const link = await this.#open();
    const server = new URL(link.server);
    const { path, headers, ...request } = build(server);
    const asked = { context: this.context, server: link.server, path };
    const proof = await this.#prove(link, path);
    const response = await this.#read(asked, signal, () =>
      // Not by a URL: parsing one would change what the client has written.
      link.agents.for(proof.tls).agent.request({
        ...request,
        signal,
        origin: server.origin,
        path: `${server.pathname.replace(/\/$/, '')}${path}`,
        headers: withIdentity(headers, proof.headers),
        headersTimeout: 0,
        bodyTimeout: 0,
      }),
    );
    this.#outcomes.emit({ kind: 'answered' });
    return { server, response };
  }

  async upgradeTarget(signal: AbortSignal): Promise<UpgradeTarget> {
    const link = await this.#open();
    signal.throwIfAborted();
    const asked = { context: this.context, server: link.server, path: '(upgrade)' };
    const { tls, headers } = await this.#prove(link, asked.path);
    signal.throwIfAborted();
    const { address } = await this.#read(asked, signal, () => Promise.resolve(link.agents.for(tls)));
    return { ...address, headers };
  }

  credentialsRejected(): void {
    // Where the context cannot be opened, the next request says why.
    this.renew().catch(() => undefined);
  }

  /** The server has answered 401 to what was passed on. True when another try may go better. */
  async renew(): Promise<boolean> {
    const link = await this.#open();
    const now = this.#options.clock.now();
    if (now - this.#rejectedAt < rejectionsShareMs) return true;
    this.#rejectedAt = now;
    return link.credentials.invalidate();
  }

  /** The kubeconfig changed for this context: the next request reads it anew and running watches end. */
  async reopen(): Promise<void> {
    const link = this.#link;
    this.#link = null;
    this.#reopened.emit(undefined);
    await closeLink(link);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const link = this.#link;
    this.#link = null;
    this.#closed.abort();
    this.#outcomes[Symbol.dispose]();
    this.#reopened[Symbol.dispose]();
    await closeLink(link);
  }

  async #parsed({ asked, response }: Answer, signal: AbortSignal): Promise<unknown> {
    const body = await this.#read(asked, signal, () => response.body.text());
    const contentType = String(response.headers['content-type'] ?? '');
    if (response.statusCode === 200 || response.statusCode === 201) {
      try {
        return JSON.parse(body);
      } catch {
        // A success that is not JSON comes from something else than an API server.
      }
    }
    throw refusalProblem(asked, { status: response.statusCode, contentType, body });
  }

  /** A GET, or a POST where there is a body. */
  async #ask(path: string, signal: AbortSignal, options: AskOptions = {}): Promise<Answer> {
    const { accept = 'application/json', body = null, bodyTimeout = answerTimeoutMs } = options;
    for (let isLast = false; ; isLast = true) {
      const link = await this.#open();
      const asked = { context: this.context, server: link.server, path };
      const proof = await this.#prove(link, path);
      const response = await this.#read(asked, signal, () =>
        link.agents.request(`${link.server}${path}`, proof.tls, {
          signal,
          headersTimeout: answerTimeoutMs,
          bodyTimeout,
          method: body === null ? 'GET' : 'POST',
          headers: { ...proof.headers, accept, ...(body !== null && { 'content-type': 'application/json' }) },
          body,
        }),
      );
      if (response.statusCode !== 401) {
        this.#outcomes.emit({ kind: 'answered' });
        return { asked, response };
      }
      const said = await this.#read(asked, signal, () => response.body.text());
      if (!isLast && (await this.renew())) continue;
      const error = refusalProblem(asked, { status: 401, contentType: '', body: said });
      this.#outcomes.emit({ kind: 'failed', error });
      throw error;
    }
  }

  async #open(): Promise<Link> {
    if (this.#closed.signal.aborted) throw contextClosed(this.context);
    const opening = (this.#link ??= openLink(this.#options));
    try {
      return await opening;
    } catch (error) {
      if (this.#link === opening) this.#link = null;
      throw this.#failed(error, { context: this.context, server: 'http://unknown', path: '' });
    }
  }

  async #prove(link: Link, path: string): Promise<Proof> {
    try {
      return await link.credentials.proof();
    } catch (error) {
      throw this.#failed(error, { context: this.context, server: link.server, path });
    }
  }

  async #read<T>(asked: AskedOf, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw this.#failed(error, asked);
    }
  }

  #failed(cause: unknown, asked: AskedOf): ProblemError {
    const error = networkProblem(asked, cause);
    this.#outcomes.emit({ kind: 'failed', error });
    return error;
  }
}

/** Headers of a passed request with those of an identity, which always win; the program keeps its own name. */
export function withIdentity(
  headers: PassedRequest['headers'],
  { 'user-agent': own, ...identity }: Proof['headers'],
): Record<string, string | string[]> {
  return { ...(own !== undefined && { 'user-agent': own }), ...headers, ...identity };
}

function isErrorEvent(event: unknown): boolean {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'ERROR';
}

function eventProblem(asked: AskedOf, event: unknown): ProblemError {
  const { object } = event as { object?: { code?: number } };
  const status = object?.code ?? 500;
  return refusalProblem(asked, {
    status,
    contentType: 'application/json',
    body: JSON.stringify(object ?? {}),
  });
}

/** What a context leads to, from one reading of the kubeconfig. */
interface Link {
  /** Scheme, host, port and path prefix, without a trailing slash. */
  readonly server: string;
  readonly credentials: Credentials;
  readonly agents: Agents;
}

/**
 * Loads what requests need with the first of them, when the window is there: undici and client-node are most of the
 * engine's code. One after the other, or what else goes on would wait for both.
 */
export async function loadRequests() {
  const { Agents } = await import('./agents.ts');
  const { Credentials } = await import('./credentials.ts');
  return { Agents, Credentials };
}

async function openLink(options: KubeClientOptions): Promise<Link> {
  const access = await options.access();
  const { Agents, Credentials } = await loadRequests();
  const url = serverUrl(access.cluster);
  if (url === null) throw contextClosed(options.context);
  const { proxyUrl } = access.cluster;
  const proxy =
    proxyUrl === null ? environmentProxy(url, options.env) : kubeconfigProxy(options.context, proxyUrl);
  return {
    server: `${url.origin}${url.pathname === '/' ? '' : url.pathname}`,
    credentials: new Credentials({ access, env: options.env, clock: options.clock }),
    agents: new Agents({ server: url, proxy }),
  };
}

async function closeLink(opening: Promise<Link> | null): Promise<void> {
  const link = await opening?.catch(() => null);
  if (!link) return;
  link.credentials[Symbol.dispose]();
  await link.agents[Symbol.asyncDispose]();
}

function contextClosed(context: string): ProblemError {
  return new ProblemError('contextMissing', message('cluster.contextNotInUse', { context }));
}
