import { setTimeout as delay } from 'node:timers/promises';
import type { Injector } from './injector.ts';
import type { Outcome } from './judgement.ts';
import { Random } from './random.ts';
import { BrokenTalk, SoakClient } from './soak-client.ts';
import { endpointOf, type SoakForward } from './soak-forwards.ts';
import { type Talk, talks } from './talks.ts';
import { Turnstile } from './turnstile.ts';

export interface LoadOptions {
  readonly forwards: readonly [SoakForward, ...SoakForward[]];
  readonly injector: Injector;
  readonly durationMs: number;
  readonly seed: number;
  /** How often the API server is killed meanwhile. */
  readonly apiRestarts: number;
}

const clients = 24;

/** Clients that talk, and faults that are injected meanwhile, until the time is over. */
export class SoakLoad {
  readonly #options: LoadOptions;
  readonly #turnstile = new Turnstile();
  readonly #over = new AbortController();
  #endsAt = 0;
  readonly result = { outcomes: [] as Outcome[], sentBytes: 0, receivedBytes: 0 };

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  /** Resolves when the last conversation is over. */
  async run(): Promise<void> {
    const { forwards, durationMs, seed } = this.#options;
    const random = new Random(seed);
    this.#endsAt = Date.now() + durationMs;
    const timer = setTimeout(() => this.#over.abort(), durationMs);
    try {
      await Promise.all([
        ...Array.from({ length: clients }, (_, index) =>
          this.#talkOn(talks[index % talks.length] ?? talks[0], random.fork()),
        ),
        ...forwards
          .filter(({ drainMs }) => drainMs !== null)
          .map((forward) => this.#replaceOn(forward, random.fork())),
        this.#restartOn(random.fork()),
      ]);
    } finally {
      this.#over.abort();
      clearTimeout(timer);
    }
  }

  /** Does it while no client is there and nothing is replaced. */
  async pausedFor<T>(work: () => Promise<T>): Promise<T> {
    await this.#turnstile.close();
    try {
      return await work();
    } finally {
      this.#turnstile.open();
    }
  }

  /** Begins with one kind where nothing harms it, so that each is served at least once however short the run is. */
  async #talkOn(first: Talk, random: Random): Promise<void> {
    const { forwards } = this.#options;
    const calm = forwards.find(({ drainMs }) => drainMs === null) ?? forwards[0];
    await this.#turnstile.pass(() => this.#talk(first, calm, random));
    while (!this.#over.signal.aborted) {
      await this.#turnstile.pass(() => this.#talk(this.#nextTalk(random), random.oneOf(forwards), random));
      await delay(random.whole(0, 100));
    }
  }

  /** None whose aftermath would be all that is waited for after the end. */
  #nextTalk(random: Random): Talk {
    const leftMs = this.#endsAt - Date.now();
    for (;;) {
      const talk = random.weighted(talks);
      if (talk.aftermathMs === undefined || talk.aftermathMs < leftMs) return talk;
    }
  }

  async #replaceOn(forward: SoakForward, random: Random): Promise<void> {
    while (await this.#stillRunningAfter(random.whole(3_000, 9_000))) {
      await this.#turnstile.pass(() => this.#options.injector.replacePod(forward));
    }
  }

  async #restartOn(random: Random): Promise<void> {
    const { apiRestarts, durationMs, injector } = this.#options;
    const everyMs = durationMs / apiRestarts;
    for (let left = apiRestarts; left > 0; left -= 1) {
      // In the middle of its share of the time, more or less.
      if (!(await this.#stillRunningAfter(everyMs * (0.4 + 0.2 * random.next())))) return;
      await this.#turnstile.pass(() => injector.restartApi(random.whole(0, 5_000)));
      if (!(await this.#stillRunningAfter(everyMs * 0.4))) return;
    }
  }

  async #stillRunningAfter(ms: number): Promise<boolean> {
    await delay(ms, undefined, { signal: this.#over.signal }).catch(() => undefined);
    return !this.#over.signal.aborted;
  }

  async #talk(talk: Talk, forward: SoakForward, random: Random): Promise<void> {
    const openedAt = Date.now();
    let localPort = 0;
    let broken: Outcome['broken'] = null;
    try {
      using client = await SoakClient.connect(endpointOf(forward, talk.port));
      localPort = client.localPort;
      try {
        await talk.run(client, random);
      } finally {
        this.result.sentBytes += client.sent;
        this.result.receivedBytes += client.received;
      }
    } catch (error) {
      if (!(error instanceof BrokenTalk)) throw error;
      broken = { fault: error.fault, message: error.message };
    }
    const { outcomes } = this.result;
    outcomes.push({ talk: talk.name, forward: forward.id, localPort, openedAt, endedAt: Date.now(), broken });
  }
}
