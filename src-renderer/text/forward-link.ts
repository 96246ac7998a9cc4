import { defaultBindAddresses } from '../../src-main/shared/bind-address.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { formatPortPair } from '../../src-main/shared/port-pair.ts';
import { formatTarget } from '../../src-main/shared/target.ts';

/** A link that fills in the editor with the same forward, wherever it is opened (docs/forwards.md). */
export function forwardLink({ target, ports, addresses, label }: Forward): string {
  const { context, namespace, name } = target;
  const query = new URLSearchParams({ context, namespace, target: formatTarget(target) });
  for (const pair of ports) query.append('port', formatPortPair(pair));
  if (addresses.join() !== defaultBindAddresses.join()) {
    for (const address of addresses) query.append('address', address);
  }
  if (label !== name) query.append('label', label);
  return `portolan://forward?${query.toString()}`;
}
