import type { ObjectStore } from '../api/object-store.ts';
import { recordEvent } from '../control/events.ts';
import type { InnerCluster } from '../apps/app.ts';
import type { Pod } from '../objects.ts';
import { rangeAddress } from '../range-address.ts';
import { PodLife, type PodTimes } from './pod-life.ts';
import type { PodSandbox } from './pod-sandbox.ts';
import { serviceEndpoint } from './proxied-endpoint.ts';

/** On loopback, as the addresses of services. */
export const node = { name: 'demo-node', address: '127.20.0.2' } as const;

const podRange = '10.244';

/** Runs the pods of the only node: what the store wants becomes servers, and what the servers are becomes status. */
export class Kubelet implements AsyncDisposable {
  readonly #store: ObjectStore;
  readonly #times: PodTimes;
  readonly #lives = new Map<string, PodLife>();
  readonly #subscription: Disposable;
  readonly #cluster: InnerCluster = {
    ingresses: () => this.#store.list('ingresses'),
    dial: async (namespace, service, port) => {
      try {
        const found = serviceEndpoint(this.#store, { namespace, service, port, asked: service });
        return (await this.sandboxOf(found.pod)?.dial(found.port)) ?? null;
      } catch {
        return null;
      }
    },
  };
  #started = 0;

  constructor(store: ObjectStore, times: PodTimes) {
    this.#store = store;
    this.#times = times;
    this.#subscription = store.onChange(({ resource, type, object, previous }) => {
      if (resource !== 'pods') return;
      const pod = object as Pod;
      if (type === 'ADDED') this.#begin(pod);
      else if (type === 'DELETED') void this.#end(pod);
      else if (pod.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp)
        void this.#lives.get(pod.metadata.uid)?.terminate(pod.metadata.deletionGracePeriodSeconds ?? 30);
    });
  }

  /** The pod's sandbox; null while it has none, as before its start. */
  sandboxOf(pod: Pod): PodSandbox | null {
    return this.lifeOf(pod)?.sandbox ?? null;
  }

  lifeOf({ metadata }: Pod): PodLife | null {
    return this.#lives.get(metadata.uid) ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#subscription[Symbol.dispose]();
    await Promise.all([...this.#lives.values()].map((life) => life[Symbol.asyncDispose]()));
  }

  #begin(pod: Pod): void {
    const { name, namespace = '', uid } = pod.metadata;
    // A pod that has gone, or another one of the same name, is not this life's to change.
    const isThere = (): boolean => this.#store.find('pods', namespace, name)?.metadata.uid === uid;
    const life = new PodLife({
      pod,
      node,
      podIP: rangeAddress(podRange, this.#started++),
      times: this.#times,
      cluster: this.#cluster,
      update: (change) => {
        if (isThere()) this.#store.update('pods', namespace, name, change);
      },
      tell: (reason, message) => {
        if (!isThere()) return;
        const news = { type: 'Warning', reason, message, component: 'kubelet' } as const;
        recordEvent(this.#store, this.#store.get('pods', namespace, name), news);
      },
      remove: () => {
        if (isThere()) this.#store.remove('pods', namespace, name);
      },
    });
    this.#lives.set(uid, life);
    // Not at once: the watchers of the creation are told of it before they are told of what follows from it.
    queueMicrotask(() => void life.start());
  }

  async #end({ metadata }: Pod): Promise<void> {
    const life = this.#lives.get(metadata.uid);
    this.#lives.delete(metadata.uid);
    await life?.[Symbol.asyncDispose]();
  }
}
