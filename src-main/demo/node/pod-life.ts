import { setTimeout as delay } from 'node:timers/promises';

import type { InnerCluster, PodIdentity } from '../apps/app.ts';
import { programOf } from '../apps/images.ts';
import type { Pod } from '../objects.ts';
import { PodSandbox } from './pod-sandbox.ts';
import {
  type ContainerEnd,
  pendingStatus,
  pullFailedStatus,
  readyStatus,
  restartedStatus,
  runningStatus,
  succeededStatus,
  unschedulableStatus,
} from './pod-status.ts';
import { probePeriodMs, probeReadiness } from './readiness-probe.ts';

/** How long the steps of a pod's life take, in ms. */
export interface PodTimes {
  /** From its creation to its containers running. */
  startMs: number;
  /** From running to ready. */
  readyMs: number;
  /** From its deletion to its containers' end: it still serves, and is no longer ready. */
  terminationMs: number;
}

export interface PodLifeOptions {
  readonly pod: Pod;
  readonly node: { readonly name: string; readonly address: string };
  readonly podIP: string;
  readonly times: PodTimes;
  readonly cluster: InnerCluster;
  /** Puts the changed pod into the store, if it is still there. */
  readonly update: (change: (pod: Pod) => Pod) => void;
  /** Tells something of the pod as an event. */
  readonly tell: (reason: string, message: string) => void;
  /** Takes the pod out of the store: its graceful end is over. */
  readonly remove: () => void;
}

/** One pod on the node, from scheduling to removal. */
export class PodLife implements AsyncDisposable {
  readonly #options: PodLifeOptions;
  readonly #ended = new AbortController();
  #sandbox: PodSandbox | null = null;
  /** Null: as the probes say. */
  #forcedReadiness: boolean | null = null;

  constructor(options: PodLifeOptions) {
    this.#options = options;
  }

  /** Null before its start. */
  get sandbox(): PodSandbox | null {
    return this.#sandbox;
  }

  /** Runs the pod until it is ready or cannot be. */
  async start(): Promise<void> {
    const { pod, node, podIP, times, update } = this.#options;
    // The only node has no labels that anybody could ask for.
    if (pod.spec.nodeSelector) {
      update((current) => ({ ...current, status: unschedulableStatus(current) }));
      return;
    }
    update((current) => ({
      ...current,
      spec: { ...current.spec, nodeName: node.name },
      status: pendingStatus(current, node.address),
    }));
    if (!(await this.#wait(times.startMs))) return;
    // The sandbox is there before any container, and stays when none can start.
    this.#sandbox = new PodSandbox();
    const missing = pod.spec.containers.find(({ image }) => !programOf(image));
    if (missing) {
      update((current) => ({ ...current, status: pullFailedStatus(current, podIP, missing.image) }));
      return;
    }
    update((current) => ({ ...current, status: runningStatus(current, podIP) }));
    await this.#startContainers(this.#sandbox);
  }

  /** What the readiness probe says from now on, whatever the containers answer. */
  setReady(ready: boolean): void {
    this.#forcedReadiness = ready;
    this.#report(ready);
  }

  /** Ends the containers and starts them again in the same sandbox, counted as a restart. */
  async restart(end: ContainerEnd = { exitCode: 0, reason: 'Completed' }): Promise<void> {
    const sandbox = this.#sandbox;
    if (!sandbox || this.#ended.signal.aborted) return;
    await sandbox.stopServers();
    this.#options.update((current) => ({ ...current, status: restartedStatus(current, end) }));
    if (await this.#wait(this.#options.times.startMs)) await this.#startContainers(sandbox);
  }

  /** Ends the pod in the orderly way: it serves on for its time, then its containers end, then it is removed. */
  async terminate(graceSeconds: number): Promise<void> {
    const graceMs = Math.min(this.#options.times.terminationMs, graceSeconds * 1_000);
    if (!(await this.#wait(graceMs))) return;
    await this[Symbol.asyncDispose]();
    this.#options.update((current) => ({ ...current, status: succeededStatus(current) }));
    this.#options.remove();
  }

  /** Ends it at once; its connections are cut. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#sandbox?.[Symbol.asyncDispose]();
  }

  async #startContainers(sandbox: PodSandbox): Promise<void> {
    const { pod, podIP, node, times, cluster, update } = this.#options;
    const identity: PodIdentity = {
      name: pod.metadata.name,
      namespace: pod.metadata.namespace ?? '',
      ip: podIP,
      node: node.name,
      startedAt: new Date(),
    };
    const host = { ...identity, cluster, exit: () => void this.restart() };
    const programs = pod.spec.containers.map(({ image, args }) => programOf(image)?.(host, args ?? []));
    for (const servers of programs) await sandbox.start(servers ?? new Map());
    if (!(await this.#wait(times.readyMs))) return;
    // What serves nothing and shall not be restarted was a task, and is done.
    const serves = programs.some((servers) => servers !== undefined && servers.size > 0);
    if (serves || (pod.spec.restartPolicy ?? 'Always') === 'Always') await this.#probe(sandbox);
    else update((current) => ({ ...current, status: succeededStatus(current) }));
  }

  async #probe(sandbox: PodSandbox): Promise<void> {
    const { containers } = this.#options.pod.spec;
    const periodMs = probePeriodMs(containers);
    do {
      const answer = await probeReadiness(sandbox, containers);
      if (this.#ended.signal.aborted) return;
      this.#report(this.#forcedReadiness ?? answer);
    } while (periodMs !== null && (await this.#wait(periodMs)));
  }

  #report(ready: boolean): void {
    if (!ready) {
      this.#options.tell('Unhealthy', 'Readiness probe failed: HTTP probe failed with statuscode: 503');
    }
    this.#options.update((current) => ({ ...current, status: readyStatus(current, ready) }));
  }

  /** False when the pod's end came first. */
  async #wait(ms: number): Promise<boolean> {
    try {
      await delay(ms, undefined, { signal: this.#ended.signal, ref: false });
      return true;
    } catch {
      return false;
    }
  }
}
