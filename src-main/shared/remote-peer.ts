import { z } from 'zod';

/** How many remote addresses a forward remembers; those that were seen longest ago go. */
export const remotePeerLimit = 100;

/** A remote address that has connected to a forward in this run of Portolan. */
export const RemotePeer = z.object({
  /** Without its port; IPv4 in its own form. */
  address: z.string(),
  /** Whether its newest connection was served; the allow-list refuses the others. */
  allowed: z.boolean(),
  /** Connections that are open now, that were served, and that were refused. */
  open: z.int(),
  served: z.int(),
  refused: z.int(),
  receivedBytes: z.number(),
  sentBytes: z.number(),
  /** Times of its first and its newest connection, in milliseconds since the epoch. */
  firstAt: z.number(),
  lastAt: z.number(),
});
export type RemotePeer = z.infer<typeof RemotePeer>;
