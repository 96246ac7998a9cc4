import type { DeclaredPort, TargetPort } from '../../src-main/shared/catalog.ts';
import type { Forward } from '../../src-main/shared/forward.ts';
import { RemotePort } from '../../src-main/shared/port-pair.ts';
import { t } from '../language.svelte.ts';

export function leadsToNoPods(): string {
  return t('connect.noPods');
}

/** How a forward names a declared port: by its name, which outlives a renumbering, where the grammar allows it. */
export function remoteOf({ name, port }: DeclaredPort): RemotePort {
  return RemotePort.safeParse(name).success && name !== null ? name : port;
}

/** `80`, or `53 UDP`: TCP goes without saying. */
export function portNumber({ port, protocol }: DeclaredPort): string {
  return protocol === 'TCP' ? String(port) : `${String(port)} ${protocol}`;
}

/** `http 80`, `dns 53 UDP`, or the number without a name. */
export function portWords(port: DeclaredPort): string {
  return port.name === null ? portNumber(port) : `${port.name} ${portNumber(port)}`;
}

/** `80 · TCP · http`: what stands beside a port where it can be chosen; its number is not said twice. */
export function portNote(port: TargetPort): string {
  const number = remoteOf(port) === port.port ? null : String(port.port);
  return [number, port.protocol, port.appProtocol].filter((part) => part !== null).join(' · ');
}

/** Why a port cannot be forwarded; null where it can. `forwardable` as in the row of a service. */
export function obstacleTo({ protocol }: DeclaredPort, forwardable: boolean): string | null {
  if (!forwardable) return leadsToNoPods();
  return protocol === 'TCP' ? null : t('connect.tcpOnly');
}

/** The one of these forwards that leads to a port, and which of its pairs does. */
export function pairTo(
  { name, port }: DeclaredPort,
  forwards: readonly Forward[],
): { readonly forward: Forward; readonly index: number } | null {
  for (const forward of forwards) {
    const index = forward.ports.findIndex(({ remote }) => remote === name || remote === port);
    if (index !== -1) return { forward, index };
  }
  return null;
}

/** Containers of one pod may declare the same port twice. */
export function distinctPorts<P extends DeclaredPort>(ports: readonly P[]): P[] {
  const seen = new Map(ports.toReversed().map((port) => [portNumber(port), port]));
  return ports.filter((port) => seen.get(portNumber(port)) === port);
}
