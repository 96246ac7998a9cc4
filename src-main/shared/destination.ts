import { z } from 'zod';
import { ForwardId } from './forward.ts';
import { ImportedForward } from './import.ts';

/** What the application menu brings up in the window. */
export const WindowPart = z.enum(['settings', 'newForward', 'search', 'import', 'shortcuts']);
export type WindowPart = z.infer<typeof WindowPart>;

/** Where something outside the page leads it: a notification that was clicked, a link that was opened, the menu. */
export const Destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('forward'), id: ForwardId }),
  z.object({ kind: z.literal('cluster'), context: z.string() }),
  /** A forward that a link asks for; it is only shown, for the person to save or to leave. */
  z.object({ kind: z.literal('link'), forward: ImportedForward }),
  z.object({ kind: z.literal('part'), part: WindowPart }),
]);
export type Destination = z.infer<typeof Destination>;

/** A destination that the window has not come to yet. */
export const PendingDestination = z.object({ id: z.int(), to: Destination });
export type PendingDestination = z.infer<typeof PendingDestination>;
