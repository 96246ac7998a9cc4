import { z } from 'zod';
import { Message } from './language/message.ts';
import { Problem } from './problem.ts';

/** How many entries a forward's timeline keeps; older ones go. */
export const timelineLength = 200;

/** What a timeline tells of; it decides the entry's shape and colour. */
export const TimelineKind = z.enum([
  'started',
  'listening',
  'podReady',
  'podLost',
  'connectionFailed',
  'changed',
  'failed',
  'stopped',
]);
export type TimelineKind = z.infer<typeof TimelineKind>;

/** One thing that happened to a forward, in a sentence. */
export const TimelineEntry = z.object({
  /** Rises by one within a forward; unique in it. */
  seq: z.int(),
  at: z.number(),
  kind: TimelineKind,
  words: Message,
  problem: Problem.nullable(),
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;
