import { type Message, message } from '../../../shared/language/message.ts';
import type { RouteAddress, ServingService } from '../../../shared/route.ts';
import { anew } from '../anew.ts';
import { encodeUnseen } from '../cluster-text.ts';
import { oncePerObject } from '../once-per-object.ts';
import type { Entrance, EntryPoint } from './entry-points.ts';
import type { Obstacle } from './obstacles.ts';
import { addressesAt, type Asked, type OpenPort, openPort, openPorts } from './open-ports.ts';

/** A port of an entry, as a rule means it. */
export interface EntryPort {
  /** Which it is at an entry point; null for none. */
  readonly at: (point: EntryPoint) => number | null;
  /** Which it is where nothing is known of the entry; null where that tells nothing. */
  readonly usual: number | null;
  /** How it is called, for sentences. */
  readonly name: string | number;
}

/** What a rule answers to. */
export interface Place extends Asked {
  /** Null for every host: then it is asked for by the address of the entry itself. */
  readonly host: string | null;
  readonly port: EntryPort;
}

/** Where a rule answers, and what is not known of that. */
export interface Placed {
  /** Hosts times paths times nodes: more than anybody keeps. */
  readonly addresses: Iterable<RouteAddress>;
  readonly serving: readonly ServingService[];
  readonly obstacle: Obstacle | null;
  readonly notes: readonly Message[];
}

export const webPorts = {
  http: { scheme: 'http', port: { at: ({ http }) => http, usual: 80, name: 80 } },
  https: { scheme: 'https', port: { at: ({ https }) => https, usual: 443, name: 443 } },
} as const satisfies Record<string, Pick<Place, 'scheme' | 'port'>>;

/** The ports of an entrance that are open, once for each that rules mean. */
const openPortsOf = oncePerObject((entrance: Entrance) =>
  oncePerObject((port: EntryPort) => openAt(port, entrance)),
);

/** The addresses of places at an entrance, those of a host without its entries where nothing is known of it. */
export function* addressesOf(
  places: Iterable<Place>,
  entrance: Entrance,
): Generator<RouteAddress, void, void> {
  const openPortsAt = openPortsOf(entrance);
  for (const place of places)
    for (const open of openPortsAt(place.port)) yield* addressesAt(place.host, open, [place]);
}

/** Where a rule of a custom resource answers, whose paths no API server has checked, and what is not known of that. */
export function placed(places: Iterable<Place>, entrance: Entrance): Placed {
  const addresses = anew(() => withCheckedPaths(addressesOf(places, entrance)));
  const { services: serving } = entrance;
  if (entrance.state === 'unknown')
    return { addresses, serving, obstacle: { state: 'unknown', why: entrance.why }, notes: [] };
  const missing = firstOf(addresses) === undefined ? firstOf(places) : undefined;
  return {
    addresses,
    serving,
    obstacle:
      missing === undefined
        ? null
        : { state: 'unknown', why: message('customRoute.noEntryPort', { port: missing.port.name }) },
    notes: entrance.notes,
  };
}

/** What answers nowhere outside. */
export function nowhere(obstacle: Obstacle): Placed {
  return { addresses: [], serving: [], obstacle, notes: [] };
}

function openAt({ at, usual }: EntryPort, entrance: Entrance): OpenPort[] {
  if (entrance.state === 'known') return openPorts(entrance.points, at);
  return usual === null ? [] : [openPort(usual, [])];
}

function firstOf<T>(all: Iterable<T>): T | undefined {
  const [first] = all;
  return first;
}

function* withCheckedPaths(addresses: Iterable<RouteAddress>): Generator<RouteAddress, void, void> {
  for (const address of addresses) {
    const { path, isPattern } = address;
    if (path === null) yield address;
    else yield { ...address, path: encodeUnseen(path), isPattern: isPattern || !isPlainPath(path) };
  }
}

/** What stands in a URL as it is. */
function isPlainPath(path: string): boolean {
  return /^\/[-\w.~!$&'()*+,;=:@%/]*$/.test(path);
}
