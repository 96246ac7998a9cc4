import type { TargetKind } from '../target.ts';

/** Kinds as Kubernetes writes them, which most languages leave as they are. */
export const kubernetesKinds: Record<TargetKind, string> = {
  pod: 'Pod',
  service: 'Service',
  deployment: 'Deployment',
  replicaset: 'ReplicaSet',
  statefulset: 'StatefulSet',
  daemonset: 'DaemonSet',
  job: 'Job',
};
