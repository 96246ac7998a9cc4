import type { AppSnapshot, Bridge, EventName, EventPayload, Reply } from '../../../src-main/shared/api.ts';
import { firstSettings } from '../../../src-main/shared/settings.ts';
import { ProblemError } from '../../../src-main/shared/problem.ts';

export const emptySnapshot: AppSnapshot = {
  revision: 0,
  version: '0.0.0',
  platform: 'linux',
  preferredLanguages: ['en'],
  forwards: [],
  sessions: [],
  timelines: [],
  contexts: [],
  kubeconfigs: [],
  clusters: [],
  traffic: [],
  notices: [],
  settings: firstSettings,
  destination: null,
  production: [],
  proxies: [],
  entries: [],
  asked: null,
};

/** The main process's side of the bridge in memory: answers are given by name, requests are remembered. */
export class MemoryBridge implements Bridge {
  readonly asked: { readonly name: string; readonly input: unknown }[] = [];
  readonly answers = new Map<string, (input: unknown) => unknown>([['app.snapshot', () => emptySnapshot]]);
  readonly #listeners = new Set<(name: string, payload: unknown) => void>();

  async request(name: string, input: unknown): Promise<Reply<unknown>> {
    this.asked.push({ name, input });
    try {
      return { ok: true, value: await this.answers.get(name)?.(input) };
    } catch (error) {
      if (error instanceof ProblemError) return { ok: false, problem: error.problem };
      throw error;
    }
  }

  subscribe(listener: (name: string, payload: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    for (const listener of this.#listeners) listener(name, payload);
  }
}
