import { z } from 'zod';
import { EndAfter } from './automatic-end.ts';
import { ForwardId } from './forward.ts';

/** A context that the person has marked: forwards to it are asked about, and may end by themselves. */
export const ProductionContext = z.object({
  context: z.string().min(1).max(1_000),
  /** After which time its forwards end that have no own, in milliseconds; null for never. */
  endAfterMs: EndAfter.nullable(),
});
export type ProductionContext = z.infer<typeof ProductionContext>;

/** What is to be done with forwards, some to a production context, from where nobody can be asked. */
export const Asked = z.object({
  action: z.enum(['start', 'keepRunning']),
  ids: z.array(ForwardId).min(1),
});
export type Asked = z.infer<typeof Asked>;

/** The file in the data folder. A mark outlives its context, which may come back. */
export const ProductionFile = z.object({ version: z.literal(1), contexts: z.array(ProductionContext) });
export type ProductionFile = z.infer<typeof ProductionFile>;
