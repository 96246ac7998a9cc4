import type { ObjectStore } from '../api/object-store.ts';
import { timestamp } from '../objects.ts';
import { createPod, podsOf, terminatePod } from './owned-pods.ts';

/** Pods with numbers, one after the other; a replaced pod keeps its name, and its old namesake must have gone. */
export function reconcileStatefulSets(store: ObjectStore): void {
  for (const set of store.list('statefulsets')) {
    if (set.metadata.deletionTimestamp) continue;
    const { name, namespace = '' } = set.metadata;
    const wanted = set.spec.replicas ?? 1;
    const { all, live, ready } = podsOf(store, set);
    const names = Array.from({ length: wanted }, (_, ordinal) => `${name}-${ordinal}`);
    const next = names.find((podName) => !ready.some(({ metadata }) => metadata.name === podName));
    if (next && !all.some(({ metadata }) => metadata.name === next)) {
      const labels = {
        'statefulset.kubernetes.io/pod-name': next,
        'apps.kubernetes.io/pod-index': next.slice(name.length + 1),
      };
      createPod(store, set, set.spec.template, { name: next, labels });
    }
    for (const pod of live) if (!names.includes(pod.metadata.name)) terminatePod(store, pod);
    store.update('statefulsets', namespace, name, (current) => ({
      ...current,
      status: {
        observedGeneration: current.metadata.generation ?? 1,
        replicas: live.length,
        readyReplicas: ready.length,
        availableReplicas: ready.length,
        updatedReplicas: live.length,
      },
    }));
  }
}

/** One pod for the one node. */
export function reconcileDaemonSets(store: ObjectStore): void {
  for (const set of store.list('daemonsets')) {
    if (set.metadata.deletionTimestamp) continue;
    const { name, namespace = '' } = set.metadata;
    const { live, ready } = podsOf(store, set);
    if (live.length === 0) createPod(store, set, set.spec.template, { generateName: `${name}-` });
    store.update('daemonsets', namespace, name, (current) => ({
      ...current,
      status: {
        currentNumberScheduled: live.length,
        desiredNumberScheduled: 1,
        numberAvailable: ready.length,
        numberMisscheduled: 0,
        numberReady: ready.length,
        observedGeneration: current.metadata.generation ?? 1,
        updatedNumberScheduled: live.length,
      },
    }));
  }
}

/** Pods until as many have succeeded as wanted. */
export function reconcileJobs(store: ObjectStore): void {
  for (const job of store.list('jobs')) {
    if (job.metadata.deletionTimestamp) continue;
    const { name, namespace = '', uid } = job.metadata;
    const labels = {
      'batch.kubernetes.io/controller-uid': uid,
      'batch.kubernetes.io/job-name': name,
      'job-name': name,
    };
    const wanted = job.spec.completions ?? 1;
    const { live, succeeded } = podsOf(store, job);
    if (live.length + succeeded.length < wanted)
      createPod(store, job, job.spec.template, { generateName: `${name}-`, labels });
    store.update('jobs', namespace, name, (current) => ({
      ...current,
      spec: {
        ...current.spec,
        selector: current.spec.selector ?? { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      },
      status: {
        ...current.status,
        startTime: current.status.startTime ?? timestamp(),
        active: live.length,
        ready: podsOf(store, job).ready.length,
        succeeded: succeeded.length,
      },
    }));
  }
}
