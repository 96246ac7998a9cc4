import type { ClusterStatus } from '../../shared/catalog.ts';
import { Emitter, type Listen } from '../../shared/emitter.ts';
import { message } from '../../shared/language/message.ts';
import { newProblem, type Problem, type ProblemCode, ProblemError, problemOf } from '../../shared/problem.ts';
import type { Clock } from '../clock.ts';
import type { Log } from '../log.ts';
import { retryDelay } from '../retry-delay.ts';

interface ClusterHealthOptions {
  readonly context: string;
  /** Asks the API server for its version; null where it keeps that to itself. */
  readonly probe: (signal: AbortSignal) => Promise<string | null>;
  readonly clock: Clock;
  readonly log: Log;
}

const authRetryMs = 30_000;
/** A cluster that said nothing for this long is asked whether it is still there (client-go pings after as long). */
const heartbeatMs = 30_000;
const probeTimeoutMs = 10_000;
/** Connected for less than this, a new failure goes on with the last backoff instead of a fresh one. */
const steadyMs = 10_000;

/** Faults of the way to the cluster or of who we are, not of one request; all requests share them. */
export function isClusterFault(code: ProblemCode): boolean {
  return (
    code === 'apiUnreachable' ||
    code === 'tlsFailed' ||
    code === 'unauthorized' ||
    code === 'credentialPluginFailed' ||
    code === 'providerUnreachable' ||
    code === 'proxyUnauthorized' ||
    code === 'kubeconfigInvalid' ||
    code === 'contextMissing'
  );
}

/**
 * Whether one cluster can be used, from what is really observed: a failing request has the cluster probed, and all that
 * wait for it share one schedule of probes instead of each trying alone.
 */
export class ClusterHealth implements Disposable {
  readonly #options: ClusterHealthOptions;
  readonly #changed = new Emitter<ClusterStatus>();
  readonly #settled = new Emitter<undefined>();
  readonly #closed = new AbortController();
  #status: ClusterStatus = { phase: 'idle' };
  #probe: Promise<void> | null = null;
  #attempt = 0;
  #connectedAt = 0;
  #heardAt = 0;
  #timer: Disposable | null = null;

  constructor(options: ClusterHealthOptions) {
    this.#options = options;
  }

  readonly onChanged: Listen<ClusterStatus> = this.#changed.listen;

  get status(): ClusterStatus {
    return this.#status;
  }

  /** Any answer, whatever it says, shows that the cluster is there. */
  heard(): void {
    this.#heardAt = this.#options.clock.now();
    if (this.#status.phase !== 'failed' || this.#status.problem.code !== 'apiUnreachable') return;
    void this.check();
  }

  /** A request failed for a reason that concerns the whole cluster. */
  failed(problem: Problem): void {
    if (this.#probe !== null || this.#status.phase === 'failed') return;
    // One reset connection is no outage: a probe decides. Rejected credentials need no second opinion.
    if (problem.code === 'apiUnreachable' || problem.code === 'providerUnreachable') void this.check();
    else this.#fail(problem);
  }

  /** Probes now, or shares the probe that is under way. Never rejects. */
  check(): Promise<void> {
    this.#probe ??= this.#ask();
    return this.#probe;
  }

  /** As `check`, but a probe that is under way does not count: the cluster may be another now. */
  async checkAnew(): Promise<void> {
    await this.#probe;
    await this.check();
  }

  /** A person asks: shows at once that something happens. */
  retry(): void {
    if (this.#status.phase === 'failed') this.#set({ phase: 'connecting' });
    void this.check();
  }

  /**
   * Resolves once the cluster is not known to be away and no probe is under way, or as soon as the signal aborts: those
   * who wait here run in the background, where nobody would catch a rejection.
   */
  async up(signal: AbortSignal): Promise<void> {
    while (!signal.aborted && (this.#probe !== null || this.#status.phase === 'failed')) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const wake = () => resolve(undefined);
      const stop = this.#settled.listen(wake);
      signal.addEventListener('abort', wake, { once: true });
      await promise;
      stop();
      signal.removeEventListener('abort', wake);
    }
  }

  [Symbol.dispose](): void {
    this.#closed.abort();
    this.#timer?.[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }

  async #ask(): Promise<void> {
    this.#timer?.[Symbol.dispose]();
    if (this.#status.phase === 'idle') this.#set({ phase: 'connecting' });
    const signal = AbortSignal.any([this.#closed.signal, AbortSignal.timeout(probeTimeoutMs)]);
    let settle: () => void;
    try {
      const version = await this.#options.probe(signal);
      settle = () => this.#succeed(version);
    } catch (error) {
      // A login that takes longer than the probe has a reason of its own, which is not the cluster's.
      const isSilent = signal.aborted && !(error instanceof ProblemError);
      const problem = isSilent ? silent(this.#options.context) : problemOf(error);
      settle = () => this.#fail(problem);
    }
    this.#probe = null;
    if (this.#closed.signal.aborted) return;
    settle();
    this.#settled.emit(undefined);
  }

  #succeed(version: string | null): void {
    const now = this.#options.clock.now();
    this.#heardAt = now;
    if (this.#status.phase !== 'connected') {
      this.#connectedAt = now;
      this.#options.log.info(`${this.#options.context}: connected, ${version ?? 'unknown'}`);
    }
    if (this.#status.phase !== 'connected' || this.#status.version !== version) {
      this.#set({ phase: 'connected', version });
    }
    this.#beatAfter(heartbeatMs);
  }

  #fail(problem: Problem): void {
    const { clock, log, context } = this.#options;
    const now = clock.now();
    if (this.#status.phase === 'connected' && now - this.#connectedAt >= steadyMs) this.#attempt = 0;
    const delay =
      problem.code === 'unauthorized' || problem.code === 'credentialPluginFailed'
        ? authRetryMs
        : retryDelay(this.#attempt, clock.random());
    this.#attempt += 1;
    log.warn(`${context}: ${problem.message}`);
    // Only a change mends these: a context has to come back, and a wrong password tried often locks its account.
    const isWaiting = problem.code !== 'contextMissing' && problem.code !== 'proxyUnauthorized';
    this.#timer?.[Symbol.dispose]();
    if (isWaiting) this.#timer = clock.after(delay, () => void this.check());
    this.#set({ phase: 'failed', problem, retryAt: isWaiting ? now + delay : null });
  }

  #beatAfter(ms: number): void {
    const { clock } = this.#options;
    this.#timer?.[Symbol.dispose]();
    this.#timer = clock.after(ms, () => {
      const silence = clock.now() - this.#heardAt;
      if (silence >= heartbeatMs) void this.check();
      else this.#beatAfter(heartbeatMs - silence);
    });
  }

  #set(status: ClusterStatus): void {
    this.#status = status;
    this.#changed.emit(status);
  }
}

function silent(context: string): Problem {
  return newProblem('apiUnreachable', message('api.silent', { context }), {
    detail: `no answer to GET /version within ${probeTimeoutMs} ms`,
  });
}
