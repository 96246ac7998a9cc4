import { type DemoCluster, startDemoCluster } from '../../../src-main/demo/demo-cluster.ts';
import type { PodSource } from '../../../src-main/engine/kube/pod-source.ts';
import type { ClusterStatus } from '../../../src-main/shared/catalog.ts';
import type { TargetKind } from '../../../src-main/shared/target.ts';
import { type KubeBench, openBench, until } from './kube-bench.ts';

/** A demo cluster whose pods start and end quickly, and what an engine has of it, as context `demo`. */
export class DemoBench implements AsyncDisposable {
  readonly stack: AsyncDisposableStack;
  readonly demo: DemoCluster;
  readonly kube: KubeBench;

  private constructor(stack: AsyncDisposableStack, demo: DemoCluster, kube: KubeBench) {
    this.stack = stack;
    this.demo = demo;
    this.kube = kube;
  }

  /** Resolves once the pods of `web` and `orders-db` are ready. Each step of a pod's life takes `stepMs` milliseconds. */
  static async start(stepMs = 50): Promise<DemoBench> {
    await using stack = new AsyncDisposableStack();
    const times = { startMs: stepMs, readyMs: stepMs, terminationMs: stepMs };
    const demo = stack.use(await startDemoCluster({ times }));
    const kube = stack.use(await openBench({ env: { HOME: '/nowhere' } }));
    kube.contexts.provide('demo', demo.kubeconfig);
    await Promise.all([demo.readyPods('shop', 'web', 2), demo.readyPods('shop', 'orders-db', 1)]);
    return new DemoBench(stack.move(), demo, kube);
  }

  open(kind: TargetKind, name: string, namespace = 'shop'): PodSource {
    return this.stack.use(this.kube.pods.open({ context: 'demo', namespace, kind, name }));
  }

  status(): ClusterStatus | undefined {
    return this.kube.clusters.statuses().find(({ context }) => context === 'demo')?.status;
  }

  async untilStatus(phase: ClusterStatus['phase']): Promise<void> {
    await until(
      () => this.status(),
      this.kube.clusters.onChanged,
      (now) => now?.phase === phase,
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stack.disposeAsync();
  }
}
