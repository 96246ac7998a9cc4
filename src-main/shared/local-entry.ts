import { z } from 'zod';
import { type Message, message } from './language/message.ts';
import { faultWords, JudgedCertificate } from './probe.ts';
import { Problem } from './problem.ts';
import { type Route, type RouteAddress, siteText } from './route.ts';
import { Endpoint } from './session.ts';

/** How a local entry comes to the program that serves the host. */
export const EntryWay = z.discriminatedUnion('by', [
  /** By a forward to a port of the program's service. */
  z.object({ by: z.literal('forward'), namespace: z.string(), service: z.string(), port: z.int() }),
  /** By connecting to any of these places, `10.0.0.2:443`, as everybody outside does. */
  z.object({ by: z.literal('network'), places: z.array(z.string()).min(1) }),
]);
export type EntryWay = z.infer<typeof EntryWay>;

export const LocalEntryId = z.uuid();
export type LocalEntryId = z.infer<typeof LocalEntryId>;

/** A path of a host, with its question: what a browser can be sent to as it is. */
export const EntryPath = z
  .string()
  .max(4096)
  .regex(/^\/[!-~]*$/);

/** A host of an Ingress or a Gateway that a local address serves, whether or not its name resolves. It listens as long as it is listed. */
export const LocalEntry = z.object({
  id: LocalEntryId,
  context: z.string(),
  scheme: z.enum(['http', 'https']),
  host: z.string(),
  /** At which it is meant to be asked for. */
  port: z.int(),
  /** Tells programs apart that serve the same host; only to be compared. */
  program: z.string(),
  way: EntryWay,
  /** All of one port, the first of which is to be shown. */
  endpoints: z.array(Endpoint).min(1),
  /** The one that was last shown, which is taken whatever it is; null without TLS, and before the first request. */
  certificate: JudgedCertificate.nullable(),
  /** What was in the way of the last request that anything was in the way of; null since one has passed. */
  problem: Problem.nullable(),
});
export type LocalEntry = z.infer<typeof LocalEntry>;

/** What a local entry serves: a host as one program of a cluster has it. */
export type EntryPlace = Pick<LocalEntry, 'context' | 'scheme' | 'host' | 'port' | 'program'>;

export function isSameEntry(one: EntryPlace, other: EntryPlace): boolean {
  const isSameHost = one.scheme === other.scheme && one.host === other.host && one.port === other.port;
  return isSameHost && one.context === other.context && one.program === other.program;
}

/** What a local entry to an address of a route serves; null where none can serve it. */
export function entryPlace(context: string, route: Route, address: RouteAddress): EntryPlace | null {
  const { scheme, host, port } = address;
  if ((scheme !== 'http' && scheme !== 'https') || !isServable(route, address)) return null;
  return { context, scheme, host: hostName(host), port, program: entryProgram(route, address) };
}

/** By its services, which stay while their addresses change; by its addresses where no service is known. */
export function entryProgram({ serving = [] }: Route, { entries }: RouteAddress): string {
  const names = serving.map(({ namespace, name }) => `${namespace}/${name}`);
  return (names.length > 0 ? names : entries).toSorted().join(' ');
}

/** Whether a local entry can serve an address of a route: a web server's, at one host by its name, by a way that is known. */
export function isServable({ serving = [] }: Route, { scheme, host, entries }: RouteAddress): boolean {
  const isWeb = scheme === 'http' || scheme === 'https';
  return isWeb && isHostName(host) && serving.length + entries.length > 0;
}

/** The path of its host to which a browser is sent for an address: the start where its own stands for many. */
export function entryPath({ path, isPattern }: Pick<RouteAddress, 'path' | 'isPattern'>): string {
  return isPattern ? '/' : (EntryPath.safeParse(path).data ?? '/');
}

/** What it serves by which way, and what is wrong there, a sentence each. */
export function entryNotes(entry: LocalEntry): Message[] {
  const { way, problem, certificate } = entry;
  const site = siteText(entry);
  const faults = certificate === null ? [] : faultWords(certificate);
  return [
    way.by === 'forward'
      ? message('entry.byForward', { site, service: way.service, namespace: way.namespace })
      : message('entry.byNetwork', { site, place: way.places[0] ?? '' }),
    ...(problem === null ? [] : [problem.words]),
    ...(faults.length === 0 ? [] : [message('entry.certificate', { faults })]),
  ];
}

/** As an entry has it, by whichever letters it is written. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/\.$/, '');
}

/** A DNS name, and no address: those end in a number, or have a colon. */
function isHostName(host: string): boolean {
  return /^[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?$/i.test(host) && !/(?:^|\.)\d+\.?$/.test(host);
}
