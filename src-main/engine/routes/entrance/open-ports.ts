import { isIP } from 'node:net';
import type { RouteAddress } from '../../../shared/route.ts';
import { encodeUnseen } from '../cluster-text.ts';
import type { EntryPoint } from './entry-points.ts';

type EntryHost = Pick<EntryPoint, 'host' | 'node'>;

/** A port at which an entry takes connections, and where it is open. */
export interface OpenPort {
  readonly port: number;
  /** None where it is not known. */
  readonly at: readonly EntryHost[];
  /** The hosts, each once: one list for all addresses at this port, since it may be long. */
  readonly entries: string[];
}

/** What a rule asks of a host. */
export type Asked = Pick<RouteAddress, 'scheme' | 'path' | 'isPattern'>;

export function openPort(port: number, at: readonly EntryHost[]): OpenPort {
  return { port, at, entries: [...new Set(at.map(({ host }) => host))] };
}

/** The ports that points have, each with the hosts that have it, in the order in which they come. */
export function openPorts(
  points: readonly EntryPoint[],
  portAt: (point: EntryPoint) => number | null,
): OpenPort[] {
  const listening = points.flatMap((point) => {
    const port = portAt(point);
    return port === null ? [] : [{ port, point }];
  });
  return [...Map.groupBy(listening, ({ port }) => port)].map(([port, all]) =>
    openPort(
      port,
      all.map(({ point }) => point),
    ),
  );
}

/**
 * The addresses by which a host is asked for at a port; null is every host, for which each host of the entry is asked
 * itself. A host that stands for many makes a pattern, so that nobody opens it as it is.
 */
export function addressesAt(
  host: string | null,
  { port, at, entries }: OpenPort,
  asked: readonly Asked[],
): RouteAddress[] {
  const hosts =
    host === null ? at.map((each) => ({ ...each, entries: [] })) : [{ host, node: null, entries }];
  return hosts.flatMap(({ host: name, node, entries: behind }) =>
    asked.map(({ scheme, path, isPattern }) => ({
      scheme,
      host: encodeUnseen(name),
      port,
      path,
      isPattern: isPattern || !isPlainHost(name),
      entries: behind,
      node,
    })),
  );
}

function isPlainHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9_]([-a-z0-9._]*[a-z0-9_])?$/i.test(host);
}
