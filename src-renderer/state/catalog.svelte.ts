import type { EventPayload } from '../../src-main/shared/api.ts';
import type {
  CatalogDelta,
  NamespaceRow,
  PodRow,
  ServiceRow,
  WorkloadRow,
} from '../../src-main/shared/catalog.ts';
import type { Unsubscribe } from '../../src-main/shared/emitter.ts';
import { problemOf } from '../../src-main/shared/problem.ts';
import type { Target } from '../../src-main/shared/target.ts';
import type { Client } from '../client.ts';
import { CatalogList } from './catalog-list.svelte.ts';

/** What a catalogue is of; a null namespace means all. */
export interface CatalogPlace {
  readonly context: string;
  readonly namespace: string | null;
}

/** What is in the cluster that is looked at: one place at a time, live. */
export class CatalogState {
  readonly namespaces = new CatalogList<NamespaceRow>();
  readonly services = new CatalogList<ServiceRow>();
  readonly workloads = new CatalogList<WorkloadRow>();
  readonly pods = new CatalogList<PodRow>();
  place = $state.raw<CatalogPlace | null>(null);

  readonly #client: Client;
  /** Who wants to look where; the last one counts (an editor over a list). */
  #claims: readonly { readonly place: CatalogPlace }[] = [];
  #settling = false;

  constructor(client: Client) {
    this.#client = client;
    client.on('catalog.changed', (event) => this.#change(event));
  }

  /** Looks at a place until released; then at what was looked at before. */
  claim(place: CatalogPlace): Unsubscribe {
    const claim = { place };
    this.#claims = [...this.#claims, claim];
    this.#settleSoon();
    return () => {
      this.#claims = this.#claims.filter((other) => other !== claim);
      this.#settleSoon();
    };
  }

  /** True where the rows of this place are among those looked at now. */
  covers({ context, namespace }: CatalogPlace): boolean {
    if (this.place?.context !== context) return false;
    return this.place.namespace === null || this.place.namespace === namespace;
  }

  /** The row of a target, another object whenever it shows something else; undefined where there is none. */
  rowOf({ context, namespace, kind, name }: Target): ServiceRow | WorkloadRow | PodRow | undefined {
    if (!this.covers({ context, namespace })) return undefined;
    const isIts = (row: { readonly namespace: string; readonly name: string }) =>
      row.namespace === namespace && row.name === name;
    if (kind === 'service') return this.services.rows.find(isIts);
    if (kind === 'pod') return this.pods.rows.find(isIts);
    return this.workloads.rows.find((row) => row.kind === kind && isIts(row));
  }

  /** A release followed by a claim, as when a picker changes, is one move. */
  #settleSoon(): void {
    if (this.#settling) return;
    this.#settling = true;
    queueMicrotask(() => {
      this.#settling = false;
      void this.#settle();
    });
  }

  async #settle(): Promise<void> {
    const place = this.#claims.at(-1)?.place ?? null;
    if (place?.context === this.place?.context && place?.namespace === this.place?.namespace) return;
    this.place = place;
    const lists = [this.namespaces, this.services, this.workloads, this.pods];
    for (const list of lists) list.clear();
    try {
      await (place === null
        ? this.#client.request('catalog.close')
        : this.#client.request('catalog.open', { ...place }));
    } catch (error) {
      if (this.place !== place) return;
      for (const list of lists) list.fail(problemOf(error));
    }
  }

  #change({ context, namespace, deltas }: EventPayload<'catalog.changed'>): void {
    if (context !== this.place?.context || namespace !== this.place.namespace) return;
    for (const delta of deltas) this.#apply(delta);
  }

  #apply(delta: CatalogDelta): void {
    switch (delta.kind) {
      case 'namespaces':
        return this.namespaces.apply(delta);
      case 'services':
        return this.services.apply(delta);
      case 'workloads':
        return this.workloads.apply(delta);
      case 'pods':
        return this.pods.apply(delta);
    }
  }
}
