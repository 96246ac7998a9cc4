import type { DeclaredPort, PodRow, ServiceRow, WorkloadRow } from '../../src-main/shared/catalog.ts';
import { t } from '../language.svelte.ts';
import { podWord } from './readiness.ts';

/** What `filterRows` asks of 20,000 rows: the likeliest and cheapest places first, and no text is made for a row. */

/** Whether a service's row shows the word, which is in lower case. */
export function serviceHas(row: ServiceRow, word: string): boolean {
  return (
    placeHas(row, word) ||
    lower(row.type).includes(word) ||
    (row.externalName ?? '').includes(word) ||
    portsHave(row.ports, word) ||
    (row.totalPods === 0 && lower(t('catalog.noPods')).includes(word))
  );
}

/** As `serviceHas`, for a workload. */
export function workloadHas(row: WorkloadRow, word: string): boolean {
  return (
    placeHas(row, word) ||
    row.kind.includes(word) ||
    portsHave(row.ports, word) ||
    (row.desiredPods === 0 && lower(t('catalog.noPods')).includes(word))
  );
}

/** As `serviceHas`, for a pod. */
export function podHas(row: PodRow, word: string): boolean {
  return (
    placeHas(row, word) ||
    lower(podWord(row)).includes(word) ||
    (row.node ?? '').includes(word) ||
    portsHave(row.ports, word)
  );
}

function placeHas({ name, namespace }: { name: string; namespace: string }, word: string): boolean {
  return name.includes(word) || namespace.includes(word);
}

function portsHave(ports: readonly DeclaredPort[], word: string): boolean {
  return ports.some(
    ({ name, port, protocol }) =>
      (name ?? '').includes(word) ||
      String(port).includes(word) ||
      (protocol !== 'TCP' && lower(protocol).includes(word)),
  );
}

const lowered = new Map<string, string>();

/** Many rows share few words. */
function lower(word: string): string {
  const known = lowered.get(word) ?? word.toLowerCase();
  lowered.set(word, known);
  return known;
}
