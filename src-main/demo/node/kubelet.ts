import { setTimeout as delay } from 'node:timers/promises';

import type { ObjectStore } from '../api/object-store.ts';
import { programOf } from '../apps/images.ts';
import type { Pod } from '../objects.ts';
import { pendingStatus, readyStatus, runningStatus, succeededStatus, waitingStatus } from './pod-status.ts';
import { PodSandbox } from './pod-sandbox.ts';

/** How long the steps of a pod's life take, in ms. */
export interface PodTimes {
  /** From its creation to its containers running. */
  startMs: number;
  /** From running to ready. */
  readyMs: number;
  /** From its deletion to its containers' end: it still serves what it has, and is no longer ready. */
  terminationMs: number;
}

export const nodeName = 'demo-node';
const nodeAddress = '10.20.0.2';

/** Runs the pods of the only node: what the store wants becomes servers, and what the servers are becomes status. */
export class Kubelet implements AsyncDisposable {
  readonly #store: ObjectStore;
  readonly #times: PodTimes;
  readonly #sandboxes = new Map<string, PodSandbox>();
  /** One abort for each pod that is being started or stopped. */
  readonly #lives = new Map<string, AbortController>();
  readonly #subscription: Disposable;
  #nextAddress = 2;

  constructor(store: ObjectStore, times: PodTimes) {
    this.#store = store;
    this.#times = times;
    this.#subscription = store.onChange(({ resource, type, object, previous }) => {
      if (resource !== 'pods') return;
      const pod = object as Pod;
      if (type === 'ADDED') void this.#run(pod);
      else if (type === 'DELETED') void this.#forget(pod);
      else if (pod.metadata.deletionTimestamp && !previous?.metadata.deletionTimestamp)
        void this.#terminate(pod);
    });
  }

  /** The pod's sandbox; null while it has none, as before its start. */
  sandboxOf(pod: Pod): PodSandbox | null {
    return this.#sandboxes.get(pod.metadata.uid) ?? null;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#subscription[Symbol.dispose]();
    for (const life of this.#lives.values()) life.abort();
    await Promise.all([...this.#sandboxes.values()].map((sandbox) => sandbox[Symbol.asyncDispose]()));
  }

  /** Sets or takes away the pod's readiness, as a probe would. */
  setReady(pod: Pod, ready: boolean): void {
    this.#update(pod, (current) => ({ ...current, status: readyStatus(current, ready) }));
  }

  /** Ends the containers; they are started again in the same sandbox, with one more restart counted. */
  async restartContainers(pod: Pod): Promise<void> {
    const sandbox = this.sandboxOf(pod);
    if (!sandbox) return;
    this.setReady(pod, false);
    await sandbox.stopServers();
    await this.#startContainers(pod, sandbox, 1);
  }

  async #run(pod: Pod): Promise<void> {
    const life = new AbortController();
    this.#lives.set(pod.metadata.uid, life);
    const ip = `10.244.${Math.floor(this.#nextAddress / 250)}.${(this.#nextAddress++ % 250) + 1}`;
    // The scheduler's step is seen by watches as a change of its own.
    await Promise.resolve();
    this.#update(pod, (current) => ({
      ...current,
      spec: { ...current.spec, nodeName },
      status: pendingStatus(current, nodeAddress),
    }));
    try {
      await delay(this.#times.startMs, undefined, { signal: life.signal, ref: false });
      const unknown = pod.spec.containers.find(({ image }) => !programOf(image));
      if (unknown) {
        this.#update(pod, (current) => ({ ...current, status: waitingStatus(current, unknown.image) }));
        return;
      }
      const sandbox = new PodSandbox();
      this.#sandboxes.set(pod.metadata.uid, sandbox);
      this.#update(pod, (current) => ({ ...current, status: runningStatus(current, ip) }));
      await this.#startContainers(pod, sandbox, 0, life.signal);
    } catch {
      // Deleted, or the cluster ended, before it was up.
    }
  }

  async #startContainers(
    pod: Pod,
    sandbox: PodSandbox,
    restarts: number,
    signal?: AbortSignal,
  ): Promise<void> {
    const current = this.#store.find('pods', pod.metadata.namespace ?? '', pod.metadata.name);
    if (current?.metadata.uid !== pod.metadata.uid) return;
    const identity = {
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      ip: current.status.podIP ?? '',
      node: nodeName,
      startedAt: new Date(),
    };
    let servers = 0;
    for (const { image, args } of pod.spec.containers) {
      const program = programOf(image)?.(identity, args ?? []) ?? new Map();
      await sandbox.start(program);
      servers += program.size;
    }
    await delay(this.#times.readyMs, undefined, { ref: false, ...(signal && { signal }) });
    // What serves nothing and shall not be restarted was a task, and is done.
    const isTask = servers === 0 && (pod.spec.restartPolicy ?? 'Always') !== 'Always';
    this.#update(pod, (latest) => ({
      ...latest,
      status: isTask ? succeededStatus(latest) : readyStatus(latest, true, restarts),
    }));
  }

  async #terminate(pod: Pod): Promise<void> {
    const { name, namespace, uid, deletionGracePeriodSeconds = 30 } = pod.metadata;
    this.#lives.get(uid)?.abort();
    const life = new AbortController();
    this.#lives.set(uid, life);
    const graceMs = Math.min(this.#times.terminationMs, deletionGracePeriodSeconds * 1_000);
    try {
      await delay(graceMs, undefined, { signal: life.signal, ref: false });
    } catch {
      return; // Removed by force, or the cluster ended.
    }
    await this.#sandboxes.get(uid)?.[Symbol.asyncDispose]();
    if (this.#store.find('pods', namespace ?? '', name)?.metadata.uid === uid)
      this.#store.remove('pods', namespace ?? '', name);
  }

  async #forget(pod: Pod): Promise<void> {
    const { uid } = pod.metadata;
    this.#lives.get(uid)?.abort();
    this.#lives.delete(uid);
    const sandbox = this.#sandboxes.get(uid);
    this.#sandboxes.delete(uid);
    await sandbox?.[Symbol.asyncDispose]();
  }

  #update({ metadata }: Pod, change: (pod: Pod) => Pod): void {
    const current = this.#store.find('pods', metadata.namespace ?? '', metadata.name);
    // A pod that has gone, or another one of the same name, is not ours to change.
    if (current?.metadata.uid !== metadata.uid) return;
    this.#store.update('pods', metadata.namespace ?? '', metadata.name, change);
  }
}
