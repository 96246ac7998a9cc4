import { isLoopback } from '../../../shared/bind-address.ts';
import type { AddressProbe, ProbeResult } from '../../../shared/probe.ts';
import { addressText, type Route, type RouteAddress } from '../../../shared/route.ts';
import { writtenName } from '../../net/written-name.ts';

/** An address that is tried, and for whom. */
export interface PlannedProbe extends Pick<AddressProbe, 'route' | 'address'> {
  readonly at: RouteAddress;
}

/** What is tried, and what is not. */
export interface ProbePlan {
  readonly tries: readonly PlannedProbe[];
  readonly skipped: readonly AddressProbe[];
}

type Reason = Extract<ProbeResult, { result: 'notProbed' }>['why'];

const mostOfRoute = 4;
const mostInAll = 64;

/** Which addresses of these routes are tried: the first of each route before the second of any. */
export function probePlan(routes: readonly Route[]): ProbePlan {
  const skipped: AddressProbe[] = [];
  const rounds: PlannedProbe[][] = Array.from({ length: mostOfRoute }, () => []);
  const skip = ({ route, address }: PlannedProbe, why: Reason) =>
    skipped.push({ route, address, result: { result: 'notProbed', why }, resolved: [] });
  for (const route of routes) {
    if (route.access.by !== 'network') continue;
    let tried = 0;
    for (const address of route.access.addresses) {
      const planned = { route: route.key, address: addressText(address), at: asTried(route, address) };
      const why = whyNot(route, address) ?? (tried < mostOfRoute ? null : 'tooMany');
      if (why !== null) skip(planned, why);
      else rounds[tried++]?.push(planned);
    }
  }
  const wanted = rounds.flat();
  for (const planned of wanted.slice(mostInAll)) skip(planned, 'tooMany');
  return { tries: wanted.slice(0, mostInAll), skipped };
}

/** A cluster's own addresses may be another's here, who is asked for nothing: connecting alone tells whether there is a way. */
function asTried({ kind }: Route, address: RouteAddress): RouteAddress {
  return kind === 'clusterIp' ? { ...address, scheme: 'tcp' } : address;
}

function whyNot({ kind }: Route, { scheme, host, port, isPattern }: RouteAddress): Reason | null {
  if (scheme === 'udp' || scheme === 'sctp') return 'connectionless';
  if (isPattern) return 'pattern';
  if (writtenName(host) === null || port < 1 || port > 65_535) return 'incomplete';
  return kind === 'hostPort' && isLoopback(host) ? 'nodeOnly' : null;
}
