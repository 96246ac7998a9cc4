import type { ContainerStatus, PodObject } from '../../../src-main/engine/kube/kube-objects.ts';

interface Sample {
  readonly phase?: string;
  readonly ready?: boolean;
  readonly readySince?: string;
  readonly deleting?: boolean;
  readonly restarts?: number;
  readonly created?: string;
  readonly reason?: string;
  readonly container?: ContainerStatus;
  readonly unschedulable?: string;
}

/** A pod as the API shows it: running and ready unless told. */
export function podSample(name: string, sample: Sample = {}): PodObject {
  const { phase = 'Running', ready = true, container, reason } = sample;
  const conditions = [
    {
      type: 'Ready',
      status: ready ? 'True' : 'False',
      lastTransitionTime: sample.readySince ?? '2026-01-01T00:00:00Z',
    },
    ...(sample.unschedulable === undefined
      ? []
      : [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: sample.unschedulable }]),
  ];
  const status = container ?? { name: 'main', ready, state: { running: {} } };
  return {
    metadata: {
      namespace: 'shop',
      name,
      uid: `uid-${name}`,
      creationTimestamp: sample.created ?? '2026-01-01T00:00:00Z',
      ...(sample.deleting ? { deletionTimestamp: '2026-01-02T00:00:00Z' } : {}),
    },
    spec: { containers: [{ name: 'main' }] },
    status: {
      phase,
      ...(reason === undefined ? {} : { reason }),
      conditions,
      containerStatuses: [{ restartCount: sample.restarts ?? 0, ...status }],
    },
  };
}

export function waiting(reason: string): ContainerStatus {
  return { name: 'main', ready: false, state: { waiting: { reason } } };
}

export function terminated(state: { reason?: string; exitCode?: number; signal?: number }): ContainerStatus {
  return { name: 'main', ready: false, state: { terminated: state } };
}
