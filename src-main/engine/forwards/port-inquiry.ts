import type { ForwardId } from '../../shared/forward.ts';
import type { PortHolding } from '../../shared/port-holding.ts';
import type { Endpoint } from '../../shared/session.ts';
import { overlaps } from './port-claims.ts';
import { findPortHolder } from './port-holder.ts';
import { trialBind } from './trial-bind.ts';

/** A forward of ours that listens. */
export interface OwnListener {
  readonly id: ForwardId;
  readonly label: string;
  readonly endpoints: readonly Endpoint[];
}

export interface PortInquiry {
  readonly addresses: readonly string[];
  readonly port: number;
  /** The forward that wants it, which may have it already; null for a new one. */
  readonly wantedBy: ForwardId | null;
}

/** Who has a port on some addresses: a forward of ours, a program, or the system. It is bound for a moment to be sure. */
export async function inquirePort(
  { addresses, port, wantedBy }: PortInquiry,
  ours: readonly OwnListener[],
): Promise<PortHolding> {
  const wanted = addresses.map((address): Endpoint => ({ address, port }));
  const holds = ({ endpoints }: OwnListener) =>
    wanted.some((endpoint) => endpoints.some((other) => overlaps(endpoint, other)));
  const rival = ours.find((each) => each.id !== wantedBy && holds(each));
  if (rival !== undefined) return { kind: 'forward', id: rival.id, label: rival.label };
  const own = ours.find(({ id }) => id === wantedBy)?.endpoints ?? [];
  const others = wanted.filter((endpoint) => !own.some((held) => overlaps(endpoint, held)));
  for (const endpoint of others) {
    const holder = await findPortHolder(endpoint);
    if (holder !== null) return { kind: 'program', ...holder };
  }
  return others.length === 0 ? { kind: 'free' } : tryPort(others, port);
}

async function tryPort(endpoints: readonly Endpoint[], port: number): Promise<PortHolding> {
  const addresses = endpoints.map(({ address }) => address);
  const problem = await trialBind(addresses, { kind: 'fixed', port });
  // An address that this computer does not have says nothing about the port.
  const isFree = problem === null || problem.code === 'addressUnavailable';
  return isFree ? { kind: 'free' } : { kind: 'refused', problem };
}
