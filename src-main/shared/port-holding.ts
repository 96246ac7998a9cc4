import { z } from 'zod';
import { ForwardId } from './forward.ts';
import { Problem } from './problem.ts';

/** Who has a local port that somebody wants. */
export const PortHolding = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('free') }),
  z.object({ kind: z.literal('forward'), id: ForwardId, label: z.string() }),
  z.object({ kind: z.literal('program'), name: z.string(), pid: z.int() }),
  /** The system refuses it, and does not tell of a program. */
  z.object({ kind: z.literal('refused'), problem: Problem }),
]);
export type PortHolding = z.infer<typeof PortHolding>;
