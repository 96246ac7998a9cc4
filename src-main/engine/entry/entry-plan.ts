import { isIP } from 'node:net';
import { message } from '../../shared/language/message.ts';
import type { EntryPlace } from '../../shared/local-entry.ts';
import { ProblemError } from '../../shared/problem.ts';
import type { Route, RouteAddress, ServingService } from '../../shared/route.ts';
import { writtenName } from '../net/written-name.ts';

/** A port of a service that leads to the program which serves a host. */
export interface ServingPort {
  readonly namespace: string;
  readonly service: string;
  readonly port: number;
}

/** What a local entry serves, and how it may come there. */
export interface EntryPlan extends Omit<EntryPlace, 'context' | 'program'> {
  /** The best first. */
  readonly services: readonly ServingPort[];
  /** Addresses and names, all at the port of the entry. */
  readonly hosts: readonly string[];
}

/**
 * How to serve an address of a route by a name alone. Throws `unsupportedTarget` for what is no web server's, has no single
 * name, or is served by nobody who is known.
 */
export function entryPlan({ serving = [] }: Route, address: RouteAddress): EntryPlan {
  const { scheme, port, entries } = address;
  const host = writtenName(address.host);
  if ((scheme !== 'http' && scheme !== 'https') || host === null || isIP(host) !== 0)
    throw new ProblemError('unsupportedTarget', message('entry.noHost', { host: address.host }));
  const services = serving.flatMap((each) => {
    const inside = servingPort(each, { scheme, port });
    return inside === null ? [] : [{ namespace: each.namespace, service: each.name, port: inside }];
  });
  const hosts = entries.flatMap((entry) => writtenName(entry) ?? []);
  if (services.length === 0 && hosts.length === 0)
    throw new ProblemError('unsupportedTarget', message('entry.servedByNobody', { host }));
  return { scheme, host, port, services, hosts };
}

/** The port of the service that is open outside at that of an address, else the one that speaks the same; null for none. */
function servingPort(
  { ports }: ServingService,
  { scheme, port }: Pick<EntryPlan, 'scheme' | 'port'>,
): number | null {
  const found =
    ports.find((each) => each.port === port) ??
    ports.find(({ nodePort }) => nodePort === port) ??
    ports.find((each) => each.scheme === scheme);
  return found?.port ?? null;
}
