import { z } from 'zod';
import { parseBindAddresses } from '../../shared/bind-address.ts';
import type { ImportedForward } from '../../shared/import.ts';
import { message } from '../../shared/language/message.ts';
import { formatTarget } from '../../shared/target.ts';
import { Harvest, unusable, type Wish } from './harvest.ts';

const text = z.string().nullish();
const port = z.int().nullish();
const flag = z.boolean().nullish();

/** One entry of kftray's export (its `Config`, read in 0.27); fields that say nothing about the way are left out. */
const Entry = z.object({
  alias: text,
  context: text,
  namespace: text,
  workload_type: text,
  service: text,
  target: text,
  protocol: text,
  local_port: port,
  remote_port: port,
  local_address: text,
  auto_loopback_address: flag,
  domain_enabled: flag,
  kubeconfig: text,
});
type Entry = z.infer<typeof Entry>;

/** True for what kftray exports: a list of entries, or a single one. */
export function isKftray(value: unknown): boolean {
  const [first] = Array.isArray(value) ? (value as unknown[]) : [value];
  return typeof first === 'object' && first !== null && ('workload_type' in first || 'remote_port' in first);
}

export function readKftray(value: unknown): Harvest {
  const harvest = new Harvest();
  for (const [index, entry] of (Array.isArray(value) ? (value as unknown[]) : [value]).entries()) {
    const parsed = Entry.safeParse(entry);
    const name = parsed.data?.alias || parsed.data?.service || message('import.entry', { at: index + 1 });
    const forward = harvest.take(name, () => {
      if (!parsed.success) throw unusable(message('import.writtenOtherwise', { program: 'kftray' }));
      return wishOf(parsed.data);
    });
    if (forward !== null && parsed.success) leaveUnused(harvest, parsed.data, forward);
  }
  return harvest;
}

function wishOf(entry: Entry): Wish {
  const { workload_type: type, remote_port: remote, local_port: local } = entry;
  if (entry.protocol === 'udp') throw unusable(message('import.tcpAlone'));
  if (type === 'pod') throw unusable(message('import.podsByLabels', { labels: entry.target ?? null }));
  if (type !== null && type !== undefined && type !== 'service') {
    throw unusable(message('import.kftrayType', { type }));
  }
  if (!entry.service) throw unusable(message('import.noService'));
  if (!remote) throw unusable(message('import.noRemotePort'));
  return {
    label: entry.alias || null,
    context: entry.context || null,
    namespace: entry.namespace || 'default',
    target: { kind: 'service', name: entry.service },
    ports: [{ local: local ? { kind: 'fixed', port: local } : { kind: 'auto', last: null }, remote }],
    ...(entry.local_address && { addresses: parseBindAddresses(entry.local_address) }),
  };
}

/** What a forward has no place for, by the names that kftray gives it; never a kubeconfig's path. */
function leaveUnused(harvest: Harvest, entry: Entry, { target: to, addresses }: ImportedForward): void {
  const target = formatTarget(to);
  // So it calls the person's own, which is read here too.
  if (entry.kubeconfig && entry.kubeconfig !== 'default') {
    harvest.leave('kubeconfig', message('import.kubeconfigUnused', { target, context: to.context }));
  }
  if (entry.domain_enabled) harvest.leave('domain_enabled', message('import.hostNameUnused', { target }));
  if (entry.auto_loopback_address) {
    harvest.leave('auto_loopback_address', message('import.loopbackUnused', { target, addresses }));
  }
}
