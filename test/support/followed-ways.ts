import type { OpenRoutes, Routes } from '../../src-main/engine/routes/routes.ts';
import { Emitter, type Listen } from '../../src-main/shared/emitter.ts';
import type { Route, RouteNews } from '../../src-main/shared/route.ts';
import { parseTarget } from '../../src-main/shared/target.ts';
import { until } from '../integration/kube/kube-bench.ts';

interface Place {
  readonly context: string;
  readonly namespace: string;
  /** kubectl's `TYPE/NAME`. */
  readonly target: string;
}

/** The ways in to one target as they are told, the last and all before. */
export class FollowedWays implements Disposable {
  readonly told: RouteNews[] = [];
  readonly #changed = new Emitter<undefined>();
  readonly #opened: OpenRoutes;
  readonly onChanged: Listen<undefined> = this.#changed.listen;

  constructor(routes: Routes, { context, namespace, target }: Place) {
    this.#opened = routes.open({ context, namespace, ...parseTarget(target) }, (news) => {
      this.told.push(news);
      this.#changed.emit(undefined);
    });
  }

  /** States by kind, `nodePort: open` or the problem's code: what was told last. */
  get states(): string[] {
    const news = this.told.at(-1);
    if (news === undefined) return [];
    if (news.phase === 'failed') return [news.problem.code];
    return news.map.routes.map(({ kind, state }) => `${kind}: ${state.state}`);
  }

  /** Resolves once what was told last has exactly these states; rejects after a minute with what it has. */
  async reach(...states: string[]): Promise<void> {
    const wanted = JSON.stringify(states);
    await until(
      () => this.states,
      this.#changed.listen,
      (now) => JSON.stringify(now) === wanted,
      60_000,
    );
  }

  /** What could not be read, in what was told last. */
  get unread(): string[] {
    const news = this.told.at(-1);
    return news?.phase === 'live' ? news.map.unread.map(({ resource }) => resource) : [];
  }

  /** Resolves once nothing of what was told last could not be read. */
  async allRead(): Promise<void> {
    await until(
      () => this.unread,
      this.onChanged,
      (unread) => unread.length === 0,
    );
  }

  /** Asks again for what was refused. */
  refresh(): void {
    this.#opened.refresh();
  }

  /** The routes of that kind in what was told last. */
  routes(kind: Route['kind']): Route[] {
    const news = this.told.at(-1);
    return news?.phase === 'live' ? news.map.routes.filter((route) => route.kind === kind) : [];
  }

  [Symbol.dispose](): void {
    this.#opened[Symbol.dispose]();
    this.#changed[Symbol.dispose]();
  }
}
