import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src-main/engine/clock.ts';
import { createEngine } from '../../src-main/engine/engine.ts';
import type { Engine, EngineOptions } from '../../src-main/engine/engine.ts';
import { silentLog } from '../../src-main/engine/log.ts';
import { MemorySecretStore } from '../../src-main/engine/secret-store.ts';
import type { Balance } from '../../src-main/shared/balance.ts';
import { defaultSettings } from '../../src-main/shared/forward.ts';
import type { EndOfFile, Forward, ForwardSettings } from '../../src-main/shared/forward.ts';
import { parsePortPair } from '../../src-main/shared/port-pair.ts';
import type { Endpoint, SessionState } from '../../src-main/shared/session.ts';
import { boundPorts } from '../../src-main/shared/session.ts';
import { parseTarget } from '../../src-main/shared/target.ts';

/** What a test says of a forward; the rest is as a person would leave it. */
export interface ForwardWish {
  readonly namespace: string;
  /** kubectl's `TYPE/NAME`. */
  readonly target: string;
  /** kubectl's `LOCAL:REMOTE`. */
  readonly ports: readonly string[];
  readonly addresses?: readonly string[];
  readonly holdMs?: number;
  readonly balance?: Balance;
  readonly eof?: EndOfFile;
}

/** An engine with a data folder of its own, on one context of one kubeconfig. */
export class EngineHost implements AsyncDisposable {
  readonly engine: Engine;
  readonly #context: string;
  readonly #dataDir: string;

  private constructor(engine: Engine, context: string, dataDir: string) {
    this.engine = engine;
    this.#context = context;
    this.#dataDir = dataDir;
  }

  static async start(
    kubeconfig: string,
    options: Partial<Pick<EngineOptions, 'addresses' | 'clock' | 'env' | 'log' | 'transport'>> = {},
  ): Promise<EngineHost> {
    const dataDir = await mkdtemp(join(tmpdir(), 'portolan-engine-'));
    const engine = await createEngine({
      kubeconfig,
      env: process.env,
      dataDir,
      secrets: new MemorySecretStore(),
      log: silentLog,
      clock: systemClock,
      ...options,
    });
    const context = engine.contexts.list().find((each) => each.current);
    if (context === undefined) throw new Error(`${kubeconfig} names no current context.`);
    return new EngineHost(engine, context.name, dataDir);
  }

  /** Adds a forward and starts it; resolves once a ready pod is known. */
  async forward(wish: ForwardWish): Promise<Forward> {
    const forward = await this.begin(wish);
    await this.reaches(forward, 'active');
    return forward;
  }

  /** Adds a forward and starts it, whatever becomes of it. */
  async begin(wish: ForwardWish): Promise<Forward> {
    const forward = await this.engine.forwards.add(this.#settings(wish), false);
    await this.engine.forwards.start(forward.id);
    return forward;
  }

  /** Resolves with the first state of that phase that passes, the present one included; rejects when the session fails instead. */
  async reaches<P extends SessionState['phase']>(
    forward: Forward,
    phase: P,
    passes: (state: Extract<SessionState, { phase: P }>) => boolean = () => true,
  ): Promise<Extract<SessionState, { phase: P }>> {
    const { promise, resolve, reject } = Promise.withResolvers<Extract<SessionState, { phase: P }>>();
    const look = (state: SessionState) => {
      const isPhase = (some: SessionState): some is Extract<SessionState, { phase: P }> =>
        some.phase === phase;
      if (isPhase(state) && passes(state)) resolve(state);
      else if (state.phase === 'failed') reject(new Error(state.problem.message));
    };
    const unsubscribe = this.engine.forwards.onSessionChanged(({ id, state }) => {
      if (id === forward.id) look(state);
    });
    look(this.engine.forwards.state(forward.id));
    return await promise.finally(unsubscribe);
  }

  /** Where the port pair of that index listens now, all addresses. */
  endpoints(forward: Forward, port = 0): readonly Endpoint[] {
    return boundPorts(this.engine.forwards.state(forward.id))[port]?.endpoints ?? [];
  }

  /** The first address on which the port pair listens; throws when nothing listens. */
  endpoint(forward: Forward, port = 0): Endpoint {
    const [first] = this.endpoints(forward, port);
    if (first === undefined) throw new Error(`${forward.label} listens on nothing.`);
    return first;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.engine[Symbol.asyncDispose]();
    await rm(this.#dataDir, { recursive: true, force: true });
  }

  #settings(wish: ForwardWish): ForwardSettings {
    return {
      label: wish.target,
      target: { context: this.#context, namespace: wish.namespace, ...parseTarget(wish.target) },
      ports: wish.ports.map(parsePortPair),
      addresses: [...(wish.addresses ?? ['127.0.0.1'])],
      ...defaultSettings,
      holdMs: wish.holdMs ?? defaultSettings.holdMs,
      balance: wish.balance ?? defaultSettings.balance,
      eof: wish.eof ?? defaultSettings.eof,
      allowExposure: false,
    };
  }
}
