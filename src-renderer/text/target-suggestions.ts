import type { PodRow, ServiceRow, WorkloadRow } from '../../src-main/shared/catalog.ts';
import { formatTarget, type Target } from '../../src-main/shared/target.ts';
import { t } from '../language.svelte.ts';
import { readinessLook } from './readiness.ts';

interface Rows {
  readonly services: readonly ServiceRow[];
  readonly workloads: readonly WorkloadRow[];
  readonly pods: readonly PodRow[];
}

/** What in a namespace can be forwarded to, as `TYPE/NAME` with its readiness: services, workloads, then pods. */
export function targetSuggestions(namespace: string, { services, workloads, pods }: Rows) {
  const here = (row: { readonly namespace: string }) => row.namespace === namespace;
  return [
    ...services
      .filter((row) => here(row) && row.forwardable)
      .map((row) => suggestion('service', row.name, row.readyPods, row.totalPods)),
    ...workloads.filter(here).map((row) => suggestion(row.kind, row.name, row.readyPods, row.desiredPods)),
    ...pods.filter(here).map(({ name, ready, status }) => ({
      value: formatTarget({ kind: 'pod', name }),
      note: ready ? t('editor.ready') : status,
    })),
  ];
}

function suggestion(kind: Target['kind'], name: string, ready: number, total: number) {
  const note = total === 0 ? readinessLook(ready, total).word : t('editor.readyOf', { ready, total });
  return { value: formatTarget({ kind, name }), note };
}
