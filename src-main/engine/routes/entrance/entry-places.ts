import { isIP } from 'node:net';
import { type Message, message } from '../../../shared/language/message.ts';
import type { RouteAddress, RouteScheme, ServingService } from '../../../shared/route.ts';
import { encodeUnseen } from '../cluster-text.ts';
import type { Obstacle } from './entry-leads.ts';
import type { Entrance, EntryPoint } from './entry-points.ts';

/** What a rule answers to. */
export interface Place {
  readonly scheme: RouteScheme;
  /** Null for every host: then it is asked for by the address of the entry itself. */
  readonly host: string | null;
  readonly path: string | null;
  /** True where host or path is a wildcard or a regular expression, or where not all requests for it are meant. */
  readonly isPattern: boolean;
  /** At which port of an entry point; null for none. */
  readonly portAt: (point: EntryPoint) => number | null;
  /** The port where nothing is known of the entry; null where that tells nothing. */
  readonly usualPort: number | null;
  /** How the port is called, for sentences. */
  readonly portName: string | number;
}

/** Where a rule answers, and what is not known of that. */
export interface Placed {
  readonly addresses: readonly RouteAddress[];
  readonly serving: readonly ServingService[];
  readonly obstacle: Obstacle | null;
  readonly notes: readonly Message[];
}

export const webPorts = {
  http: { scheme: 'http', portAt: ({ http }) => http, usualPort: 80, portName: 80 },
  https: { scheme: 'https', portAt: ({ https }) => https, usualPort: 443, portName: 443 },
} as const satisfies Record<string, Pick<Place, 'scheme' | 'portAt' | 'usualPort' | 'portName'>>;

/** An entrance that an object's own status names, to what its controller serves; the controller's own where it names none. */
export function entranceAt(
  hosts: readonly string[],
  ofController: Entrance,
  ports: readonly number[] = [80, 443],
): Entrance {
  if (hosts.length === 0) return ofController;
  const http = ports.includes(80) ? 80 : null;
  const https = ports.includes(443) ? 443 : null;
  const byNumber = new Map(ports.map((port) => [port, port]));
  const listening = { node: null, http, https, ports: byNumber, named: new Map<string, number>() };
  const points = hosts.map((host) => ({ host, ...listening }));
  return { services: ofController.services, state: 'known', points, notes: [] };
}

/** The addresses of places at an entrance. What stands for many hosts or paths is a pattern, so that nobody opens it as it is. */
export function placed(places: readonly Place[], entrance: Entrance): Placed {
  const { services: serving } = entrance;
  if (entrance.state === 'unknown')
    return {
      serving,
      addresses: places.flatMap((place) =>
        place.usualPort === null || place.host === null
          ? []
          : [addressOf(place, place.host, place.usualPort)],
      ),
      obstacle: { state: 'unknown', why: entrance.why },
      notes: [],
    };
  const addresses = places.flatMap((place) => addressesAt(place, entrance.points));
  const missing = addresses.length === 0 ? places[0] : undefined;
  return {
    addresses,
    serving,
    obstacle:
      missing === undefined
        ? null
        : { state: 'unknown', why: message('customRoute.noEntryPort', { port: missing.portName }) },
    notes: entrance.notes,
  };
}

function addressesAt(place: Place, points: readonly EntryPoint[]): RouteAddress[] {
  const listening = points.flatMap((point) => {
    const port = place.portAt(point);
    return port === null ? [] : [{ point, port }];
  });
  const { host } = place;
  if (host === null)
    return listening.map(({ point, port }) => ({ ...addressOf(place, point.host, port), node: point.node }));
  return [...Map.groupBy(listening, ({ port }) => port)].map(([port, at]) => ({
    ...addressOf(place, host, port),
    entries: at.map(({ point }) => point.host),
  }));
}

function addressOf({ scheme, path, isPattern }: Place, host: string, port: number): RouteAddress {
  const isPlain = isPlainHost(host) && (path === null || isPlainPath(path));
  return {
    scheme,
    host: encodeUnseen(host),
    port,
    path: path === null ? null : encodeUnseen(path),
    isPattern: isPattern || !isPlain,
    entries: [],
    node: null,
  };
}

function isPlainHost(host: string): boolean {
  return isIP(host) !== 0 || /^[a-z0-9_]([-a-z0-9._]*[a-z0-9_])?$/i.test(host);
}

/** What stands in a URL as it is. */
function isPlainPath(path: string): boolean {
  return /^\/[-\w.~!$&'()*+,;=:@%/]*$/.test(path);
}
