import { z } from 'zod';
import { ForwardId } from './forward.ts';
import { ImportedForward } from './import.ts';

/** Where something outside the window leads it: a notification that was clicked, a link that was opened. */
export const Destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forward'), id: ForwardId }),
  z.object({ kind: z.literal('cluster'), context: z.string() }),
  /** A forward that a link asks for; it is only shown, for the person to save or to leave. */
  z.object({ kind: z.literal('link'), forward: ImportedForward }),
]);
export type Destination = z.infer<typeof Destination>;

/** A destination that the window has not come to yet. */
export const PendingDestination = z.object({ id: z.int(), to: Destination });
export type PendingDestination = z.infer<typeof PendingDestination>;
