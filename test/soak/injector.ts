import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import type { TestNamespace } from '../cluster/test-namespace.ts';
import type { ForwarderProcess } from './forwarder-process.ts';
import type { SessionStep } from './forwarder-talk.ts';
import type { ApiRestart, Injected, PodDeletion } from './judgement.ts';
import type { SoakForward } from './soak-forwards.ts';

export interface InjectorOptions {
  readonly cluster: Cluster;
  readonly namespace: TestNamespace;
  readonly forwarder: ForwarderProcess;
}

const replacedWithinMs = 120_000;

/** Deletes pods and kills the API server, and keeps what a judge has to know of it. */
export class Injector {
  readonly injected: Injected[] = [];
  readonly #options: InjectorOptions;
  /** Only one of them talks to the API server at a time: a command that is cut would say nothing about the pod. */
  #api: Promise<unknown> = Promise.resolve();

  constructor(options: InjectorOptions) {
    this.#options = options;
  }

  /** Deletes the pod to which the forward leads now; resolves when another has taken its place, or too late for that. */
  async replacePod({ id, drainMs }: SoakForward): Promise<void> {
    const { forwarder, namespace } = this.#options;
    const deletion = await this.#withApi(async () => {
      const pod = currentPod(forwarder.steps, id);
      if (pod === null) return null;
      const at = Date.now();
      const open = await forwarder.ask('connections', null);
      const own = open.filter((each) => each.forward === id);
      const known = new Map(own.map((each) => [each.localPort, (each.pod ?? pod.name) === pod.name]));
      const servesUntil = Date.now() + (drainMs ?? 0);
      await namespace.kubectl('delete', 'pod', pod.name, '--wait=false');
      const fault: PodDeletion = {
        ...{ kind: 'pod', forward: id, pod: pod.name, at, known, servesUntil },
        ...{ leftAt: null, backAt: null, readyAt: null },
      };
      this.injected.push(fault);
      return { fault, uid: pod.uid };
    });
    if (deletion === null) return;
    const { fault, uid } = deletion;
    const isLater = (step: SessionStep) =>
      step.forward === id && step.at >= fault.at && step.pod?.uid !== uid;
    fault.leftAt = (await forwarder.step(replacedWithinMs, isLater))?.at ?? null;
    const isBack = (step: SessionStep) => isLater(step) && step.phase === 'active';
    const back = await forwarder.step(replacedWithinMs, isBack);
    if (!back?.pod) return;
    fault.backAt = back.at;
    fault.readyAt = await this.#readySince(back.pod.name);
  }

  /** Kills the API server and starts it again after `downMs`; resolves when it is ready. */
  async restartApi(downMs: number): Promise<void> {
    await this.#withApi(async () => {
      const fault = await this.#options.cluster.withoutApiServer(async (at) => {
        const fault: ApiRestart = { kind: 'api', at, goneAt: Date.now(), backAt: null };
        this.injected.push(fault);
        await delay(downMs);
        return fault;
      });
      fault.backAt = Date.now();
    });
  }

  /** Null for a pod that is gone already, or where the API server is away. */
  #readySince(pod: string): Promise<number | null> {
    const time = '--output=jsonpath={.status.conditions[?(@.type=="Ready")].lastTransitionTime}';
    return this.#withApi(async () => {
      const text = await this.#options.namespace.kubectl('get', 'pod', pod, time, '--ignore-not-found');
      return text === '' ? null : Date.parse(text);
    }).catch(() => null);
  }

  #withApi<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#api.then(work);
    this.#api = done.catch(() => undefined);
    return done;
  }
}

function currentPod(steps: readonly SessionStep[], forward: string) {
  return steps.findLast((step) => step.forward === forward)?.pod ?? null;
}
