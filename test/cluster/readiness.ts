import { nodeName } from './addresses.ts';
import { apiGet } from './api-probe.ts';
import type { Component, ComponentName } from './components.ts';
import { programOf } from './dependent-program.ts';
import { DetachedProcess } from './detached-process.ts';
import { runInNode } from './node-namespace.ts';
import { poll } from './poll.ts';
import type { ProcessStat } from './process-stat.ts';

const readyTimeoutMs = 60_000;

export async function apiReady(): Promise<void> {
  await ready('kube-apiserver', async () => (await apiGet('/readyz')) === 'ok');
}

export async function nodeReady(): Promise<void> {
  await ready('kubelet', isNodeReady);
}

/** The kubelet that came after that one serves. */
export async function kubeletReady(before: ProcessStat): Promise<void> {
  await ready('kubelet', async () => {
    const { pid = before.pid } = programOf('kubelet') ?? {};
    return pid !== before.pid && (await apiGet(`/api/v1/nodes/${nodeName}/proxy/healthz`)) === 'ok';
  });
  await nodeReady();
}

export async function containerdReady(): Promise<void> {
  await ready('containerd', async () =>
    runInNode('ctr', ['version']).then(
      () => true,
      () => false,
    ),
  );
}

async function isNodeReady(): Promise<boolean> {
  const body = await apiGet(`/api/v1/nodes/${nodeName}`);
  if (body === undefined) return false;
  const { spec, status } = JSON.parse(body) as {
    readonly spec: { readonly taints?: readonly unknown[] };
    readonly status: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
  };
  const isReady = status.conditions?.some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  // The taint of an unready node goes a moment later, and until then no pod is scheduled.
  return isReady === true && spec.taints === undefined;
}

/** Resolves when `isReady`; throws with the end of its log where the component ends first, or is not ready in time. */
export async function ready(name: ComponentName, isReady: () => Promise<boolean>): Promise<void> {
  const process = new DetachedProcess(name);
  const answer = await poll(readyTimeoutMs, async () => {
    if (process.running === undefined) return 'ended';
    return (await isReady()) ? 'ready' : undefined;
  });
  if (answer === 'ready') return;
  const what =
    answer === 'ended' ? 'ended while starting' : `was not ready after ${String(readyTimeoutMs / 1000)} s`;
  throw new Error(`${name} ${what}. Its log is ${process.logPath} and ends with:\n${process.lastLogLines}`);
}

export function hasEnded({ name }: Component): boolean {
  return new DetachedProcess(name).running === undefined;
}
