import { SvelteMap } from 'svelte/reactivity';
import type { AppSnapshot } from '../../src-main/shared/api.ts';
import type { ClusterStatus, ContextInfo } from '../../src-main/shared/catalog.ts';
import type { Client } from '../client.ts';

const idle: ClusterStatus = { phase: 'idle' };

/** The contexts of all kubeconfigs and what is known of their APIs. */
export class ClustersState {
  contexts = $state.raw<readonly ContextInfo[]>([]);
  /** The kubeconfig files that are looked into. */
  kubeconfigs = $state.raw<readonly string[]>([]);
  readonly #statuses = new SvelteMap<string, ClusterStatus>();

  /** True where there is one beside the demo. */
  readonly hasOwn = $derived(this.contexts.some(({ source }) => source !== 'demo'));
  readonly hasDemo = $derived(this.contexts.some(({ source }) => source === 'demo'));
  /** The kubeconfig's current context, or the first: only what pickers begin with. */
  readonly preferred = $derived(this.contexts.find(({ current }) => current) ?? this.contexts[0]);

  constructor(client: Client) {
    client.on('contexts.changed', ({ contexts }) => (this.contexts = contexts));
    client.on('cluster.changed', ({ context, status }) => this.#statuses.set(context, status));
  }

  apply(snapshot: AppSnapshot): void {
    this.contexts = snapshot.contexts;
    this.kubeconfigs = snapshot.kubeconfigs;
    this.#statuses.clear();
    for (const { context, status } of snapshot.clusters) this.#statuses.set(context, status);
  }

  find(name: string): ContextInfo | undefined {
    return this.contexts.find((context) => context.name === name);
  }

  status(context: string): ClusterStatus {
    return this.#statuses.get(context) ?? idle;
  }
}
