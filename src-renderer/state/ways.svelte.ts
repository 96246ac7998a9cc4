import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import type { Message } from '../../src-main/shared/language/message.ts';
import { problemOf } from '../../src-main/shared/problem.ts';
import type { AddressProbe } from '../../src-main/shared/probe.ts';
import type { RouteNews } from '../../src-main/shared/route.ts';
import { type Target, targetKey } from '../../src-main/shared/target.ts';
import { wayVerdict } from '../../src-main/shared/way-verdict.ts';
import { SvelteMap } from 'svelte/reactivity';
import type { Client } from '../client.ts';
import { outdatedWays } from '../text/outdated-ways.ts';

/** The ways in to the target that is looked at: one at a time, live. */
export class WaysState {
  /** Null until the first is told. */
  news = $state.raw<RouteNews | null>(null);
  /** True while the ways in are being tried. */
  probing = $state.raw(false);
  /** What all that was tried comes to; null before that. */
  verdict = $state.raw<Message | null>(null);
  /** What came of it, by route and address. */
  readonly #probes = new SvelteMap<string, AddressProbe>();
  readonly #client: Client;
  #target: Target | null = null;

  constructor(client: Client) {
    this.#client = client;
    client.on('ways.changed', ({ target, news }) => {
      if (!this.#isShown(target)) return;
      const before = this.news;
      this.news = news;
      if (news.phase !== 'live') return;
      if (before?.phase === 'live') this.#forget(outdatedWays(before.map.routes, news.map.routes));
      else void this.probe();
    });
    client.on('ways.probed', ({ target, probe }) => {
      if (this.#isShown(target)) this.#probes.set(`${probe.route} ${probe.address}`, probe);
    });
  }

  /** Looks at a target until released. */
  show(target: Target): Unsubscribe {
    this.#target = target;
    this.news = null;
    this.probing = false;
    this.verdict = null;
    this.#probes.clear();
    this.#ask(this.#client.request('ways.open', target), target);
    return () => {
      if (this.#target !== target) return;
      this.#target = null;
      this.#ask(this.#client.request('ways.close'), null);
    };
  }

  /** Tries all of them anew; what was known stays until it is known better. */
  async probe(): Promise<void> {
    const target = this.#target;
    this.probing = true;
    try {
      await this.#client.request('ways.probe');
    } catch (error) {
      if (this.#target === target) this.news = { phase: 'failed', problem: problemOf(error) };
    }
    if (this.#target !== target) return;
    this.probing = false;
    if (this.news?.phase === 'live')
      this.verdict = wayVerdict(
        this.news.map.routes,
        ({ key }, address) => this.probeOf(key, address)?.result,
      );
  }

  /** What came of trying an address of a route; undefined where nothing has. */
  probeOf(route: string, address: string): AddressProbe | undefined {
    return this.#probes.get(`${route} ${address}`);
  }

  /** What came of trying these was seen in another state of the cluster. */
  #forget(routes: ReadonlySet<string>): void {
    if (routes.size === 0) return;
    for (const [key, { route }] of this.#probes) if (routes.has(route)) this.#probes.delete(key);
    this.verdict = null;
  }

  #isShown(target: Target): boolean {
    return this.#target !== null && targetKey(target) === targetKey(this.#target);
  }

  #ask(request: Promise<unknown>, target: Target | null): void {
    request.catch((error: unknown) => {
      if (this.#target === target) this.news = { phase: 'failed', problem: problemOf(error) };
    });
  }
}
