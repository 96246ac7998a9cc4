import { z } from 'zod';
import { ForwardId } from './forward.ts';
import { Problem } from './problem.ts';
import { Transport } from './transport.ts';

/** Counts of one port pair since its session's forward was added to this run; payload bytes only. */
export const PortTraffic = z.object({
  /** From the pod to local clients. */
  receivedBytes: z.number(),
  /** From local clients to the pod. */
  sentBytes: z.number(),
  /** Bytes per second over the last tick. */
  receivedRate: z.number(),
  sentRate: z.number(),
  /** Connections open now, held ones included. */
  open: z.int(),
  /** Connections that wait for a ready pod now. */
  held: z.int(),
  /** Connections accepted so far. */
  total: z.int(),
  /** Connections that ended by an error, and the last reason. */
  failed: z.int(),
  /** Connections that the person closed in the window. */
  closed: z.int(),
  lastProblem: Problem.nullable(),
});
export type PortTraffic = z.infer<typeof PortTraffic>;

/** How many pods that take no more connections a forward remembers, and how many pods it tells of at most. */
export const formerPodLimit = 16;
export const podTrafficLimit = 64;

/** Counts of one pod behind a forward; a connection that had to be tried on two pods counts on both. */
export const PodTraffic = z.object({
  name: z.string(),
  /** Whether new connections may go there; a terminating pod lets its own finish. */
  state: z.enum(['current', 'terminating', 'former']),
  open: z.int(),
  total: z.int(),
  failed: z.int(),
  receivedBytes: z.number(),
  sentBytes: z.number(),
});
export type PodTraffic = z.infer<typeof PodTraffic>;

/** One forward's counts: a row for each port pair in the order of its `ports`, and one for each pod. */
export const TrafficSample = z.object({
  id: ForwardId,
  ports: z.array(PortTraffic),
  pods: z.array(PodTraffic).max(podTrafficLimit),
  /** How the bytes reach the API server now; null while that is not known and while it is stopped. */
  transport: Transport.nullable(),
});
export type TrafficSample = z.infer<typeof TrafficSample>;

/** A running program of this computer. */
export const Program = z.object({ pid: z.int(), name: z.string() });
export type Program = z.infer<typeof Program>;

/** One open local connection, for the details of a forward. */
export const ConnectionInfo = z.object({
  id: z.int(),
  /** Index into the forward's `ports`. */
  pair: z.int(),
  /** The client's address and port. */
  peer: z.string(),
  /** The client; null for one of another machine, and where the system does not tell or has not told yet. */
  program: Program.nullable(),
  since: z.number(),
  /** The pod it reached; null while it is held. */
  pod: z.string().nullable(),
  receivedBytes: z.number(),
  sentBytes: z.number(),
});
export type ConnectionInfo = z.infer<typeof ConnectionInfo>;

export const emptyPortTraffic: PortTraffic = {
  receivedBytes: 0,
  sentBytes: 0,
  receivedRate: 0,
  sentRate: 0,
  open: 0,
  held: 0,
  total: 0,
  failed: 0,
  closed: 0,
  lastProblem: null,
};

/** The sum over a forward's ports; `lastProblem` is the first one found. */
export function totalTraffic(ports: readonly PortTraffic[]): PortTraffic {
  return ports.reduce(
    (sum, port) => ({
      receivedBytes: sum.receivedBytes + port.receivedBytes,
      sentBytes: sum.sentBytes + port.sentBytes,
      receivedRate: sum.receivedRate + port.receivedRate,
      sentRate: sum.sentRate + port.sentRate,
      open: sum.open + port.open,
      held: sum.held + port.held,
      total: sum.total + port.total,
      failed: sum.failed + port.failed,
      closed: sum.closed + port.closed,
      lastProblem: sum.lastProblem ?? port.lastProblem,
    }),
    emptyPortTraffic,
  );
}
