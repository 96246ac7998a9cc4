import type { ClusterLease } from '../kube/clusters.ts';
import type { KubeObject } from '../kube/kube-objects.ts';
import type { ListWatch } from '../kube/list-watch.ts';
import type { Seen } from './world.ts';

/** A watched list as a finder sees it; one of all namespaces gets along with the target's own where it must. */
export class SeenList<T extends KubeObject> implements Disposable {
  readonly #cleanup = new DisposableStack();
  readonly #open: (path: string) => ListWatch<T>;
  readonly #list: ListWatch<T>;
  readonly #ownPath: string | null;
  #own: ListWatch<T> | null = null;

  /** `ownPath` is where those of the target's namespace are, for lists that reach further. */
  constructor(cluster: ClusterLease, path: string, ownPath: string | null, onChanged: () => void) {
    this.#ownPath = ownPath;
    this.#open = (from) => {
      const { list } = this.#cleanup.use(cluster.watches.open<T>({ path: from }));
      this.#cleanup.defer(
        list.onChanged(() => {
          this.#fallBack();
          onChanged();
        }),
      );
      return list;
    };
    this.#list = this.#open(path);
    this.#fallBack();
  }

  /** Null while it is being read. What was known before a passing fault stays. */
  get seen(): Seen<T> | null {
    const whole = seenOf(this.#list);
    if (whole?.state !== 'unreadable' || this.#own === null) return whole;
    const own = seenOf(this.#own);
    return own?.state === 'read' ? { ...own, elsewhere: whole.problem } : own;
  }

  /** Asks at once for what could not be read. */
  refresh(): void {
    for (const list of [this.#list, this.#own]) if (list?.state.phase === 'failed') list.nudge();
  }

  [Symbol.dispose](): void {
    this.#cleanup.dispose();
  }

  #fallBack(): void {
    if (this.#own !== null || this.#ownPath === null) return;
    if (seenOf(this.#list)?.state === 'unreadable') this.#own = this.#open(this.#ownPath);
  }
}

function seenOf<T extends KubeObject>({ state, items }: ListWatch<T>): Seen<T> | null {
  if (state.phase === 'loading') return null;
  if (state.phase === 'live' || items.size > 0)
    return { state: 'read', items: [...items.values()], elsewhere: null };
  if (state.problem.code === 'notFound') return { state: 'absent' };
  return { state: 'unreadable', problem: state.problem };
}
